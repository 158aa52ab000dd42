/**
 * Opens each of two addresses in turn as a person does who has never been there, and notes how long it takes from the
 * navigation until the first field can be used (it stands there, is drawn, and takes a key), and until the last one stands
 * there. Prints {"ours":[…],"bare":[…],"oursWhole":[…],"bareWhole":[…]} in ms. argv: address of ours, address of the bare page,
 * selector of the first field's inputs and of the last field, rounds.
 */
import type { Browser } from "playwright-core";
import { launch } from "./chromium";

const [ours = "", bare = "", first = "", last = "", rounds = "10"] = process.argv.slice(2);

async function ready(browser: Browser, url: string): Promise<{ first: number; whole: number }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } }); // its own cache, empty
  try {
    const page = await context.newPage();
    page.on("pageerror", (e) => { throw e; });
    await page.addInitScript((selectors) => {
      for (const [name, selector] of Object.entries(selectors)) {
        new MutationObserver((_, watch) => {
          const there = document.querySelector<HTMLInputElement>(selector);
          if (!there || there.disabled || there.readOnly) return;
          watch.disconnect();
          // After the frame in which it is drawn: the styles are there, and what stands in the way is done.
          requestAnimationFrame(() => setTimeout(() => performance.mark(name)));
        }).observe(document, { childList: true, subtree: true, attributes: true });
      }
    }, { first, whole: last });
    await page.goto(url, { waitUntil: "commit" });
    await page.waitForFunction(() => ["first", "whole"].every((name) => performance.getEntriesByName(name).length > 0));
    const took = await page.evaluate(() => {
      const at = (name: string) => performance.getEntriesByName(name)[0]!.startTime;
      return { first: at("first"), whole: at("whole") };
    });
    const chosen = page.locator(`${first}:checked`);
    const before = await chosen.inputValue();
    await chosen.focus();
    await page.keyboard.press("ArrowDown");
    if (await chosen.inputValue() === before) throw new Error(`${url}: the field takes no key`);
    return took;
  } finally {
    await context.close();
  }
}

const browser = await launch();
try {
  const result = { ours: [] as number[], bare: [] as number[], oursWhole: [] as number[], bareWhole: [] as number[] };
  await ready(browser, ours), await ready(browser, bare); // warm
  for (let i = 0; i < Number(rounds); i++) {
    const [b, o] = [await ready(browser, bare), await ready(browser, ours)];
    result.bare.push(b.first), result.bareWhole.push(b.whole);
    result.ours.push(o.first), result.oursWhole.push(o.whole);
  }
  process.stdout.write(JSON.stringify(result));
} finally {
  await browser.close();
}
