/**
 * Opens one address in Chromium as a person does who has never been here, and waits until nothing is
 * fetched any more. Prints the names of what was asked for before the selector was there, as JSON.
 * argv: address, selector.
 */
import { chromium } from "playwright-core";

const [url = "", there = ""] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  const page = await browser.newPage();
  page.on("pageerror", (e) => { throw e; });
  await page.addInitScript((selector) => {
    new MutationObserver((_, watch) => {
      if (!document.querySelector(selector)) return;
      performance.mark("there");
      watch.disconnect();
    }).observe(document, { childList: true, subtree: true });
  }, there);
  await page.goto(url);
  await page.waitForSelector(there);
  await page.waitForLoadState("networkidle");
  const before = await page.evaluate(() => {
    const at = performance.getEntriesByName("there")[0]!.startTime;
    return performance.getEntriesByType("resource").filter((r) => r.startTime < at).map((r) => r.name);
  });
  process.stdout.write(JSON.stringify(before));
} finally {
  await browser.close();
}
