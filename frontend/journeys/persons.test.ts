import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { openHall, pdf, type Hall } from "../workbench/hall";
import { calm } from "./watch";
import { handle } from "./casework";
import { launch, picture } from "./browser";
import { choose, press, tabTo, type } from "./keyboard";
import { expects } from "./watch";
import { en, zh, type Tongue } from "./tongue";
import { counters, passbook, Way, type Counter } from "./way";

/** Three persons, each to a real end, in both languages: one hall for each of these. */
const halls = new Map<Tongue, Hall>();
let b: Browser;
before(async () => {
  b = await launch();
  for (const tongue of [zh, en]) halls.set(tongue, await openHall());
});
after(async () => {
  await b?.close();
  for (const hall of halls.values()) await hall.close();
});

/** Walks with a picture of where it stopped. */
async function walk(run: () => Promise<void>): Promise<void> {
  try {
    await run();
    for (const context of b.contexts()) for (const page of context.pages()) calm(page);
  } catch (e) {
    await picture(b);
    throw e;
  } finally {
    for (const context of b.contexts()) await context.close();
  }
}

/** The name of pictures and of tests says the language. */
const named = (c: Counter, name: string, tongue: Tongue): Counter => ({ ...c, name: tongue === zh ? name : `${name}-en` });
const titled = (title: string, tongue: Tongue) => (tongue === zh ? title : `${title}, in English`);
/** What begins with the words of a Chinese text. */
const begins = (w: Way, chinese: string) => new RegExp(`^${w.say(chinese).replace(/[?()]/g, "\\$&")}`);

const grandmother = (tongue: Tongue) => test(titled("a grandmother, on her phone in large type: what the registers hold is asked of her no more, and her allowance is granted", tongue), { timeout: 240_000 }, () => walk(async () => {
  const { url } = halls.get(tongue)!;
  const png = await passbook(b);
  const w = await Way.at(b, url, named({ ...counters.web, width: 390, height: 844 }, "person-elder", tongue), undefined, tongue);
  const { page } = w;
  await page.getByRole("button", { name: w.say("长辈版"), exact: true }).click();
  await page.waitForFunction(() => document.documentElement.dataset.mode === "large");
  await w.find("老人津贴", "高龄津贴申领");
  await w.look("guide");
  await w.begin("用吴桂芳登录");
  await w.choose("第一次申领");
  await w.look("questions");
  await w.next();
  await page.waitForSelector(".held-list");
  await w.choose("社会保障卡");
  await w.choose("农商银行");
  await w.fill("账号", "6222020000000000042");
  await w.choose("一个人住");
  await w.fill("有急事找谁？", "邻居何永昌");
  await w.fill("紧急联系人电话", "13900000009");
  await w.pick("我承诺填的都是真的", "是");
  await w.confirmAll();
  await w.saved();
  await w.look("form");
  await w.next();
  await page.waitForURL(/\/materials$/);
  // The papers that she would have carried along.
  for (const paper of ["老年人身份证", "户口簿"]) await page.locator(".material", { hasText: w.say(paper) }).getByText(w.say("已复用，免交")).waitFor();
  await w.upload(png);
  await w.look("materials");
  await w.next();
  await page.getByText(w.say("都齐了，可以提交。")).waitFor();
  const number = await w.submit();
  await w.look("done");
  assert.equal(await handle(url, number, "clerk-440605011"), "done");
  await w.go("space");
  await page.locator(".caserow", { hasText: number }).getByText(w.say("已办结（准予）")).waitFor();
  await w.look("space");
  await page.locator(".caserow", { hasText: number }).getByRole("link").click();
  await page.getByRole("heading", { name: w.say("办理结果") }).waitFor();
  await page.getByRole("link", { name: w.say("审批结果通知书") }).first().waitFor();
  await w.look("result");
}));

const representative = (tongue: Tongue) => test(titled("a legal representative, by keyboard alone: a bookshop's permit, from the search to the licence", tongue), { timeout: 240_000 }, () => walk(async () => {
  const { url } = halls.get(tongue)!;
  const w = await Way.at(b, url, named({ ...counters.web, height: 800 }, "person-firm", tongue), undefined, tongue);
  const { page } = w;
  const { keyboard } = page;
  await page.waitForSelector(".events");
  await tabTo(page, begins(w, "想办的事"));
  await keyboard.type(w.say("开书店办证"));
  await page.getByRole("option", { name: w.say("出版物零售单位设立许可") }).waitFor();
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await page.waitForSelector(".item-head h1:focus");
  await press(page, begins(w, "开始办理"), "Enter");
  await page.waitForSelector(".people");
  await press(page, begins(w, "用佛山市南海区樵山文旅发展有限公司登录"), "Enter");
  await page.waitForSelector(".ask");
  for (const answer of ["零售", "实体店", "普通程序"]) await choose(page, begins(w, answer));
  await press(page, begins(w, "去填表"), "Enter");
  await page.waitForURL(/\/form$/);
  await page.waitForSelector(".held-list");
  await type(page, begins(w, "有多大？"), "60.5");
  await choose(page, begins(w, "商铺"));
  await choose(page, begins(w, "租赁"));
  await tabTo(page, begins(w, "租到哪天？"));
  await keyboard.type("06302028"); // month, day, year: the parts of the browser's own box
  await choose(page, begins(w, "图书"));
  await type(page, begins(w, "一共几个人？"), "3");
  await choose(page, begins(w, "只要电子的"));
  // What waits for a yes stands before or after what was typed: round once more.
  for (let left = 20; left > 0 && await w.button(w.yes).count() > 0; left--) await press(page, w.yes, "Enter");
  await w.saved();
  await w.look("form");
  await press(page, begins(w, "下一步：交材料"), "Enter");
  await page.waitForURL(/\/materials$/);
  await choose(page, begins(w, "租赁合同"));
  await choose(page, begins(w, "现在上传"));
  const chooser = page.waitForEvent("filechooser");
  await press(page, begins(w, "经营场所使用权证明"), "Enter");
  await (await chooser).setFiles({ name: "租赁合同.pdf", mimeType: "application/pdf", buffer: Buffer.from(pdf) });
  await page.locator(".file", { hasText: "租赁合同.pdf" }).getByText(w.say("打开看")).waitFor();
  await press(page, begins(w, "下一步：核对"), "Enter");
  await page.getByText(w.say("都齐了，可以提交。")).waitFor();
  await press(page, begins(w, "以上内容和材料真实有效。"), "Space");
  await press(page, begins(w, "签名并提交"), "Enter");
  await page.waitForURL(/\/done$/);
  await page.waitForSelector(".handed h1:focus");
  const number = /\d{6}-\d{8}-\d+/.exec(await page.locator(".handed").innerText())![0];
  assert.equal(await handle(url, number, "clerk-440605"), "done");
  await press(page, begins(w, "我的空间"), "Enter");
  await page.locator(".caserow", { hasText: number }).getByText(w.say("已办结（准予）")).waitFor();
  await press(page, begins(w, "我的证照"), "Enter");
  await page.getByRole("heading", { level: 1, name: w.say("我的证照") }).waitFor();
  await page.locator(".licence", { hasText: w.say("出版物经营许可证") }).waitFor();
  await w.look("licence");
}));

const shop = (tongue: Tongue) => test(titled("who opens a shop, on slow 3G and off the line for a moment: granted at once", tongue), { timeout: 240_000 }, () => walk(async () => {
  const { url } = halls.get(tongue)!;
  let line!: (offline: boolean) => Promise<unknown>;
  const w = await Way.at(b, url, named({ ...counters.web, width: 390, height: 844 }, "person-shop", tongue), async (page) => {
    page.setDefaultTimeout(60_000); // what is slow here is the line
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Network.enable");
    line = (offline) => cdp.send("Network.emulateNetworkConditions", { offline, latency: 400, downloadThroughput: 50_000, uploadThroughput: 25_000 });
    await line(false);
  }, tongue);
  const { page } = w;
  await w.find("个体户", "个体工商户设立登记");
  await w.begin("用阿依古丽•买买提登录");
  await w.pick("一个人经营", "个人经营");
  await w.pick("经营场所是怎么来的", "租");
  await w.look("questions");
  await w.next();
  await page.waitForSelector(".held-list");
  await w.look("form-empty");
  // Off the line while somebody types: it says so, keeps it, and saves it by itself.
  expects(page, /^request: net::ERR_INTERNET_DISCONNECTED /);
  await line(true);
  await w.fill("详细地址是？", "佛山市南海区里水镇和顺示例路22号");
  await page.locator(".saved--offline").waitFor();
  await page.getByText(w.say("没有网络。")).waitFor();
  await w.look("offline");
  await line(false);
  await w.saved();
  await w.pick("在哪个镇街经营", "里水镇");
  await w.pick("这个地方是住宅吗", "否");
  await w.pick("我承诺这个场所", "是");
  await page.getByRole("group", { name: begins(w, "做哪一行") }).getByRole("searchbox").fill("6210");
  await w.pick("做哪一行", ".*" + w.say("正餐"));
  await w.row("经营哪些项目", async (row) => {
    await row.getByRole("searchbox").fill(w.say("餐饮服务"));
    await row.locator(".choice").first().click();
  });
  await w.fill("连您在内，几个人做？", "2");
  await w.fill("投入多少资金？", "5");
  await w.pick("不用店名", "否");
  await w.pick("行政区划名称", "佛山市南海区");
  await w.fill("店名叫什么？", "示例香");
  await w.fill("做什么的？", "餐饮");
  await w.pick("组织形式", "店");
  await w.pick("我承诺自己不是", "是");
  await w.confirmAll();
  await w.saved();
  await w.look("form");
  await w.next();
  await page.waitForURL(/\/materials$/);
  await w.pick("经营场所使用证明", ".*" + w.say("承诺"));
  await w.saved();
  await w.look("materials");
  await w.next();
  await page.getByText(w.say("都齐了，可以提交。")).waitFor();
  const number = await w.submit();
  await w.look("done");
  // Decided at once: what is left is the code of the new shop, which a person gives.
  await w.go("space");
  await page.locator(".caserow", { hasText: number }).getByText(new RegExp(w.say("准予"))).waitFor();
  await w.look("space");
}));

for (const tongue of [zh, en]) {
  grandmother(tongue);
  representative(tongue);
  shop(tongue);
}
