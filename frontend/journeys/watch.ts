import assert from "node:assert/strict";
import type { Page, Request } from "playwright-core";

interface Watched {
  troubles: string[];
  expected: RegExp[];
  /** Requests that are not answered yet. */
  asked: Set<Request>;
}

const watched = new WeakMap<Page, Watched>();

/** Writes down every script error, every error in the console (broken policies stand there) and every request that fails. */
export function watch(page: Page): void {
  const w: Watched = { troubles: [], expected: [], asked: new Set() };
  watched.set(page, w);
  const note = (text: string) => {
    if (!w.expected.some((e) => e.test(text))) w.troubles.push(`${text}  (on ${page.url()})`);
  };
  page.on("pageerror", (e) => note(`script: ${e.stack ?? e.message}`));
  page.on("console", (m) => {
    // Failed requests are told below, with their address.
    if (m.type() === "error" && !m.text().startsWith("Failed to load resource")) note(`console: ${m.text()}`);
  });
  page.on("request", (r) => { w.asked.add(r); });
  page.on("requestfinished", (r) => { w.asked.delete(r); });
  page.on("response", (r) => {
    if (r.status() >= 400) note(`request: ${r.status()} ${r.request().method()} ${r.url()}`);
  });
  page.on("requestfailed", (r) => {
    w.asked.delete(r);
    const why = r.failure()?.errorText ?? "";
    if (why !== "net::ERR_ABORTED") note(`request: ${why} ${r.method()} ${r.url()}`); // aborted: left while it was loading
  });
}

/** How many requests of a page are not answered yet. */
export const asking = (page: Page): number => watched.get(page)?.asked.size ?? 0;

/** From now on such troubles belong to the test: a line is `script: …`, `console: …` or `request: <status or error> <method> <address>`. */
export function expects(page: Page, ...lines: RegExp[]): void {
  watched.get(page)!.expected.push(...lines);
}

/** What went wrong on the page so far, but for what was expected; told once. */
export function troubles(page: Page): string[] {
  return watched.get(page)?.troubles.splice(0) ?? [];
}

/** Nothing went wrong on the page so far but what was expected. */
export function calm(page: Page): void {
  const all = watched.get(page)?.troubles ?? [];
  if (all.length > 0) assert.fail(`went wrong on the page:\n${all.join("\n")}`);
}
