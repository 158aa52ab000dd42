import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { answer, fillIn, handIn, openHallWith, pdf, signIn } from "../workbench/hall";
import { clean, fits, launch, leave, open, pressAll, settled, shoot, withBrowser } from "./browser";
import { expects } from "./watch";
import { passbook } from "./way";

const clerk = "clerk-440605011";

/** A clerk at the counter. */
async function window(b: Browser, url: string): Promise<Page> {
  const page = await open(b, `${url}/staff/counter`, 1440, 900);
  await page.locator(".account", { hasText: new RegExp(`${clerk}(?!\\d)`) }).click();
  await page.getByRole("heading", { name: "窗口收件", exact: true }).waitFor();
  return page;
}

/** Takes a picture and holds the screen to the rules. */
async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  await shoot(page, name, false);
  await clean(page, name);
  await fits(page, name);
}

/** Reads the card of somebody who is here. */
async function read(page: Page, name: string): Promise<void> {
  await page.getByLabel("选一张证件").selectOption({ label: name });
  await page.getByRole("button", { name: "读卡" }).click();
  await page.getByText("读卡", { exact: true }).last().waitFor();
  await page.waitForFunction((n) => (document.getElementById("v-name") as HTMLInputElement).value === n, name);
}

const pick = (page: Page, question: string, text: string) =>
  page.getByRole("group", { name: new RegExp(`^${question}`) }).locator(".choice").filter({ hasText: new RegExp(`^${text}`) }).first().click();

async function next(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^(下一步|去填表|下一题)/ }).last().click();
}

async function confirmAll(page: Page): Promise<void> {
  await pressAll(page, page.getByRole("button", { name: /^(\d+项都对|没错(：.*)?)$/ }));
}

/** From the first question to the papers, as the grandmother says it. */
async function fill(page: Page): Promise<void> {
  await pick(page, "您是第一次申领", "第一次申领");
  await page.locator(".saved--saved").waitFor();
  await next(page);
  await form(page);
}

async function form(page: Page): Promise<void> {
  await page.getByText("居住状况").or(page.getByText("老人现在和谁住")).first().waitFor();
  await confirmAll(page);
  await pick(page, "老人现在和谁住", "和子女住");
  await confirmAll(page);
  await page.getByLabel(/^有急事找谁/).or(page.getByLabel(/^紧急联系人$/)).first().fill("陈启航");
  await page.getByLabel(/电话/).last().fill("13900000001");
}

/** A device of its own before the window, paired by the code that the clerk makes. */
async function pair(b: Browser, page: Page, url: string): Promise<Page> {
  const second = await open(b, "about:blank", 1280, 800);
  expects(second, /^request: 401 GET .*\/api\/screen/); // nobody yet
  await second.goto(`${url}/screen/`);
  await second.getByRole("heading", { name: "把这块屏配给一个窗口" }).waitFor();
  await page.goto(`${url}/staff/screens`);
  await page.getByLabel("放在哪个窗口").fill("3号窗口");
  await page.getByRole("button", { name: "开配对码" }).click();
  const code = (await page.locator(".pair-code").innerText()).replaceAll(" ", "");
  await look(page, "screens-code");
  await second.getByLabel("配对码（12位）").fill("000000000000");
  expects(second, /^request: 404 POST .*\/api\/screen/);
  await second.getByRole("button", { name: "配对", exact: true }).click();
  await second.getByText("配对码不对，或者已经用过、过期").waitFor();
  await look(second, "second-pair");
  for (const digit of code) await second.getByRole("button", { name: digit, exact: true }).click();
  await second.getByRole("button", { name: "配对", exact: true }).click();
  await second.getByRole("heading", { name: "3号窗口" }).waitFor();
  await look(second, "second-idle");
  await page.getByText("已连上").waitFor();
  await look(page, "screens");
  return second;
}

/** The applicant's own space. */
async function space(b: Browser, url: string): Promise<Page> {
  const page = await open(b, `${url}/sign-in?to=/space`, 1280, 800);
  await page.waitForSelector(".people");
  await page.getByRole("button", { name: "用陈伯年登录" }).first().click();
  await page.getByRole("heading", { name: "我的空间" }).waitFor();
  return page;
}

test("a grandmother at the window: begun, filled in, compared, confirmed on the second screen, received", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const png = await passbook(b);
    const page = await window(b, url);
    await look(page, "counter-home");
    await read(page, "陈伯年");
    await page.getByRole("button", { name: "核对号码" }).click();
    await page.getByText("和登记的姓名一致").waitFor();
    await page.getByLabel("说法、拼音、首字母都可以").fill("老人津贴");
    await page.getByRole("button", { name: /高龄津贴申领/ }).click();
    await page.getByText(/桂城街道/).last().waitFor();
    await look(page, "counter-begin");
    await page.getByRole("button", { name: "开始填表" }).click();
    await page.waitForURL(/\/counter\/c/);
    await page.locator(".ask").first().waitFor();
    await look(page, "counter-questions");
    await fill(page);
    await look(page, "counter-form");
    await page.locator(".saved--saved").waitFor();
    const id = /counter\/(c[0-9a-f]+)/.exec(page.url())![1]!;
    await page.goto(`${url}/staff/counter`);
    await page.getByText("正在窗口办的").waitFor();
    await answer(await signIn(url, clerk, "workbench"), id);
    await page.goto(`${url}/staff/counter/${id}/materials`);
    await page.getByLabel("社保卡或银行存折首页", { exact: true }).setInputFiles({ name: "存折首页.png", mimeType: "image/png", buffer: png });
    await page.locator(".file", { hasText: "存折首页.png" }).first().waitFor();
    await page.getByRole("button", { name: "原件已核对：社保卡或银行存折首页" }).click();
    await page.getByText("已核对1份，共1份").waitFor();
    await look(page, "counter-originals");
    await page.goto(`${url}/staff/counter/${id}/review`);
    await page.getByText("申请人确认了现在的内容，就可以提交。").waitFor();
    const second = await pair(b, page, url);
    await page.goto(`${url}/staff/counter/${id}/review`);
    await page.getByLabel("副屏上的语言").waitFor();
    await look(page, "counter-ask");
    // It shows what is sent there, as the applicant likes to read it; and nothing once it is taken back.
    await page.getByRole("button", { name: "在副屏上确认" }).click();
    await second.getByRole("button", { name: "没错，确认" }).waitFor();
    await second.getByText("陈启航").waitFor();
    await look(second, "second-shows");
    await second.getByRole("button", { name: "大字" }).click();
    await look(second, "second-shows-large");
    await second.getByRole("button", { name: "English" }).click();
    await second.getByRole("button", { name: "Correct, I confirm" }).waitFor();
    await look(second, "second-shows-english");
    await page.getByRole("button", { name: "收回" }).click();
    await second.getByRole("heading", { name: "3号窗口" }).waitFor();
    assert.doesNotMatch(await second.content(), /陈伯年|陈启航/, "nothing stays");
    assert.deepEqual(await second.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]), [[], [], ""]);
    // No, and then yes.
    await page.getByRole("button", { name: "在副屏上确认" }).click();
    await second.getByRole("button", { name: "有误，要改" }).click();
    await second.getByText("好的，请告诉窗口人员哪里不对").waitFor();
    await page.getByText("申请人说有误，请改了再确认").waitFor();
    await page.getByRole("button", { name: "在副屏上确认" }).click();
    await second.getByRole("button", { name: "没错，确认" }).click();
    await second.getByText("谢谢，已经确认").waitFor();
    await look(second, "second-thanks");
    await second.getByRole("heading", { name: "3号窗口" }).waitFor({ timeout: 60_000 });
    await page.getByText("申请人已经确认，可以提交。").waitFor();
    await look(page, "counter-review");
    await page.getByRole("button", { name: "提交", exact: true }).click();
    await page.getByText(/办件号.*已收件/).waitFor();
    await look(page, "counter-done");
    // The screen on which it was confirmed asks for a grade by itself, by keyboard as by hand; a bad one says what becomes of it.
    await second.getByRole("heading", { name: "请您评价这次服务" }).waitFor();
    await second.getByText("高龄津贴申领").first().waitFor();
    assert.doesNotMatch(await second.content(), /陈伯年|陈启航/, "nobody's name stands there");
    await look(second, "second-grade");
    await second.getByRole("button", { name: "English" }).click();
    await second.getByRole("heading", { name: "How was this service?" }).waitFor();
    await look(second, "second-grade-english");
    await second.getByRole("button", { name: "中文" }).click();
    await second.getByRole("radio", { name: "不满意", exact: true }).focus();
    await second.keyboard.press("Space");
    await look(second, "second-grade-bad");
    await second.getByRole("button", { name: "提交评价" }).focus();
    await second.keyboard.press("Enter");
    await second.getByText("谢谢您的评价").waitFor();
    await look(second, "second-graded");
    await second.getByRole("heading", { name: "3号窗口" }).waitFor({ timeout: 60_000 });
    // Ended: it shows nothing any more, and asks for a code.
    expects(second, /^request: 401 GET .*\/api\/screen/);
    const c = await signIn(url, clerk, "workbench");
    const { screens } = await c.call<{ screens: { id: string }[] }>("GET", "/staff/screens");
    await c.call("DELETE", `/staff/screens/${screens[0]!.id}`);
    await second.getByRole("heading", { name: "把这块屏配给一个窗口" }).waitFor();
    await leave(second);
    // Whoever goes on with it sees what the window did; what a clerk scans later goes to the case.
    await page.getByRole("link", { name: "打开办件" }).click();
    const at = page.getByRole("region", { name: "窗口办理情况" });
    await at.getByText("已核对1份，可信等级B").waitFor();
    await page.keyboard.press("f");
    await page.getByText(/^窗口录入：/).first().waitFor();
    await page.getByText("可信等级B", { exact: true }).first().waitFor();
    await look(page, "counter-case");
    await page.getByRole("button", { name: /^经过/ }).click();
    const put = page.getByRole("dialog").getByRole("region", { name: "附卷" });
    await put.getByLabel("用途").selectOption("signed");
    await put.getByLabel("文件（PDF、照片）").setInputFiles({ name: "签字页.pdf", mimeType: "application/pdf", buffer: Buffer.from(pdf) });
    await put.getByRole("button", { name: "放进案卷" }).click();
    await put.getByRole("link", { name: "签字页.pdf" }).waitFor();
    await look(page, "counter-enclosed");
    await leave(page);
  });
});

/** The service that comes with readers, as it answers on the clerk's own machine; `card` lies there. */
async function readerHere(card: Record<string, unknown> | null): Promise<{ at: string; close: () => void }> {
  const server = createServer((req, res) => {
    res.setHeader("Access-Control-Allow-Origin", "*");
    res.setHeader("Content-Type", "application/json");
    const read = req.url === "/api/readCard";
    res.end(JSON.stringify(read && !card ? { resultFlag: -1, errorMsg: "未放卡" } : { resultFlag: 0, errorMsg: "", ...(read && { resultContent: card }) }));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { at: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`, close: () => server.close() };
}

test("a card is read by the service of the clerk's own machine; an elder agrees before the clerk to a helper of the village", { timeout: 600_000 }, async () => {
  const reader = await readerHere({ partyName: "陈伯年", certNumber: "440622194402209917", certType: 1, expDate: "长期" });
  const hall = await openHallWith({ BANSHI_CARD_READER: reader.at });
  const b = await launch();
  try {
    const helper = await signIn(hall.url, "P027", "web");
    await helper.call("POST", "/mandates", { kind: "village", no: "440622194402209917", name: "陈伯年", items: ["elder_allowance"], until: new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10), key: "journey-helper-1" });
    const page = await window(b, hall.url);
    await page.getByText(reader.at).waitFor();
    await page.getByRole("button", { name: "读卡" }).click();
    await page.waitForFunction(() => (document.getElementById("v-name") as HTMLInputElement).value === "陈伯年");
    await page.getByRole("button", { name: "查等他同意的代办" }).click();
    await page.getByText("杨子轩替陈伯年办").waitFor();
    await look(page, "counter-helper");
    await page.getByLabel("已对照证件，问过本人，本人当面同意").check();
    await page.getByRole("button", { name: /^记下同意/ }).click();
    await page.getByText("已记下：陈伯年同意由杨子轩代办").waitFor();
    const { mandates } = await helper.call<{ mandates: { state: string; witnessed?: boolean }[] }>("GET", "/mandates");
    assert.deepEqual(mandates.map((m) => [m.state, m.witnessed]), [["accepted", true]]);
    await leave(page);
  } finally {
    await b.close();
    await hall.close();
    reader.close();
  }
});

test("begun at home, taken up at the window by its code, signed on paper", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const id = await fillIn(await signIn(url, "P004", "web"));
    const home = await space(b, url);
    await home.getByRole("button", { name: /^到窗口接着办/ }).click();
    const text = await home.getByText(/取号码 \d{8}/).innerText();
    await look(home, "counter-code-at-home");
    const page = await window(b, url);
    await read(page, "陈伯年");
    await page.getByLabel("取号码（8位）").fill(/\d{8}/.exec(text)![0]);
    await page.getByRole("button", { name: "接着办", exact: true }).click();
    await page.waitForURL(new RegExp(`/counter/${id}`));
    const c = await signIn(url, clerk, "workbench");
    await c.upload(`/drafts/${id}/files?material=bank_book`, "存折首页.pdf", "application/pdf", pdf);
    await page.goto(`${url}/staff/counter/${id}/review`);
    await page.getByRole("button", { name: /^原件已核对：/ }).click();
    await page.getByText("已核对1份，共1份").waitFor();
    const sheet = page.getByRole("link", { name: "打印给申请人签字" });
    const raw = await page.request.get(url + (await sheet.getAttribute("href"))!);
    assert.equal(raw.headers()["content-type"], "application/pdf");
    await sheet.evaluate((a: HTMLElement) => { // the sheet opens in a tab of its own, which a test has no use for
      a.addEventListener("click", (e) => e.preventDefault());
      a.click();
    });
    await page.getByText(/^请对照签字的纸/).waitFor();
    await look(page, "counter-paper");
    await page.getByRole("button", { name: "已在纸上签字" }).click();
    await page.getByText("申请人已经确认，可以提交。").waitFor();
    const { digest } = await c.call<{ digest: string }>("GET", `/counter/drafts/${id}`);
    const scanned = await page.screenshot(); // some picture; the sheet itself is a PDF
    await page.getByRole("button", { name: "提交", exact: true }).click();
    await page.getByText(/办件号.*已收件/).waitFor();
    // The scan of the sheet stands beside what was agreed to; that of another sheet is refused.
    await page.getByRole("link", { name: "打开办件" }).click();
    await page.getByRole("button", { name: /^经过/ }).click();
    const put = page.getByRole("dialog").getByRole("region", { name: "附卷" });
    await put.getByText("还没有这张确认单的扫描件").waitFor();
    await put.getByLabel("用途").selectOption("sheet");
    await put.getByLabel(/^确认单上的摘要/).fill("0123456789abcdef");
    await put.getByLabel("文件（PDF、照片）").setInputFiles({ name: "确认单.png", mimeType: "image/png", buffer: scanned });
    expects(page, /^request: 409 POST .*\/api\/staff\/enclosures\/[^/]+$/);
    await put.getByRole("button", { name: "放进案卷" }).click();
    await put.getByText(/签的是另一版/).waitFor();
    await look(page, "counter-scan-refused");
    // A hand scanner types the code of the sheet and ends with Enter: that sends nothing, and goes on to the files.
    await put.getByLabel(/^确认单上的摘要/).fill(`banshi:1:anything:${digest.slice(0, 16)}`);
    await put.getByLabel(/^确认单上的摘要/).press("Enter");
    assert.equal(await put.getByLabel(/^确认单上的摘要/).inputValue(), digest.slice(0, 16));
    assert.equal(await put.getByLabel("文件（PDF、照片）").evaluate((x) => x === document.activeElement), true, "the files are next");
    await put.getByRole("button", { name: "放进案卷" }).click();
    await put.getByRole("img", { name: "陈伯年签字的确认单扫描件" }).waitFor();
    await look(page, "counter-scan");
    await leave(page);
    await leave(home);
  });
});

test("begun at the window, finished at home", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const page = await window(b, url);
    await read(page, "陈伯年");
    await page.getByLabel("说法、拼音、首字母都可以").fill("老人津贴");
    await page.getByRole("button", { name: /高龄津贴申领/ }).click();
    await page.getByRole("button", { name: "开始填表" }).click();
    await page.waitForURL(/\/counter\/c/);
    const id = /counter\/(c[0-9a-f]+)/.exec(page.url())![1]!;
    await page.getByRole("button", { name: /^转回本人/ }).click();
    await page.getByText("已经转到申请人的“我的空间”").waitFor();
    const home = await space(b, url);
    await home.getByText(/在窗口开始的/).waitFor();
    await look(home, "counter-handed-home");
    await home.getByRole("button", { name: "我来接着办" }).click();
    await home.waitForURL(new RegExp(`/drafts/${id}`));
    const chen = await signIn(url, "P004", "web");
    await answer(chen, id);
    await chen.upload(`/drafts/${id}/files?material=bank_book`, "存折首页.pdf", "application/pdf", pdf);
    const { version } = await chen.call<{ version: number }>("GET", `/drafts/${id}`);
    await chen.call("PATCH", `/drafts/${id}`, { version, sign: ["application"] });
    const done = await chen.call<{ case: { state: string } }>("POST", `/drafts/${id}/submit`, { version: version + 1, key: `journey-${id}` });
    assert.equal(done.case.state, "submitted");
    await leave(home);
    await leave(page);
  });
});

test("a returned case is mended at the window, for who applied", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const number = await handIn(await signIn(url, "P004", "web"));
    const c = await signIn(url, clerk, "workbench");
    const { case: k } = await c.call<{ case: { version: number } }>("GET", `/staff/cases/${number}`);
    await c.call("POST", `/staff/cases/${number}/precheck`, { version: k.version, pass: false, opinion: "电话打不通", parts: [{ path: "form.emergency_phone", reason: "打不通" }], key: `journey-${number}` });
    const page = await window(b, url);
    await page.goto(`${url}/staff/cases/${number}`);
    await page.getByRole("link", { name: "在窗口补正" }).click();
    await page.getByRole("heading", { name: "退回的办件在窗口补正" }).waitFor();
    await read(page, "陈伯年");
    await look(page, "counter-mend");
    await page.getByRole("button", { name: "开始补正" }).click();
    await page.waitForURL(/\/counter\/[a-z0-9]+/);
    const phone = page.getByRole("textbox", { name: /紧急联系人电话/ });
    await phone.waitFor();
    assert.equal(await page.getByRole("textbox", { name: /银行账号|账号/ }).count(), 0, "what isn't named can't be typed");
    await phone.fill("13900000002");
    await page.getByText(/已保存/).first().waitFor();
    await look(page, "counter-mending");
    await leave(page);
  });
});
