/** Going through a page by the keyboard alone. */
import type { Page } from "playwright-core";

/** Presses Tab until what has the focus is called so. */
export async function tabTo(page: Page, name: RegExp, most = 150): Promise<void> {
  for (let i = 0; i < most; i++) {
    const now = await page.evaluate(() => {
      const e = document.activeElement as HTMLElement & { labels?: NodeListOf<HTMLElement> };
      return e?.getAttribute("aria-label") || e?.labels?.[0]?.innerText || e?.innerText || e?.id || "";
    });
    if (name.test(now.trim())) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no ${String(name)} within ${most} tabs`);
}

/** Goes to what is called so and presses a key on it. */
export async function press(page: Page, name: RegExp, key: "Enter" | "Space"): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press(key);
}

/** Goes to a box and types into it in the place of what is there. */
export async function type(page: Page, name: RegExp, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
}

/** What has the focus is called. */
const called = (page: Page) => page.evaluate(() => {
  const e = document.activeElement as HTMLInputElement;
  return (e.labels?.[0]?.innerText ?? e.innerText ?? "").trim();
});

/** Chooses one of several: Tab reaches the group, the arrows go through it. */
export async function choose(page: Page, name: RegExp, most = 150): Promise<void> {
  for (let i = 0; i < most; i++) {
    const within = await page.evaluate((source) => {
      const e = document.activeElement as HTMLInputElement;
      if (e.type === "checkbox") return new RegExp(source).test((e.labels?.[0]?.innerText ?? "").trim()) ? 1 : 0;
      if (e.type !== "radio") return 0;
      const group = [...document.querySelectorAll<HTMLInputElement>("input[type=radio]")].filter((r) => r.name === e.name && r.form === e.form);
      return group.some((r) => new RegExp(source).test((r.labels?.[0]?.innerText ?? "").trim())) ? group.length : 0;
    }, name.source);
    for (let n = 0; n < within; n++) {
      if (name.test(await called(page))) return page.keyboard.press("Space");
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`no ${String(name)} within ${most} tabs`);
}
