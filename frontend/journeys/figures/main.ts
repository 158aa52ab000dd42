/**
 * Chromium types one figure into both pages in turn and takes it back: each key hides or shows ten
 * fields. Prints {"ours":[…],"bare":[…],"inputs":[…]} in ms. argv: folder with the pages, keys a round,
 * rounds.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { launch } from "./chromium";
import { TYPED } from "./keys";

const [dir = "", keys = "20", rounds = "10"] = process.argv.slice(2);
const types: Record<string, string> = { ".js": "text/javascript", ".json": "application/json" };

// Isolated, so that the clock of the page counts in steps of 5 µs.
const server = createServer((request, response) => {
  const name = (request.url ?? "").replace(/^\//, "");
  const headers = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
  if (name === "ours" || name === "bare") {
    response.writeHead(200, { ...headers, "Content-Type": "text/html; charset=utf-8" });
    response.end(`<!doctype html><html lang="zh-CN"><title>${name}</title><body><script type="module" src="${name}.js"></script>`);
    return;
  }
  const type = types[/\.\w+$/.exec(name)?.[0] ?? ""];
  if (!type) {
    response.writeHead(404, headers).end();
    return;
  }
  response.writeHead(200, { ...headers, "Content-Type": type }).end(readFileSync(join(dir, name)));
});

async function open(browser: Browser, name: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  page.on("pageerror", (e) => { throw e; });
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`);
  await page.waitForFunction(() => window.arm !== undefined && document.querySelectorAll("input").length > 60);
  return page;
}

const inputs = (page: Page) => page.locator("input, select, textarea").count();

/** Presses a key and gives the time that the page took, in ms. */
async function press(page: Page, key: string, shown: boolean): Promise<number> {
  await page.evaluate((s) => window.arm!(s), shown);
  await page.keyboard.press(key);
  return page.evaluate(() => window.took!);
}

async function round(page: Page, n: number): Promise<number[]> {
  await page.locator(`#${TYPED}`).focus();
  await page.keyboard.press("End");
  const all: number[] = [];
  for (let i = 0; i < n; i += 2) all.push(await press(page, "5", false), await press(page, "Backspace", true));
  return all;
}

await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
const browser = await launch();
try {
  const ours = await open(browser, "ours"), bare = await open(browser, "bare");
  const result = { ours: [] as number[], bare: [] as number[], inputs: [await inputs(ours), await inputs(bare)] };
  await round(ours, Number(keys)), await round(bare, Number(keys)); // warm
  for (let i = 0; i < Number(rounds); i++) {
    result.bare.push(...await round(bare, Number(keys)));
    result.ours.push(...await round(ours, Number(keys)));
  }
  process.stdout.write(JSON.stringify(result));
} finally {
  await browser.close();
  server.close();
}
