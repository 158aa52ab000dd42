import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { clean, fits, fitsNarrow, labelled, launch, leave, open, picture, shoot } from "../journeys/browser";
import { expects } from "../journeys/watch";
import type { MaterialState, PlanField } from "../core/contract";
import type { StaffCase } from "./desk";
import { openHallOfMany, type HallOfMany } from "./elders";
import { handIn, signIn } from "./hall";

const clerk = "clerk-440605011";
let hall: HallOfMany;
let browser: Browser;

before(async () => {
  hall = await openHallOfMany(80);
  browser = await launch();
}, { timeout: 600_000 });

after(async () => {
  if (browser) await picture(browser); // a page that is still open belongs to a test that failed
  await browser?.close();
  await hall?.close();
});

/** A picture of a passbook, drawn by the browser. */
async function passbook(): Promise<Uint8Array<ArrayBuffer>> {
  const page = await browser.newPage({ viewport: { width: 900, height: 600 } });
  await page.setContent('<body style="font:30px sans-serif;padding:60px;background:#f3efe2"><h2>农村商业银行 · 存折</h2><p>户名　陈伯年</p><p>账号　6222 0200 0000 0000 042</p><p>开户行　桂城支行（样例）</p></body>');
  const png = await page.screenshot();
  await page.close();
  return new Uint8Array(png);
}

/** Opens the workbench as a member of the staff. */
async function desk(account: string, width = 1440, height = 900): Promise<Page> {
  const page = await open(browser, `${hall.url}/staff/`, width, height);
  await page.getByRole("button", { name: /窗口（示例）/ }).first().waitFor();
  await page.locator(".account", { hasText: account }).click();
  await page.getByRole("heading", { name: "办件", exact: true }).waitFor();
  return page;
}

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });

/** The case is there with its bar of acts: keys pressed before would go nowhere. */
async function opened(page: Page, number: string): Promise<void> {
  await heading(page, number).waitFor();
  await page.getByRole("region", { name: "核对" }).waitFor();
}

/** The row of a case is the one that the keys are about. */
function chosen(page: Page, number: string): Promise<void> {
  return page.locator("tr[aria-current=true]").getByRole("link", { name: number }).waitFor();
}

/** Presses keys as soon as what the one before did is drawn, in the same task: none is lost, none goes to the screen that is gone. */
function quickly(page: Page, keysAndPlaces: string[]): Promise<void> {
  return page.evaluate(async (steps) => {
    for (let i = 0; i < steps.length; i += 2) {
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: steps[i], bubbles: true, cancelable: true }));
      let drawn = "";
      for (let n = 0; n < 100 && drawn !== steps[i + 1]; n++) {
        await Promise.resolve();
        drawn = document.querySelector(".crumbs__step .muted")?.textContent ?? "";
      }
      if (drawn !== steps[i + 1]) throw new Error(`key ${i / 2 + 1}, ${steps[i]}: ${drawn}, not ${steps[i + 1]}`);
    }
  }, keysAndPlaces);
}

test("sign-in names the staff, and says that it is no real one", async () => {
  const page = await open(browser, `${hall.url}/staff/`, 1440, 900);
  await page.getByText("不是真实的身份认证").waitFor();
  await clean(page, "sign-in");
  await shoot(page, "workbench-sign-in", false);
  assert.ok(await page.getByRole("button", { name: /登录/ }).count() > 5);
  await leave(page);
});

test("an empty list says so, and offers all cases", async () => {
  const page = await desk("clerk-440605121");
  await page.getByText("今天的都办完了").waitFor();
  await clean(page, "empty list");
  await shoot(page, "workbench-empty", false);
  expects(page, /^request: 404 GET .*\/cases\/440605-20200101-00001$/);
  await page.goto(`${hall.url}/staff/cases/440605-20200101-00001`);
  await page.getByText("没有这件").waitFor();
  await clean(page, "no such case");
  await shoot(page, "workbench-not-found", false);
  await leave(page);
});

test("a case is found, looked at and returned; the applicant reads the opinion", async () => {
  const png = await passbook();
  const [elder, passing] = [await hall.another(), await hall.another()];
  const number = await handIn(elder, { file: { name: "存折首页.png", type: "image/png", content: png }, answers: { account_holder: "陈柏年" } });
  const other = await handIn(passing);
  const page = await desk(clerk);
  await page.keyboard.press("/");
  await page.keyboard.type(number.slice(-5));
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: number }).waitFor();
  await page.getByRole("link", { name: other }).waitFor({ state: "detached" }); // the search leaves the other case out
  await page.getByText("系统已核").waitFor();
  await page.getByText("不一样，我们会人工核对").waitFor();
  await clean(page, "list");
  await fitsNarrow(page, "workbench-list");
  await labelled(page, "list");
  await shoot(page, "workbench-list", false);

  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("Enter");
  await opened(page, number);
  const form = page.getByRole("region", { name: "表单" });
  await form.getByText("本人改的").waitFor();
  await form.getByText("自然人基础信息库是陈伯年").waitFor();
  await page.getByRole("img", { name: "社保卡或银行存折首页：存折首页.png" }).waitFor();
  assert.ok(await page.locator(".preview img").evaluate((i: HTMLImageElement) => i.complete && i.naturalWidth > 0), "the picture is drawn");
  await clean(page, "case");
  await shoot(page, "workbench-case", false);
  await page.keyboard.press("f");
  await form.getByText("6222020000000000042").waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("2");
  await page.getByText("有1项您说不相符").waitFor();
  await page.getByRole("button", { name: /^为什么/ }).click();
  await page.getByRole("dialog").getByText("陈柏年").first().waitFor();
  await clean(page, "why");
  await shoot(page, "workbench-why", false);
  await page.keyboard.press("Escape");
  await clean(page, "case, all values");
  await shoot(page, "workbench-case-all", false);

  await page.keyboard.press("b");
  const opinion = page.getByRole("textbox", { name: /退回意见/ });
  await opinion.waitFor();
  assert.match(await opinion.inputValue(), /陈柏年/, "what differs stands in the opinion");
  await opinion.fill("");
  await page.getByRole("button", { name: /确认退回/ }).click();
  await page.getByText("退回时要写明哪里要改、怎么改").waitFor();
  await page.getByRole("button", { name: "账户户名和老人姓名不一样" }).click();
  assert.match(await opinion.inputValue(), /用老人本人的账户/);
  await clean(page, "opinion");
  await shoot(page, "workbench-return", false);

  let sent = 0;
  page.on("request", (r) => { if (r.url().endsWith("/precheck")) sent++; });
  await page.getByRole("button", { name: /确认退回/ }).dblclick();
  await opened(page, other);
  assert.equal(sent, 1, "a double click is one order");
  await page.getByText(`${number}已退回，已打开下一件`).waitFor();
  const seen = await elder.call<{ case: { state: string }; opinion: string }>("GET", `/cases/${number}`);
  assert.equal(seen.case.state, "precheck_failed");
  assert.match(seen.opinion, /用老人本人的账户/);
  await leave(page);

  // The other one is passed from the keyboard alone.
  const again = await desk(clerk);
  await again.getByRole("link", { name: other }).waitFor();
  await again.keyboard.press("n");
  await opened(again, other);
  await again.keyboard.press("Control+Enter");
  await again.getByRole("textbox", { name: /预审意见/ }).fill("材料齐全");
  await again.keyboard.press("Control+Enter");
  await again.getByText("待预审的都办完了").waitFor();
  const passed = await passing.call<{ case: { state: string }; opinion: string }>("GET", `/cases/${other}`);
  assert.equal(passed.case.state, "precheck_passed");
  assert.equal(passed.opinion, "材料齐全");
  await again.getByRole("link", { name: "预审通过" }).click();
  await again.getByRole("link", { name: other }).click();
  await again.getByRole("button", { name: /^收件并受理/ }).waitFor();
  await again.getByRole("button", { name: /经过/ }).click();
  await again.getByText("提交申请").waitFor();
  await clean(again, "course");
  await shoot(again, "workbench-course", false);
  await again.keyboard.press("Escape");
  await again.keyboard.press("Escape");
  await heading(again, "办件").waitFor();
  await leave(again);
});

test("two clerks: the later one is told who did what, and keeps his words", async () => {
  const number = await handIn(await hall.another());
  const page = await desk(clerk);
  await page.goto(`${hall.url}/staff/cases/${number}`);
  await opened(page, number);
  await page.keyboard.press("b");
  await page.getByRole("textbox", { name: /退回意见/ }).fill("请补照片");
  const colleague = await signIn(hall.url, clerk, "workbench");
  expects(page, /^request: 409 POST .*\/precheck$/);
  await colleague.call("POST", `/staff/cases/${number}/precheck`, { version: 1, pass: true, opinion: "", key: `colleague-${number}` });
  await page.keyboard.press("Control+Enter");
  const told = page.getByRole("alert").filter({ hasText: "已经办了：预审通过" });
  await told.waitFor();
  await told.getByText("请补照片").waitFor();
  await page.getByRole("button", { name: /^收件并受理/ }).waitFor(); // the bar is that of the new state
  await clean(page, "conflict");
  await shoot(page, "workbench-conflict", false);
  await leave(page);
});

test("a lost connection loses nothing and does nothing twice", async () => {
  const number = await handIn(await hall.another());
  const page = await desk(clerk);
  await page.goto(`${hall.url}/staff/cases/${number}`);
  await opened(page, number);
  expects(page, /^request: net::ERR_(CONNECTION_FAILED|INTERNET_DISCONNECTED) /, /^request: 500 GET .*\/staff\/cases\?/);
  const keys: string[] = [];
  await page.route("**/precheck", async (route) => {
    keys.push((route.request().postDataJSON() as { key: string }).key);
    if (keys.length > 4) return route.continue();
    await route.abort("connectionfailed");
  });
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Control+Enter");
  await page.getByText("连上后再点一次，不会办两遍").waitFor();
  await page.getByRole("button", { name: /确认通过/ }).click();
  await page.getByText(`${number}预审通过`).waitFor();
  assert.equal(new Set(keys).size, 1, "the second press is the same order");
  assert.ok(keys.length > 4);

  await page.context().setOffline(true);
  await page.getByText("断网了").waitFor();
  await page.context().setOffline(false);
  await page.route("**/api/staff/cases?*", (route) => route.fulfill({ status: 500, contentType: "application/problem+json", body: JSON.stringify({ status: 500, title: "x", detail: "服务器出了错", request: "R-7C1E" }) }));
  await page.goto(`${hall.url}/staff/?state=all`);
  await page.getByText("报修时请说编号R-7C1E").waitFor();
  await clean(page, "error");
  await shoot(page, "workbench-error", false);
  await page.unroute("**/api/staff/cases?*");
  await page.getByRole("button", { name: "再试一次" }).click();
  await page.getByRole("link", { name: number }).waitFor();
  await leave(page);
});

test("a PDF is opened in a tab of its own, or saved; a server that can't explain is asked once", async () => {
  const number = await handIn(await hall.another());
  const page = await desk(clerk);
  await page.goto(`${hall.url}/staff/cases/${number}`);
  await opened(page, number);
  const tab = page.waitForEvent("popup");
  await page.getByRole("button", { name: "打开看" }).click();
  const popup = await tab;
  await popup.waitForURL(/^blob:/, { waitUntil: "commit" });
  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: "下载" }).click();
  assert.equal((await saved).suggestedFilename(), "存折首页.pdf");
  expects(page, /^request: 501 GET .*\/why\?/);
  await page.route("**/why?*", (route) => route.fulfill({ status: 501, contentType: "application/problem+json", body: "{}" }));
  await page.keyboard.press("j");
  await page.getByRole("button", { name: /^为什么/ }).click();
  await page.getByText("系统暂时还说不出为什么").waitFor();
  assert.equal(await page.getByRole("button", { name: /^为什么/ }).count(), 0);
  await leave(page);
});

/** The case as it might be: every state of a material, an undecided rule, a source that was down, a table. */
async function altered(page: Page, number: string): Promise<void> {
  await page.route(`**/api/staff/cases/${number}`, async (route) => {
    const real = await route.fetch();
    const body = (await real.json()) as StaffCase;
    const { plan, state } = body.view;
    const say = (id: string, to: MaterialState) => { state.materials![id] = to; };
    delete body.files.bank_book; // given, and no file there: it is brought on paper
    say("photo", { state: "promised", need: true, promise: "我承诺照片是本人近期的。" });
    say("stop_proof", { state: "deferred", need: true });
    say("agent_letter", { state: "to_be_found", need: true });
    say("agent_id_card", { state: "undecided", need: false, missing: ["form.claim"] });
    say("elder_id_card", { state: "reused", need: true, by: "card", evidence: { source: "id_card", record: "C002", title: "居民身份证", number: "4406**********9917", issuer: "佛山市公安局南海分局", until: "9999-12-31", trust: "A", at: "2026-11-01" } });
    plan.materials!.find((m) => m.id === "stop_proof")!.defer = { within: { n: 10, unit: "wd" } };
    state.rules!.card_matches = { result: "unknown", effect: "review", missing: ["card"] };
    state.facts!.card = { source: "id_card", is: "unknown", down: true };
    state.review = ["card"];
    state.verdict = "review";
    const column = (id: string, title: string, type: "text" | "phone"): PlanField => ({ id, title, type });
    plan.fields.push({ id: "family", type: "table", section: "contact", title: "共同居住的家人", columns: [column("name", "姓名", "text"), column("phone", "电话", "phone")] });
    state.fields["form.family"] = { shown: true, is: "value", rows: ["r1", "r2"] };
    for (const [row, name, phone] of [["r1", "陈启航", "13900000001"], ["r2", "李若岚", "13900000002"]] as const) {
      state.fields[`form.family[${row}].name`] = { shown: true, is: "value", value: name, from: { kind: "fact", fact: "book", source: "hukou_book", at: "2026-11-01" } };
      state.fields[`form.family[${row}].phone`] = { shown: true, is: "value", value: phone, from: { kind: "answer" }, disputed: row === "r2" };
    }
    await route.fulfill({ response: real, json: body });
  });
}

test("every state of a material, tables, what is not known and what was down are told in words", async () => {
  const number = await handIn(await hall.another());
  const page = await desk(clerk);
  await altered(page, number);
  await page.goto(`${hall.url}/staff/cases/${number}`);
  await opened(page, number);
  await page.getByText("申请人选了交纸质的，收件时再看原件").waitFor();
  const papers = page.getByRole("list", { name: "全部材料" });
  for (const [title, said] of [
    ["近期一寸白底照片", "我承诺照片是本人近期的"], ["原领取地停发证明", "受理后10个工作日内补交"], ["授权委托书", "由工作人员核查"], ["代理人身份证", "要不要交，看申领情形"],
    ["高龄津贴申请表", "签名人陈伯年"], ["老年人身份证", "长期有效"],
  ] as const) {
    await papers.getByRole("button", { name: title }).click();
    await page.getByRole("group", { name: title, exact: true }).getByText(said).waitFor();
  }
  const checks = page.getByRole("region", { name: "核对" });
  await checks.getByText("还缺：居民身份证").waitFor();
  await checks.getByText("数据源没有回应，请人工核对").waitFor();
  const form = page.getByRole("region", { name: "表单" });
  await form.getByText("申请人说登记有误").waitFor();
  await form.getByText("第2行").waitFor();
  await page.keyboard.press("f");
  await form.getByText("第2行").scrollIntoViewIfNeeded();
  await clean(page, "dense case");
  await shoot(page, "workbench-dense", false);
  await page.setViewportSize({ width: 1280, height: 800 });
  await fits(page, "dense case at 1280");
  await shoot(page, "workbench-dense-1280", false);
  await leave(page);
});

test("the list goes on where it ended; J and K move, Enter opens, Esc comes back to the same row", async () => {
  const now = await signIn(hall.url, clerk, "workbench");
  const waiting = async () => (await now.call<{ counts: Record<string, number> }>("GET", "/staff/cases")).counts.submitted ?? 0;
  while ((await waiting()) < 52) await handIn(await hall.another());
  const page = await desk(clerk);
  const rows = page.locator("tbody tr:not(.grp)");
  await rows.nth(49).waitFor();
  assert.equal(await rows.count(), 50);
  const first = await now.call<{ cases: { number: string }[] }>("GET", "/staff/cases?filter=today");
  assert.deepEqual(await rows.locator("a.code").allInnerTexts(), first.cases.map((c) => c.number), "the server's order");
  await page.getByText("按期限排").waitFor();
  await page.keyboard.press("Home");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  const third = await rows.nth(2).getByRole("link").innerText();
  await chosen(page, third);
  await page.getByText("系统已核").waitFor();
  await clean(page, "long list");
  await shoot(page, "workbench-long", false);
  await page.keyboard.press("Enter");
  await opened(page, third);
  await page.getByText("3 / 50").waitFor();
  await page.keyboard.press("]");
  await page.getByText("4 / 50").waitFor();
  await page.keyboard.press("[");
  await opened(page, third);
  await quickly(page, ["]", "4 / 50", "[", "3 / 50", "]", "4 / 50", "]", "5 / 50", "[", "4 / 50", "[", "3 / 50"]);
  await opened(page, third);
  await page.keyboard.press("Escape");
  await chosen(page, third);
  await page.keyboard.press("?");
  await page.getByRole("dialog").getByText("用单个字母的快捷键").click();
  await clean(page, "shortcuts");
  await shoot(page, "workbench-keys", false);
  await page.keyboard.press("Escape");
  await page.keyboard.press("n");
  await page.getByRole("heading", { level: 1, name: "办件", exact: true }).waitFor(); // the letter is off
  await page.getByRole("button", { name: "再看后面的" }).click();
  await rows.nth(51).waitFor();
  const all = await rows.locator("a.code").allInnerTexts();
  assert.equal(new Set(all).size, all.length, "none twice");
  await fits(page, "long list");
  await page.setViewportSize({ width: 1280, height: 800 });
  await fits(page, "long list at 1280");
  await shoot(page, "workbench-long-1280", false);
  await leave(page);
});

test("a begun opinion outlives loading the page anew, and no sign-out: that one counts without network, too", async () => {
  const number = await handIn(await hall.another());
  const page = await desk(clerk);
  await page.goto(`${hall.url}/staff/cases/${number}`);
  await opened(page, number);
  await page.keyboard.press("b");
  const opinion = page.getByRole("textbox", { name: /退回意见/ });
  await opinion.fill("写了一半");
  await page.reload();
  await opened(page, number);
  await page.keyboard.press("b");
  assert.equal(await opinion.inputValue(), "写了一半");
  await fitsNarrow(page, "workbench-opinion");
  await page.keyboard.press("Escape");
  await fitsNarrow(page, "workbench-case");
  await page.getByRole("button", { name: /预审通过/ }).waitFor();

  expects(page, /^request: net::ERR_(INTERNET_DISCONNECTED|FAILED) /);
  await page.route("**/api/session", (r) => r.abort());
  await page.getByRole("button", { name: "退出" }).click();
  await page.locator(".account").first().waitFor();
  assert.equal(await page.evaluate((n) => JSON.stringify({ ...sessionStorage }).includes(n), number), false);
  assert.equal((await page.request.get(`${hall.url}/api/staff/cases/${number}`)).status(), 200, "the server has not heard it");
  await page.unroute("**/api/session");
  await page.reload();
  await page.locator(".account").first().waitFor();
  assert.equal((await page.request.get(`${hall.url}/api/staff/cases/${number}`)).status(), 401, "now it has");
  await leave(page);
});

test("an ended session comes back to the same case with the same words", async () => {
  const number = await handIn(await hall.another());
  const page = await desk(clerk);
  await page.goto(`${hall.url}/staff/cases/${number}`);
  await opened(page, number);
  await page.keyboard.press("b");
  await page.getByRole("textbox", { name: /退回意见/ }).fill("写了一半");
  expects(page, /^request: 401 /);
  await page.context().clearCookies();
  await page.keyboard.press("Control+Enter");
  await page.getByText("登录已经过期").waitFor();
  await page.locator(".account", { hasText: clerk }).click();
  await opened(page, number);
  await page.keyboard.press("b");
  assert.equal(await page.getByRole("textbox", { name: /退回意见/ }).inputValue(), "写了一半");
  await leave(page);
});

test("who only oversees sees hidden numbers and no act; English; nothing scrolls sideways at 1280", async () => {
  const number = await handIn(await hall.another());
  const page = await desk("supervisor", 1280, 800);
  await page.keyboard.press("/");
  await page.keyboard.type(number);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: number }).waitFor();
  await fits(page, "list at 1280");
  await page.goto(`${hall.url}/staff/cases/${number}`);
  await page.getByText(/预审通过：这一步由窗口人员办理，您没有这个权限；谁能办：/).first().waitFor();
  await page.keyboard.press("f");
  await page.getByText("************0042").waitFor();
  assert.equal(await page.getByText("6222020000000000042").count(), 0);
  await page.getByText("您没有经办这件的权限，不能打开材料").waitFor();
  await page.keyboard.press("b");
  assert.equal(await page.getByRole("textbox").count(), 0, "B does nothing for who may not");
  await fits(page, "case at 1280");
  await clean(page, "masked case");
  await shoot(page, "workbench-masked-1280", false);
  await page.getByRole("button", { name: "English" }).click();
  await page.getByText(/This is for the .*clerk.* to do: you have no right to it/i).first().waitFor();
  await page.getByRole("region", { name: "Checks" }).getByText("80 years old").waitFor();
  await fits(page, "case in English at 1280");
  await clean(page, "case in English");
  await shoot(page, "workbench-english-1280", false);
  await page.reload();
  await page.getByText(/This is for the .*clerk.* to do: you have no right to it/i).first().waitFor();
  await leave(page);
});
