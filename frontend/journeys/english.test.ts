import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { fillIn, handIn, signIn } from "../workbench/hall";
import { leave, open, settled, shoot, withBrowser } from "./browser";
import { expects } from "./watch";
import { counters } from "./way";

const HAN = /\p{Script=Han}+/gu;
const catalogue = "examples/nanhai";

const walk = (dir: string): string[] => readdirSync(dir, { withFileTypes: true }).flatMap((f) => (f.isDirectory() ? walk(join(dir, f.name)) : [join(dir, f.name)]));

/** What the catalogue and its records say in Chinese alone, each stretch of characters as it stands there; items that speak English are none of it. */
function spoken(): Set<string> {
  const out = new Set<string>();
  for (const path of walk(catalogue)) {
    if (!/\.(ya?ml|json)$/.test(path) || /\.en\.yaml$|tests\.yaml$/.test(path) || path.endsWith(".yaml") && existsSync(path.replace(/yaml$/, "en.yaml"))) continue;
    for (const [run] of readFileSync(path, "utf8").replace(/^\s*#.*$/gm, "").matchAll(HAN)) out.add(run);
  }
  return out;
}

/** Every text that is seen, read out or shown in a field, but for what says that it is Chinese. */
const texts = (page: Page): Promise<string[]> => page.evaluate(() => {
  const out: string[] = [];
  const seen = (e: Element | null) => !!e && !e.closest("[lang^=zh]:not(html), script, style, noscript");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (seen(walker.currentNode.parentElement)) out.push(walker.currentNode.textContent ?? "");
  for (const e of document.querySelectorAll("*")) {
    if (seen(e)) for (const a of ["aria-label", "placeholder", "title", "alt", "aria-description", "aria-roledescription"]) out.push(e.getAttribute(a) ?? "");
    if (seen(e) && e instanceof HTMLInputElement && e.type !== "hidden") out.push(e.value);
  }
  out.push(document.title);
  return out.map((t) => t.trim()).filter((t) => /\p{Script=Han}/u.test(t));
});

/** Names that are made of others: the site's, an initial, a law's. */
const named = /^南海区(网上|自助)?办事$|^陈$/u;

/** Texts of English tables that are Chinese on purpose: what a button says to those who read Chinese. */
const onPurpose = new Set(["中文", "中"]);

test("the English tables say everything, and nothing of it in Chinese", () => {
  const tables = walk("frontend").filter((f) => !/dist|\.out/.test(f) && /messages\/([a-z]+-)?en\.ts$/.test(f));
  assert.ok(tables.length >= 8, tables.join());
  for (const path of tables) {
    const strip = (p: string) => readFileSync(p, "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
    const en = strip(path);
    const left = [...en.matchAll(HAN)].map(([run]) => run).filter((run) => !onPurpose.has(run));
    assert.deepEqual(left, [], path);
    const keys = (text: string) => [...text.matchAll(/^ {2}([A-Za-z][A-Za-z0-9]*)\??:/gm)].map((m) => m[1]).sort();
    assert.deepEqual(keys(en), keys(strip(path.replace(/en\.ts$/, "zh.ts"))), path);
  }
});

test("an English screen says nothing in Chinese but names, and what the catalogue has in no other language", { timeout: 600_000 }, async (t) => {
  await withBrowser(async (b, url) => {
    const known = spoken();
    const chen = await signIn(url, "P004", "web");
    const number = await handIn(chen);
    const draft = await fillIn(chen);
    const unknown = (all: string[]) => [...new Set(all.filter((text) => [...text.replace(/《[^》]*》第?\p{Script=Han}*/gu, "").matchAll(HAN)].some(([run]) => !known.has(run) && !onPurpose.has(run) && !named.test(run))))];

    for (const c of [counters.web, counters.wechat, counters.kiosk]) {
      await t.test(c.name, async () => {
        const page = await open(b, url + c.base, c.width, c.height);
        // A page that is left by its address says where one was, and may be heard after the next has begun.
        expects(page, /^request: 409 PATCH .*\/api\/drafts\/[^/]+$/);
        const found: string[] = [];
        const read = async (name: string) => {
          await page.waitForLoadState("networkidle");
          await settled(page);
          await shoot(page, `english-${c.name.replace("way-", "")}-${name}`);
          found.push(...unknown(await texts(page)).map((text) => `${name}: ${text}`));
        };
        const go = async (path: string, wait: string, name: string) => {
          // A terminal begins in Chinese whenever it is loaded: there one goes on without loading.
          if (c === counters.kiosk) {
            await page.keyboard.press("Shift"); // somebody is there
            await page.evaluate((to) => {
              history.pushState({ inside: true }, "", to);
              dispatchEvent(new PopStateEvent("popstate"));
            }, c.base + path);
          } else await page.goto(url + c.base + path);
          await page.waitForSelector(wait);
          await read(name);
        };
        const english = page.getByRole("button", { name: "English" });
        if (await english.count() === 0) await page.locator("[lang=en]").first().click();
        else await english.first().click();
        await page.waitForFunction(() => document.documentElement.lang === "en");
        await read("home");
        await go("items", ".found li", "items");
        await go("items?q=allowance", ".found li", "search");
        await go("items/elder_allowance", ".item-head", "item");
        await go("sign-in?to=/", ".people", "sign-in");
        await page.locator(".people button", { hasText: "陈伯年" }).first().click();
        await page.waitForURL((u) => !u.pathname.includes("sign-in"));
        await page.waitForFunction(() => document.documentElement.lang === "en");
        await read("home-signed-in");
        await go("items/elder_allowance", ".promise", "item-signed-in");
        await go(`drafts/${draft}/questions`, ".ask, .answered", "questions");
        await go(`drafts/${draft}/form`, ".group", "form");
        await go(`drafts/${draft}/materials`, ".material", "materials");
        await page.locator(".material .link, .material button").first().click();
        await page.waitForSelector("dialog[open], .drawer");
        await read("why");
        await page.keyboard.press("Escape");
        await go(`drafts/${draft}/review`, ".summary-list", "review");
        await go(`cases/${number}/done`, ".handed", "done");
        await go(`cases/${number}`, ".case-head", "case");
        await page.locator("details summary").first().click();
        await read("case-given");
        await go("space", ".caserow", "space");
        await go("no-such-page", "h1", "no-page");
        assert.deepEqual(found, []);
        await leave(page);
      });
    }
  });
});
