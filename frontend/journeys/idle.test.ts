import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { settled, withBrowser } from "./browser";
import { expects } from "./watch";
import { counters, Way } from "./way";

/** What the person before left behind, in words: his name, what he typed, his draft. */
const traces = /陈伯年|陈启航|6222020000000000042|13900000001/;

/** Everything that a browser keeps for a site. */
async function kept(page: Page): Promise<string> {
  const inside = await page.evaluate(async () => JSON.stringify({
    local: { ...localStorage }, session: { ...sessionStorage }, history: history.state as unknown, classes: document.documentElement.className,
    databases: await indexedDB.databases(), caches: await caches.keys(), cookies: document.cookie,
    look: { ...document.documentElement.dataset }, lang: document.documentElement.lang, html: document.body.innerHTML,
    typed: [...document.querySelectorAll<HTMLInputElement>("input, textarea")].map((i) => i.value),
  }));
  return inside;
}

test("the terminal warns who goes away, and leaves the next person nothing", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    // The page's clock is ours: a minute of nobody takes no minute.
    const w = await Way.at(b, url, { ...counters.kiosk, name: "idle" }, (page) => page.clock.install());
    const { page } = w;
    // What is typed into the search is somebody's, too.
    await page.waitForSelector(".events");
    await page.getByRole("combobox").fill("陈伯年的津贴");
    await page.getByRole("combobox").click();
    await page.clock.runFor(61_000);
    await page.locator(".kidle").waitFor();
    await page.clock.runFor(31_000);
    await page.locator(".kidle").waitFor({ state: "detached" });
    assert.equal(await page.getByRole("combobox").inputValue(), "");
    assert.equal(await page.locator(".kb").count(), 0);

    await w.go("items/elder_allowance");
    await page.waitForSelector(".item-head");
    const clean = JSON.parse(await kept(page)) as Record<string, unknown>;
    await w.begin();
    await w.choose("第一次申领");
    await w.next();
    await page.getByRole("heading", { level: 1, name: "申请人", exact: true }).waitFor();
    await w.confirmAll();
    await w.next();
    await page.getByRole("heading", { level: 1, name: "收款账户", exact: true }).waitFor();
    await w.choose("社会保障卡");
    await page.getByLabel("账号", { exact: true }).fill("6222020000000000042");
    await page.getByLabel("账号", { exact: true }).blur();
    await page.clock.runFor(2000);
    await w.saved();
    await page.getByRole("button", { name: "字再大一点" }).click();
    await page.getByRole("button", { name: "高对比" }).click();
    const draft = /drafts\/([^/]+)/.exec(page.url())![1]!;

    await page.clock.runFor(55_000);
    assert.equal(await page.locator(".kidle").count(), 0, "nobody is hurried before a minute is over");
    await page.clock.runFor(6_000);
    const strip = page.locator(".kidle");
    await strip.waitFor();
    assert.match(await strip.innerText(), /^(2\d|30)秒没有动作会自动退出/);
    await w.look("warning");
    // The finger is enough: the strip is gone before it is lifted.
    const stay = (await strip.getByRole("button", { name: "我还在办" }).boundingBox())!;
    await page.mouse.click(stay.x + stay.width / 2, stay.y + stay.height / 2);
    await strip.waitFor({ state: "detached" });
    await page.clock.runFor(50_000);
    assert.equal(await strip.count(), 0, "a touch begins the minute anew");
    assert.match(page.url(), /drafts/);

    await page.clock.runFor(45_000);
    await page.waitForURL(`${url}/kiosk/`);
    await page.waitForSelector(".events");
    await w.look("wiped");
    const after = await kept(page);
    assert.doesNotMatch(after, traces);
    assert.ok(!after.includes(draft), "the draft's name is gone");
    const now = JSON.parse(after) as Record<string, unknown>;
    for (const name of ["local", "session", "databases", "caches", "cookies", "look", "lang", "classes"]) assert.deepEqual(now[name], clean[name], name);
    assert.equal((await page.request.get(`${url}/api/drafts/${draft}`)).status(), 401, "the browser is nobody's");

    // Whoever presses back, as often as he likes, comes to no page of the person before.
    expects(page, /^request: 401 GET .*\/api\/drafts\//);
    const before = (await page.evaluate(() => history.length)) - 2; // the tab's own empty page is the first
    assert.ok(before >= 3, "there is something to go back to");
    for (let i = 0; i < before; i++) {
      await page.goBack({ waitUntil: "commit" });
      await page.waitForSelector("main h1");
      await settled(page);
      const seen = await kept(page);
      assert.doesNotMatch(seen, traces, `back ${i + 1}: ${page.url()}`);
      assert.equal(await page.locator(".form, .caserow").count(), 0, `back ${i + 1}: ${page.url()}`);
    }
    await w.look("back");
    await w.end();
  });
});

test("without network the terminal forgets all the same, and the server is told once it hears", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const w = await Way.at(b, url, { ...counters.kiosk, name: "idle-offline" }, (page) => page.clock.install());
    const { page } = w;
    const asked: string[] = [];
    page.on("request", (r) => { if (/\/api\//.test(r.url())) void r.allHeaders().then((h) => asked.push(`${r.method()} ${new URL(r.url()).pathname}${h.cookie ? " with cookie" : ""}`)); });
    await page.waitForSelector(".events");
    const status = async (draft: string) => (await page.request.get(`${url}/api/drafts/${draft}`)).status();
    /** Somebody begins a draft; gives its name. */
    const begin = async (who: string) => {
      await w.go("items/elder_allowance");
      await w.begin(`用${who}登录`);
      await w.choose("第一次申领");
      await page.clock.runFor(2000);
      await w.saved();
      const draft = /drafts\/([^/]+)/.exec(page.url())![1]!;
      assert.equal(await status(draft), 200);
      return draft;
    };
    const gone = async (who: string, draft: string) => {
      await page.waitForURL(`${url}/kiosk/`);
      await page.waitForSelector("main h1");
      const after = await kept(page);
      assert.ok(!after.includes(who) && !after.includes(draft), who);
      assert.equal(await page.locator(".form").count(), 0, who);
    };
    expects(page, /^request: net::ERR_(INTERNET_DISCONNECTED|FAILED) /, /^request: 401 GET .*\/api\/drafts\//);

    const first = await begin("陈伯年");
    await page.context().setOffline(true);
    await page.clock.runFor(95_000);
    await gone("陈伯年", first);
    await w.look("gone");
    assert.equal(await status(first), 200, "the server has not heard it");

    // The network is back, but what says goodbye still gets through to nobody: who comes next is nobody.
    await page.route("**/api/session", (r) => r.abort());
    asked.length = 0;
    await page.context().setOffline(false);
    const again = page.getByRole("button", { name: "再试一次" });
    await again.or(page.locator(".events")).waitFor();
    if (await again.count()) await again.click();
    await page.waitForSelector(".events");
    await page.goBack();
    await page.waitForSelector("main h1");
    assert.equal(await page.locator(".form").count(), 0);
    assert.doesNotMatch(await kept(page), traces);
    assert.ok(asked.some((a) => a === "GET /api/home"), asked.join("\n"));
    assert.deepEqual(asked.filter((a) => a.endsWith("with cookie") && !a.includes("/api/session")), []);

    // Not even loading the page anew brings back who left.
    await page.unroute("**/api/session");
    await w.go("");
    await page.waitForSelector(".events");
    assert.doesNotMatch(await kept(page), traces);
    assert.equal(await status(first), 401, "now it has");

    // 退出 does the same, and the next sign-in takes the place of the one that is still owed.
    const second = await begin("何永昌");
    await page.route("**/api/session", (r) => r.abort());
    await page.getByRole("button", { name: "退出", exact: true }).click();
    await gone("何永昌", second);
    assert.equal(await status(second), 200);
    await page.unroute("**/api/session");
    await page.waitForSelector(".events");
    await w.find("高龄津贴", "高龄津贴申领");
    await w.begin("用吴桂芳登录");
    assert.equal(await status(second), 404, "the browser is the next person's");
    await w.end();
  });
});
