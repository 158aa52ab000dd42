/**
 * Opens each of two addresses in turn as a person does who has never been there, and notes how long it takes from the
 * navigation until the first field can be typed into: it stands there, is drawn, and takes a key. Prints
 * {"ours":[…],"bare":[…]} in ms. argv: address of ours, address of the bare page, selector of the field, rounds.
 */
import { chromium, type Browser } from "playwright-core";

const [ours = "", bare = "", field = "", rounds = "10"] = process.argv.slice(2);

async function ready(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } }); // its own cache, empty
  try {
    const page = await context.newPage();
    page.on("pageerror", (e) => { throw e; });
    await page.addInitScript((selector) => {
      new MutationObserver((_, watch) => {
        const there = document.querySelector<HTMLInputElement>(selector);
        if (!there || there.disabled || there.readOnly) return;
        watch.disconnect();
        // After the frame in which it is drawn: the styles are there, and what stands in the way is done.
        requestAnimationFrame(() => setTimeout(() => performance.mark("ready")));
      }).observe(document, { childList: true, subtree: true, attributes: true });
    }, field);
    await page.goto(url, { waitUntil: "commit" });
    await page.waitForFunction(() => performance.getEntriesByName("ready").length > 0);
    const took = await page.evaluate(() => performance.getEntriesByName("ready")[0]!.startTime);
    const input = page.locator(field);
    await input.focus();
    await page.keyboard.press("End");
    await page.keyboard.press("5");
    if (!(await input.inputValue()).endsWith("5")) throw new Error(`${url}: the field takes no key`);
    return took;
  } finally {
    await context.close();
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  const result = { ours: [] as number[], bare: [] as number[] };
  await ready(browser, ours), await ready(browser, bare); // warm
  for (let i = 0; i < Number(rounds); i++) {
    result.bare.push(await ready(browser, bare));
    result.ours.push(await ready(browser, ours));
  }
  process.stdout.write(JSON.stringify(result));
} finally {
  await browser.close();
}
