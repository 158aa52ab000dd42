/**
 * Opens one address in Chromium as a person does who has never been here, types one figure into the
 * field, and waits until another field has gone for it and nothing is still to be drawn; then until
 * what is fetched ahead is there. Prints what was asked for {"first": before the first field was there,
 * "used": until the key was answered and all was drawn} as names. argv: address, selectors of the
 * first field, of the one that is typed into, and of what the key hides.
 */
import { launch } from "./chromium";

const [url = "", first = "", there = "", hidden = ""] = process.argv.slice(2);
const browser = await launch();
try {
  const page = await browser.newPage();
  page.on("pageerror", (e) => { throw e; });
  await page.addInitScript((selector) => {
    new MutationObserver((_, watch) => {
      if (!document.querySelector(selector)) return;
      performance.mark("there");
      watch.disconnect();
    }).observe(document, { childList: true, subtree: true });
  }, first);
  await page.goto(url);
  await page.waitForSelector(there);
  await page.waitForSelector(hidden);
  await page.locator(there).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("5");
  await page.waitForSelector(hidden, { state: "detached" });
  await page.waitForFunction(() => !document.querySelector(".skeleton, [aria-busy]"));
  await page.evaluate(() => { performance.mark("used"); });
  const asked = await page.evaluate(() => ["there", "used"].map((mark) => {
    const at = performance.getEntriesByName(mark)[0]!.startTime;
    return performance.getEntriesByType("resource").filter((r) => r.startTime < at).map((r) => r.name);
  }));
  // What is fetched ahead comes some seconds after the page.
  const count = asked[1]!.filter((name) => /\.(js|css)$/.test(name)).length;
  await page.waitForFunction((before) => performance.getEntriesByType("resource").filter((r) => /\.(js|css)$/.test(r.name)).length > before, count);
  await page.waitForTimeout(500);
  await page.waitForLoadState("networkidle");
  process.stdout.write(JSON.stringify({ first: asked[0], used: asked[1] }));
} finally {
  await browser.close();
}
