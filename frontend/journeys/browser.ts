import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import { openHall } from "../workbench/hall";
import * as checks from "./checks";
import { asking, calm, watch } from "./watch";

/** As seen from the root of the project, where the tests are run. */
const shots = "frontend/journeys/shots";

const flags = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--lang=en-US", // whose boxes for a date are month, day, year, whatever the page's language
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** How many times slower than this machine the pages' processor is: SLOW=6 shows what waits too little. */
const slow = Number(process.env.SLOW ?? "1");

/** By up to how many ms each answer comes late, at random and so in any order: JITTER=1500 shows what takes their order for granted. */
const jitter = Number(process.env.JITTER ?? "0");

/** Starts the browser that is installed. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags, env: { ...process.env as Record<string, string>, LANGUAGE: "en_US" } });
}

/** A browser and a server for one test; both are ended whatever happens. What is still open when it fails is pictured. */
export async function withBrowser(run: (b: Browser, url: string) => Promise<void>, sources?: Record<string, string>): Promise<void> {
  const hall = await openHall(sources);
  try {
    const browser = await launch();
    try {
      await run(browser, hall.url);
      for (const context of browser.contexts()) for (const page of context.pages()) calm(page);
    } catch (e) {
      await picture(browser);
      throw e;
    } finally {
      await browser.close();
    }
  } finally {
    await hall.close();
  }
}

/** What the open pages look like, for whoever reads of a failure. */
export async function picture(b: Browser): Promise<void> {
  let n = 0;
  for (const context of b.contexts()) {
    for (const page of context.pages()) {
      const name = `failed-${new URL(page.url()).port}-${++n}`; // each test has a server of its own
      await shoot(page, name, false).then(() => console.error(`${page.url()} is in ${shots}/${name}.png`), () => undefined);
    }
  }
}

/** Opens a page at a size. What goes wrong on it fails the test: see watch. */
export async function open(b: Browser, url: string, width: number, height: number, prepare?: (page: Page) => Promise<void>): Promise<Page> {
  const context = await b.newContext({ viewport: { width, height }, reducedMotion: "reduce", locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  const page = await context.newPage();
  watch(page);
  if (slow > 1) await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: slow });
  page.setDefaultTimeout(60_000 * slow);
  if (jitter > 0) await page.addInitScript(late, jitter);
  await prepare?.(page);
  await page.goto(url);
  return page;
}

/** In the page: every answer comes late. */
function late(most: number): void {
  const ask = window.fetch;
  window.fetch = async (...of) => {
    const answer = await ask(...of);
    await new Promise((done) => setTimeout(done, Math.random() * most));
    return answer;
  };
}

/** Ends a page that nothing went wrong on. */
export async function leave(page: Page): Promise<void> {
  calm(page);
  await page.context().close();
}

/** How long a picture waits for answers: a test may be holding one back. */
const held = 3000;

/** What was begun is over: it is answered, nothing moves any more, and it is drawn. */
export async function settled(page: Page): Promise<void> {
  for (const end = Date.now() + held; asking(page) > 0 && Date.now() < end;) await new Promise((done) => setTimeout(done, 10));
  await page.evaluate(async () => {
    await document.fonts.ready;
    const ends = document.getAnimations().filter((a) => Number.isFinite(Number(a.effect?.getComputedTiming().endTime)));
    await Promise.all(ends.map((a) => a.finished.catch(() => undefined)));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
}

/** Presses a button as long as there is one; one that goes while it is being pressed was pressed. */
export async function pressAll(page: Page, button: Locator): Promise<void> {
  for (const end = Date.now() + 60_000; (await button.count()) > 0 && Date.now() < end;) {
    await button.first().click({ timeout: 2000 }).catch(() => undefined);
    await settled(page);
  }
  assert.equal(await button.count(), 0, "something still waits to be pressed");
}

/** Takes a picture of the whole page into the git-ignored folder. */
export async function shoot(page: Page, name: string, full = true): Promise<void> {
  await mkdir(shots, { recursive: true });
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: full });
}

/** No finding of axe's WCAG 2.2 A and AA rules, and nothing went wrong so far. */
export async function clean(page: Page, name: string): Promise<void> {
  calm(page);
  assert.deepEqual(await checks.axe(page), [], `${name}: axe`);
}

/** What a finger must hit is at least `least` px high and wide. */
export async function reachable(page: Page, least: number, name: string): Promise<void> {
  assert.deepEqual(await checks.targets(page, least), [], `${name}: targets`);
}

/** The page never scrolls sideways. */
export async function fits(page: Page, name: string): Promise<void> {
  assert.deepEqual(await checks.sideways(page), [], `${name}: wider than the screen`);
}

/** Nor does it where it is as narrow as any: 1280 px at 400 %. */
export async function fitsNarrow(page: Page, name: string): Promise<void> {
  const size = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height: size.height });
  await shoot(page, `${name}-320`);
  await fits(page, `${name} at 320`);
  await page.setViewportSize(size);
}

/** Every form control has a label that can be seen or is tied to one. */
export async function labelled(page: Page, name: string): Promise<void> {
  assert.deepEqual(await checks.unlabelled(page), [], `${name}: controls without a label`);
}
