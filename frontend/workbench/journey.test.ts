import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chromium, type Browser, type Page } from "playwright-core";
import { clean, fits, labelled, open, shoot } from "../journeys/browser";
import { handIn, openHall, signIn, type Client, type Hall } from "./hall";

const clerk = "clerk-440605011";
let hall: Hall;
let browser: Browser;
let elder: Client;

before(async () => {
  hall = await openHall();
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"] });
  elder = await signIn(hall.url, "P004", "web");
}, { timeout: 180_000 });

after(async () => {
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

test("sign-in names the staff, and says that it is no real one", async () => {
  const page = await open(browser, `${hall.url}/staff/`, 1440, 900);
  await page.getByText("不是真实的身份认证").waitFor();
  await clean(page, "sign-in");
  await shoot(page, "workbench-sign-in", false);
  assert.ok(await page.getByRole("button", { name: /登录/ }).count() > 5);
  await page.context().close();
});

test("an empty list says so, and offers all cases", async () => {
  const page = await desk("clerk-440605121");
  await page.getByText("今天的都办完了").waitFor();
  await clean(page, "empty list");
  await shoot(page, "workbench-empty", false);
  await page.goto(`${hall.url}/staff/cases/440605-20200101-00001`);
  await page.getByText("没有这件").waitFor();
  await clean(page, "no such case");
  await shoot(page, "workbench-not-found", false);
  await page.context().close();
});

test("a case is found, looked at and returned; the applicant reads the opinion", async () => {
  const png = await passbook();
  const number = await handIn(elder, { file: { name: "存折首页.png", type: "image/png", content: png }, answers: { account_holder: "陈柏年" } });
  const other = await handIn(elder);
  const page = await desk(clerk);
  await page.keyboard.press("/");
  await page.keyboard.type(number.slice(-5));
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: number }).waitFor();
  assert.equal(await page.getByRole("link", { name: other }).count(), 0, "the search leaves the other case out");
  await page.getByText("系统已核").waitFor();
  await page.getByText("不一样，我们会人工核对").waitFor();
  await clean(page, "list");
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
  await page.getByText(`${number}已退回、已打开下一件`).waitFor();
  const seen = await elder.call<{ case: { state: string }; opinion: string }>("GET", `/cases/${number}`);
  assert.equal(seen.case.state, "precheck_failed");
  assert.match(seen.opinion, /用老人本人的账户/);
  await page.context().close();

  // The other one is passed from the keyboard alone.
  const again = await desk(clerk);
  await again.getByRole("link", { name: other }).waitFor();
  await again.keyboard.press("n");
  await opened(again, other);
  await again.keyboard.press("Control+Enter");
  await again.getByRole("textbox", { name: /预审意见/ }).fill("材料齐全");
  await again.keyboard.press("Control+Enter");
  await again.getByText("待预审的都办完了").waitFor();
  const passed = await elder.call<{ case: { state: string }; opinion: string }>("GET", `/cases/${other}`);
  assert.equal(passed.case.state, "precheck_passed");
  assert.equal(passed.opinion, "材料齐全");
  await again.getByRole("link", { name: "预审通过" }).click();
  await again.getByRole("link", { name: other }).click();
  await again.getByText("这件是“预审通过”，不用预审").waitFor();
  await again.getByRole("button", { name: /经过/ }).click();
  await again.getByText("提交申请").waitFor();
  await clean(again, "course");
  await shoot(again, "workbench-course", false);
  await again.keyboard.press("Escape");
  await again.keyboard.press("Escape");
  await heading(again, "办件").waitFor();
  await again.context().close();
});

test("two clerks: the later one is told who did what, and keeps his words", async () => {
  const number = await handIn(elder);
  const page = await desk(clerk);
  await page.goto(`${hall.url}/staff/cases/${number}`);
  await opened(page, number);
  await page.keyboard.press("b");
  await page.getByRole("textbox", { name: /退回意见/ }).fill("请补照片");
  const colleague = await signIn(hall.url, clerk, "workbench");
  await colleague.call("POST", `/staff/cases/${number}/precheck`, { version: 1, pass: true, opinion: "", key: `colleague-${number}` });
  await page.keyboard.press("Control+Enter");
  const told = page.getByRole("alert").filter({ hasText: "已经办了：预审通过" });
  await told.waitFor();
  await told.getByText("请补照片").waitFor();
  await page.getByText("这件是“预审通过”，不用预审").waitFor();
  await clean(page, "conflict");
  await shoot(page, "workbench-conflict", false);
  await page.context().close();
});

test("a lost connection loses nothing and does nothing twice", async () => {
  const number = await handIn(elder);
  const page = await desk(clerk);
  await page.goto(`${hall.url}/staff/cases/${number}`);
  await opened(page, number);
  const keys: string[] = [];
  await page.route("**/precheck", async (route) => {
    keys.push((route.request().postDataJSON() as { key: string }).key);
    if (keys.length > 4) return route.continue();
    await route.abort("connectionfailed");
  });
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Control+Enter");
  await page.getByText("连上后再点一次，不会办两遍").waitFor({ timeout: 12_000 });
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
  await page.context().close();
});

test("an ended session comes back to the same case with the same words", async () => {
  const number = await handIn(elder);
  const page = await desk(clerk);
  await page.goto(`${hall.url}/staff/cases/${number}`);
  await opened(page, number);
  await page.keyboard.press("b");
  await page.getByRole("textbox", { name: /退回意见/ }).fill("写了一半");
  await page.context().clearCookies();
  await page.keyboard.press("Control+Enter");
  await page.getByText("登录已经过期").waitFor();
  await page.locator(".account", { hasText: clerk }).click();
  await opened(page, number);
  await page.keyboard.press("b");
  assert.equal(await page.getByRole("textbox", { name: /退回意见/ }).inputValue(), "写了一半");
  await page.context().close();
});

test("who only oversees sees hidden numbers and no act; English; nothing scrolls sideways at 1280", async () => {
  const number = await handIn(elder);
  const page = await desk("supervisor", 1280, 800);
  await page.getByRole("link", { name: number }).waitFor();
  await fits(page, "list at 1280");
  await page.goto(`${hall.url}/staff/cases/${number}`);
  await page.getByText("只有窗口人员能预审").waitFor();
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
  await page.getByText("Only window clerks pre-examine").waitFor();
  await page.getByRole("region", { name: "Checks" }).getByText("80 years old").waitFor();
  await fits(page, "case in English at 1280");
  await clean(page, "case in English");
  await shoot(page, "workbench-english-1280", false);
  await page.reload();
  await page.getByText("Only window clerks pre-examine").waitFor();
  await page.context().close();
});
