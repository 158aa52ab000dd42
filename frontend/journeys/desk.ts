import type { Browser } from "playwright-core";
import { clean, fits, leave, open, shoot } from "./browser";

/** A member of staff finds the case by its number, looks at all of it, and passes it from the keyboard. */
export async function passAtDesk(b: Browser, url: string, account: string, number: string, name: string): Promise<void> {
  const page = await open(b, `${url}/staff/`, 1440, 900);
  await page.locator(".account", { hasText: new RegExp(`${account}(?!\\d)`) }).click();
  await page.getByRole("heading", { name: "办件", exact: true }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type(number);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: number }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await page.getByRole("region", { name: "核对" }).waitFor();
  await page.getByRole("heading", { level: 1, name: number }).waitFor();
  await page.keyboard.press("f");
  await clean(page, `${name} at the desk`);
  await fits(page, `${name} at the desk`);
  await shoot(page, `${name}-desk`, false);
  // Each check that the system left open is looked at, then it passes.
  const yes = page.getByRole("button", { name: /^相符：/ });
  if (await yes.count() > 0) {
    await page.keyboard.press("Control+Enter");
    await page.getByText(/先逐项核对/).waitFor();
    for (const one of await yes.all()) await one.click();
  }
  await page.keyboard.press("Control+Enter");
  await page.getByRole("textbox", { name: /预审意见/ }).fill("材料齐全");
  await page.keyboard.press("Control+Enter");
  await page.getByText(`${number}预审通过`).waitFor();
  await leave(page);
}
