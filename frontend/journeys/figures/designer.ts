/**
 * What an author feels in 配置台, with items that differ in nothing but how many fields they have: how long from the
 * navigation to a draft until its canvas can be used, and from a key in a property until the canvas shows it, drawn.
 * Prints {"<fields>": {"open":[…],"key":[…]}} in ms, and what the first opening asked for as {"asked": [names]}.
 * argv: folder of the catalogue, rounds, and of each item how many fields it has beside its title.
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { openHall } from "../../workbench/hall";
import { launch } from "./chromium";

const [catalogue = "", rounds = "5", ...items] = process.argv.slice(2);
const KEYS = 20;

declare global {
  interface Window {
    /** The time of the key that is pressed next until the element shows the text, drawn; in ms. */
    shows?: (element: string, text: string) => Promise<number>;
  }
}

/** In the page: what tells when something stands there, and was drawn. */
function measure(last: string): void {
  const drawn = (then: () => void) => requestAnimationFrame(() => setTimeout(then));
  new MutationObserver((_, watch) => {
    if (!document.querySelector(last)) return;
    watch.disconnect();
    drawn(() => performance.mark("usable"));
  }).observe(document, { childList: true, subtree: true });
  window.shows = (element, text) => new Promise((done, fail) => {
    let begun = 0;
    const late = setTimeout(() => fail(new Error(`after 5 s ${element} does not show ${text}`)), 5000);
    const watch = new MutationObserver(() => {
      if (!document.querySelector(element)?.textContent.includes(text)) return;
      watch.disconnect();
      clearTimeout(late);
      drawn(() => done(performance.now() - begun));
    });
    watch.observe(document.querySelector("#canvas")!, { childList: true, subtree: true, characterData: true });
    document.addEventListener("keydown", (e) => { begun = e.timeStamp; }, { capture: true, once: true });
  });
}

/** Opens a draft as somebody who comes back: nothing of it is kept by the page. */
async function open(context: BrowserContext, url: string, last: string): Promise<{ page: Page; took: number }> {
  const page = await context.newPage();
  page.on("pageerror", (e) => { throw e; });
  await page.addInitScript(measure, last);
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction(() => performance.getEntriesByName("usable").length > 0);
  const took = await page.evaluate(() => performance.getEntriesByName("usable")[0]!.startTime);
  return { page, took };
}

async function author(browser: Browser, url: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  const page = await context.newPage();
  await page.goto(`${url}/designer/`);
  await page.locator(".account", { hasText: "· item_manager" }).click();
  await page.getByRole("button", { name: /^开始改：/ }).first().waitFor();
  await page.close();
  return context;
}

/** Types into the title of the last field and takes it back. */
async function type(page: Page, field: string): Promise<number[]> {
  const box = page.getByLabel("标题", { exact: true });
  await box.click();
  const before = await box.inputValue();
  const all: number[] = [];
  for (let i = 1; i <= KEYS; i++) {
    const text = before + "x".repeat(i);
    const shown = page.evaluate(([f, t]) => window.shows!(f!, t!), [`label[for="${field.slice(1)}"]`, text]);
    await page.keyboard.press("End");
    await page.keyboard.press("x");
    all.push(await shown);
  }
  await box.fill(before);
  return all;
}

const hall = await openHall({}, "127.0.0.1:0", "--catalog", catalogue);
const browser = await launch();
try {
  const result: Record<string, { open: number[]; key: number[] }> = {};
  let asked: string[] = [];
  const context = await author(browser, hall.url);
  const drafts = new Map<string, string>();
  for (const n of items) {
    const page = await context.newPage();
    await page.goto(`${hall.url}/designer/`);
    await page.getByRole("searchbox", { name: "事项名、标识" }).fill(`wide_${n}`);
    await page.getByRole("button", { name: new RegExp(`^(开始|接着)改：.*${n}$`) }).click();
    await page.waitForURL(/\/drafts\//);
    drafts.set(n, page.url());
    await page.close();
    result[n] = { open: [], key: [] };
  }
  for (let i = -1; i < Number(rounds); i++) { // the first warms
    for (const n of items) {
      const last = Number(n) - 1;
      const field = `#f-wide${last}`;
      const first = await open(context, drafts.get(n)!, field);
      if (i < 0) {
        asked = await first.page.evaluate(() => {
          const usable = performance.getEntriesByName("usable")[0]!.startTime;
          return performance.getEntriesByType("resource").filter((r) => r.startTime < usable).map((r) => r.name);
        });
      }
      await first.page.close();
      const { page } = await open(context, `${drafts.get(n)!}?at=${encodeURIComponent(`/form/#wide${Math.floor(last / 20)}/fields/#wide${last}`)}`, field);
      const keys = await type(page, field);
      if (i >= 0) {
        result[n]!.open.push(first.took);
        result[n]!.key.push(...keys);
      }
      await page.close();
    }
  }
  process.stdout.write(JSON.stringify({ items: result, asked }));
} finally {
  await browser.close();
  await hall.close();
}
