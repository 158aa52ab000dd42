import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page, Route } from "playwright-core";
import { handIn, pdf, signIn } from "../workbench/hall";
import { withBrowser } from "./browser";
import { expects } from "./watch";
import { counters, Way } from "./way";

/** Holds back what matches until it is let go; `seen` is fulfilled when the first is held. */
async function holding(page: Page, url: RegExp, method: string): Promise<{ seen: Promise<void>; release: () => Promise<void> }> {
  let see!: () => void;
  let free!: () => void;
  const seen = new Promise<void>((done) => { see = done; });
  const gate = new Promise<void>((done) => { free = done; });
  const hold = async (r: Route) => {
    if (r.request().method() !== method) return r.fallback();
    see();
    await gate;
    await r.continue().catch(() => undefined); // given up meanwhile
  };
  await page.route(url, hold);
  return { seen, release: async () => { free(); await page.unroute(url, hold); } };
}

const answersOf = async (page: Page, url: string, draft: string) =>
  ((await (await page.request.get(`${url}/api/drafts/${draft}`)).json()) as { view: { input: { answers: Record<string, unknown> } } }).view.input.answers;

/** Goes to a path of the terminal as its own links do: nothing is loaded anew. */
const inside = (page: Page, path: string) => page.evaluate((to) => {
  history.pushState({ inside: true }, "", to);
  dispatchEvent(new PopStateEvent("popstate"));
}, `/kiosk/${path}`);

/** Asks again until it holds. */
async function until(what: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    if (await what()) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  assert.fail("it never came");
}

test("what was typed last is saved when one goes elsewhere, and when one signs out", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const w = await Way.at(b, url, { ...counters.web, name: "leaving" });
    const { page } = w;
    await w.go("items/elder_allowance");
    await w.begin();
    await w.choose("第一次申领");
    await w.next();
    await page.waitForSelector(".held-list");
    await w.saved();
    const draft = /drafts\/([^/]+)/.exec(page.url())![1]!;

    const patch = await holding(page, /\/api\/drafts\/[^/]+$/, "PATCH");
    await w.fill("有急事找谁？", "陈启航");
    await patch.seen;
    await w.fill("紧急联系人电话", "13900000001");
    await page.getByRole("link", { name: "我的空间" }).click();
    await page.waitForSelector(".caserow");
    await patch.release();
    await until(async () => (await answersOf(page, url, draft)).emergency_phone === "13900000001");

    await page.getByRole("link", { name: "接着填" }).click();
    await page.waitForSelector(".held-list");
    assert.equal(await page.getByLabel("紧急联系人电话").inputValue(), "13900000001");
    await w.fill("紧急联系人电话", "13900000002");
    await w.button("退出").click();
    await page.waitForSelector(".events");
    await until(async () => (await page.request.get(`${url}/api/drafts/${draft}`)).status() === 401);
    assert.equal(await page.evaluate(() => JSON.stringify({ ...sessionStorage })), "{}");
    const chen = await signIn(url, "P004", "web");
    const d = await chen.call<{ view: { input: { answers: Record<string, unknown> } } }>("GET", `/drafts/${draft}`);
    assert.equal(d.view.input.answers.emergency_phone, "13900000002");
    await w.end();
  });
});

test("a file under way is named at the review, and nothing is handed in or left without it unasked; an answer that is lost is not called a no", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const chen = await signIn(url, "P004", "web");
    const number = await handIn(chen);
    const clerk = await signIn(url, "clerk-440605011", "workbench");
    await clerk.call("POST", `/staff/cases/${number}/precheck`, { version: 1, pass: false, opinion: "请上传", key: `leaving-${number}` });
    const w = await Way.at(b, url, { ...counters.web, name: "uploading" });
    const { page } = w;
    await w.go(`sign-in?to=/cases/${number}`);
    await w.button("用陈伯年登录").click();
    await w.button("去修改").click();
    await page.waitForSelector(".held-list");
    await w.confirmAll();
    await w.saved();
    await w.next();
    await page.waitForURL(/\/materials$/);
    const file = await holding(page, /\/uploads\/[A-Z0-9]+$/, "POST");
    await page.getByLabel("近期一寸白底照片", { exact: true }).setInputFiles({ name: "照片.jpg", mimeType: "image/jpeg", buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]) });
    await file.seen;
    await w.next();
    await page.waitForURL(/\/review$/);
    await page.getByText("还有1个文件没有传上").waitFor();
    assert.equal(await page.getByText("都齐了").count(), 0);
    await w.look("review");
    await page.getByText("以上内容和材料真实有效。").click();
    await w.button("签名并提交").click();
    await page.getByText("等文件传完再提交").waitFor();
    await w.button("退出").click();
    await page.getByRole("dialog").getByText("现在退出，这些文件就不传了").waitFor();
    await w.look("sign-out");
    await w.button("等它传完").click();
    expects(page, /^request: 4\d\d POST .*\/uploads\//, /^request: net::ERR_FAILED POST .*\/submit$/);
    await file.release();
    await page.getByText(/照片.jpg：/).waitFor();
    await page.getByRole("link", { name: "照片.jpg" }).click();
    await w.button("换一个：照片.jpg").click();
    await page.getByLabel("社保卡或银行存折首页", { exact: true }).or(page.getByText("现在上传")).first().waitFor();
    await w.next();
    await page.getByText("都齐了，可以提交。").waitFor();

    // It arrives, and its answer doesn't.
    await page.route("**/submit", async (r) => {
      await r.fetch();
      await r.abort("failed");
    });
    await page.getByText("以上内容和材料真实有效。").click();
    await w.button("签名并提交").click();
    await page.getByText("不知道交上没有。连上后再点一次，不会重复提交。").waitFor();
    await page.unroute("**/submit");
    await w.button("签名并提交").click();
    await page.waitForURL(/\/done$/);
    assert.match(await page.locator(".handed").innerText(), new RegExp(number));
    await w.end();
  });
});

test("on a shared device nothing is opened beside the app, and who signs in anew has what he typed", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const number = await handIn(await signIn(url, "P004", "web"));
    const w = await Way.at(b, url, { ...counters.kiosk, name: "shared" });
    const { page } = w;
    await page.evaluate(() => {
      const seen = window as unknown as { printed: number; silenced: number };
      seen.printed = seen.silenced = 0;
      window.print = () => { seen.printed++; };
      speechSynthesis.cancel = () => { seen.silenced++; };
    });
    const count = (name: string) => page.evaluate((n) => (window as unknown as Record<string, number>)[n], name);
    await page.getByRole("link", { name: /刷身份证/ }).click();
    await w.button("用陈伯年登录").click();
    await page.waitForSelector(".events");
    await inside(page, `cases/${number}`);
    await page.waitForSelector(".case-head");
    await w.button("打印回执").click();
    assert.equal(await count("printed"), 1);
    assert.equal(await page.locator("[target=_blank], [download]").count(), 0);
    await w.look("case");

    await inside(page, "apply/elder_allowance");
    await page.waitForURL(/\/drafts\//);
    await page.waitForSelector(".ask");
    const draft = /drafts\/([^/]+)/.exec(page.url())![1]!;
    await w.choose("第一次申领");
    await w.saved();
    await inside(page, `drafts/${draft}/materials`);
    await page.waitForSelector(".material");
    const png = await page.screenshot({ clip: { x: 0, y: 0, width: 400, height: 300 } });
    const put = (name: string, mimeType: string, buffer: Buffer) => page.getByLabel("社保卡或银行存折首页", { exact: true }).setInputFiles({ name, mimeType, buffer });
    await put("存折.png", "image/png", png);
    await w.button(/^打开看：存折.png/).click();
    await page.getByRole("dialog").locator("img").waitFor();
    await w.look("picture");
    await page.keyboard.press("Escape");
    await put("存折.pdf", "application/pdf", Buffer.from(pdf));
    await page.locator(".file", { hasText: "存折.pdf" }).getByText("删除").waitFor();
    assert.equal(await page.getByText("打开看").count(), 1, "a file that is no picture is not opened");
    assert.equal(await page.locator("[target=_blank], [download]").count(), 0);
    assert.equal(page.context().pages().length, 1);

    // The session ends while somebody types: the same person goes on where he was.
    expects(page, /^request: 401 /);
    await inside(page, `drafts/${draft}/form/account`);
    await page.getByLabel("账号", { exact: true }).waitFor();
    await page.context().clearCookies();
    await page.getByLabel("账号", { exact: true }).click();
    assert.equal(await page.locator(".kb--digits").count(), 1, "an account number is typed on a pad of digits");
    for (const k of "6222") await page.locator(".kb").getByRole("button", { name: k, exact: true }).click();
    await w.look("digits");
    await page.locator(".kb").getByRole("button", { name: "收起" }).click();
    await page.getByText("登录过期了，请重新登录。您填的还在这台设备上。").waitFor();
    await page.getByRole("link", { name: "重新登录" }).click();
    await w.button("用陈伯年登录").click();
    await page.waitForURL((u) => u.pathname.includes(`/drafts/${draft}`)); // the sign-in page names it too, as where one goes on
    await inside(page, `drafts/${draft}/form/account`);
    await page.getByLabel("账号", { exact: true }).waitFor();
    assert.equal(await page.getByLabel("账号", { exact: true }).inputValue(), "6222");
    await w.saved();
    const before = await count("silenced") ?? 0;
    await w.button("退出").click();
    await page.waitForSelector(".events");
    assert.equal(await count("silenced"), before + 1, "whatever is read aloud stops");
    await w.end();
  });
});

test("an address that is no page says so, and a search is no longer than the server takes", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const w = await Way.at(b, url, { ...counters.web, name: "address" });
    const { page } = w;
    expects(page, /^request: 404 GET /);
    for (const path of ["items/%ff", "drafts/%C0", "cases/%ff/done"]) {
      await w.go(path);
      await page.getByRole("heading", { level: 1, name: "没有这个页面" }).waitFor();
    }
    await w.go("");
    await page.getByRole("combobox").fill("老".repeat(300));
    assert.equal((await page.getByRole("combobox").inputValue()).length, 100);
    await w.go(`items?q=${encodeURIComponent("老".repeat(300))}`);
    await page.getByText("没有找到").first().waitFor();
    assert.equal(await page.getByText("现在打不开").count(), 0);
    await w.end();
  });
});
