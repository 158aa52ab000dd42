import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fillIn, handIn, signIn } from "../workbench/hall";
import { leave, open, settled, shoot, withBrowser } from "./browser";
import { chinese, texts } from "./checks";
import { onPurpose, spoken, walk } from "./spoken";
import { expects } from "./watch";
import { counters } from "./way";

const HAN = /\p{Script=Han}+/gu;

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

test("an English screen says nothing in Chinese but names, and what an item has in no other language", { timeout: 600_000 }, async (t) => {
  await withBrowser(async (b, url) => {
    const known = spoken();
    const chen = await signIn(url, "P004", "web");
    const number = await handIn(chen);
    const draft = await fillIn(chen);

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
          found.push(...chinese(await texts(page), known).map((text) => `${name}: ${text}`));
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
