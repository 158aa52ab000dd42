import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { clean, fits, fitsNarrow, labelled, launch, leave, open, picture, reachable, shoot } from "../journeys/browser";
import { expects } from "../journeys/watch";
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
  if (browser) await picture(browser);
  await browser?.close();
  await hall?.close();
});

/** A plan of a room, drawn by the browser. */
async function drawing(): Promise<Uint8Array<ArrayBuffer>> {
  const page = await browser.newPage({ viewport: { width: 900, height: 600 } });
  await page.setContent('<body style="font:30px sans-serif;padding:60px;background:#f3efe2"><h2>农村商业银行 · 存折</h2><p>户名　陈柏年</p><p>账号　6222 0200 0000 0000 042</p></body>');
  const png = await page.screenshot();
  await page.close();
  return new Uint8Array(png);
}

async function desk(account: string, width = 1440, height = 900): Promise<Page> {
  const page = await open(browser, `${hall.url}/staff/`, width, height);
  await page.locator(".account", { hasText: new RegExp(`${account}(?!\\d)`) }).click();
  await page.getByRole("heading", { name: "办件", exact: true }).waitFor();
  return page;
}

async function opened(page: Page, number: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name: number }).waitFor();
  await page.getByRole("region", { name: "核对" }).waitFor();
}

/** Lists and cases as they might be: due days and claims that the example hall does not have by itself. */
async function busyDesk(page: Page): Promise<void> {
  await page.route("**/api/staff/cases?filter=today*", async (route) => {
    const real = await route.fetch();
    const body = await real.json();
    const day = (n: number) => new Date(Date.now() + 8 * 3600_000 + n * 86400_000).toISOString().slice(0, 10);
    const of = (i: number, to: object) => Object.assign(body.cases[i] ?? {}, to);
    of(0, { due: day(-1), name: "公共场所卫生许可（新证）", claim: { name: "梁巧儿", at: new Date().toISOString() } });
    of(1, { due: day(0), name: "食品经营许可（新办）", checks: { held: 11, open: 2 }, verdict: "review" });
    of(2, { due: day(0), name: "个体工商户设立登记", claim: { name: "我", mine: true, at: new Date().toISOString() }, round: 2 });
    of(3, { due: day(1) });
    body.groups = { over: 1, today: 2, next: body.cases.length - 3, stands: 0 };
    for (const f of body.filters) f.count = { today: 3, over: 1, soon: 1, mine: 1 }[f.id as string] ?? f.count;
    await route.fulfill({ response: real, json: body });
  });
}

test("the day's page: groups by deadline, keys, many taken at once, one lost to a colleague who is named", async () => {
  for (let i = 0; i < 8; i++) await handIn(await hall.another());
  const page = await desk(clerk);
  await busyDesk(page);
  await page.keyboard.press("r");
  const rows = page.getByRole("table");
  await rows.getByText("超1天").waitFor();
  await page.getByText("系统已核").waitFor();
  await clean(page, "day's page");
  await labelled(page, "day's page");
  await reachable(page, 24, "day's page");
  await fits(page, "day's page");
  await shoot(page, "worklist-today", false);
  await page.setViewportSize({ width: 1280, height: 800 });
  await fits(page, "day's page at 1280");
  await shoot(page, "worklist-today-1280", false);
  await page.setViewportSize({ width: 900, height: 800 });
  await fits(page, "day's page at 900");
  await shoot(page, "worklist-today-900", false);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.unroute("**/api/staff/cases?filter=today*");
  await page.keyboard.press("r");
  await rows.getByText("超1天").waitFor({ state: "detached" });

  // One is in the tab order, the arrows move it.
  assert.equal(await page.locator("tbody a.code[tabindex='0']").count(), 1);
  await page.keyboard.press("Home");
  for (const key of ["x", "Shift+J", "Shift+J", "Shift+ArrowDown"]) await page.keyboard.press(key);
  await page.getByText("选了4件").first().waitFor();
  await clean(page, "picked rows");
  await shoot(page, "worklist-picked", false);
  // A colleague of the same office is quicker with one of them: so the server says.
  const second = await page.locator("tbody tr:not(.grp) a.code").nth(1).innerText();
  await page.route("**/api/staff/cases/assign", async (route) => {
    const body = route.request().postDataJSON() as { numbers: string[] };
    const real = await route.fetch({ postData: JSON.stringify({ ...body, numbers: body.numbers.filter((n) => n !== second) }) });
    const json = await real.json();
    json.results.push({ number: second, result: "claimed", by: "陈晓" });
    await route.fulfill({ response: real, json });
  });
  await page.keyboard.press("m");
  await page.getByText(`认领了3件；${second}，刚被陈晓认领`).waitFor();
  await page.getByRole("alert").getByText("刚被陈晓认领").waitFor();
  await page.getByText("选了1件").first().waitFor();
  await clean(page, "order with a loss");
  await shoot(page, "worklist-lost", false);
  await page.unroute("**/api/staff/cases/assign");
  await page.getByRole("button", { name: "知道了" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: /我的/ }).click();
  await page.getByRole("heading", { level: 2, name: "我的" }).waitFor();
  await page.locator("tbody tr:not(.grp)").nth(2).waitFor();
  assert.equal(await page.locator("tbody tr:not(.grp)").count(), 3);
  await page.keyboard.press("a");
  await page.keyboard.press("u");
  await page.getByText("放回了3件").waitFor();
  await page.getByText("这里现在没有办件").waitFor();

  // N takes the most urgent free one and opens it.
  await page.getByRole("link", { name: /今天要办完/ }).click();
  await page.locator("tbody tr:not(.grp)").first().waitFor();
  const first = await page.locator("tbody tr:not(.grp) a.code").first().innerText();
  await page.keyboard.press("n");
  await opened(page, first);
  await page.getByRole("button", { name: /放回/ }).waitFor();
  await page.keyboard.press("m");
  await page.getByText("放回了1件").waitFor();
  await leave(page);
});

test("covers and receipts of several cases are printed, each page by itself", async () => {
  while ((await (await signIn(hall.url, clerk, "workbench")).call<{ cases: unknown[] }>("GET", "/staff/cases")).cases.length < 2) await handIn(await hall.another());
  const page = await desk(clerk);
  await page.locator("tbody tr:not(.grp)").nth(1).waitFor();
  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+J");
  await page.keyboard.press("p");
  await page.getByRole("heading", { level: 1, name: "办件封面" }).waitFor();
  await page.locator(".sheet").nth(1).waitFor();
  assert.equal(await page.locator(".sheet").count(), 2);
  await page.getByText("社保卡或银行存折首页").first().waitFor();
  await clean(page, "covers");
  await shoot(page, "worklist-covers", false);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".modules").isVisible(), false, "nothing but the sheets is on paper");
  await shoot(page, "worklist-covers-paper");
  await page.emulateMedia({ media: "screen" });
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "办件", exact: true }).waitFor();
  await leave(page);
});

test("a filter is judged at its character, saved, counted, shared and removed", async () => {
  await handIn(await hall.another());
  const page = await desk(clerk);
  await page.getByRole("button", { name: "存一个筛选" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "名字" }).fill("网上来的");
  const rule = dialog.getByRole("textbox", { name: "条件" });
  await rule.fill('channel == "web" and chekcs_open == 0');
  expects(page, /^request: 422 POST .*\/filters$/);
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.getByText("第22个字：没有这个名字，是不是 checks_open").waitFor();
  assert.equal(await rule.evaluate((t: HTMLTextAreaElement) => t.selectionStart), 21, "the place is selected");
  await clean(page, "filter with a fault");
  await shoot(page, "worklist-filter", false);
  await rule.fill('channel == "web" and ');
  await dialog.getByRole("button", { name: /^round/ }).click();
  assert.match(await rule.inputValue(), /and round$/);
  await rule.fill('channel == "web" and round == 1');
  await dialog.getByRole("combobox", { name: "谁能用" }).selectOption({ index: 1 });
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByText("“网上来的”已保存").waitFor();
  await page.getByRole("heading", { level: 2, name: "网上来的" }).waitFor();
  await page.locator("tbody tr:not(.grp)").first().waitFor();
  await page.getByRole("button", { name: "改“网上来的”" }).click();
  await page.getByRole("button", { name: "删除这个筛选" }).click();
  await page.getByText("“网上来的”已删除").waitFor();
  await leave(page);
});

test("people are found by their numbers, which stand in no address; who oversees sees hidden names", async () => {
  const number = await handIn(await signIn(hall.url, "P004", "web"));
  const page = await desk(clerk);
  const addresses: string[] = [];
  page.on("request", (r) => addresses.push(r.url()));
  const search = async (p: Page, words: string) => {
    await p.keyboard.press("/");
    await p.getByRole("searchbox").fill(words);
    await p.keyboard.press("Enter");
  };
  await search(page, "440622194402209917");
  await page.getByText("按证件号查").waitFor();
  await page.getByRole("link", { name: number }).waitFor();
  await clean(page, "found");
  await shoot(page, "worklist-found", false);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "核对" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByText("按证件号查").waitFor();
  await search(page, "13900000001");
  await page.getByText("按电话查").waitFor();
  await search(page, "440622194402209918");
  await page.getByText("没有查到").waitFor();
  await clean(page, "nothing found");
  assert.ok(!addresses.some((a) => /4406221944|1390000/.test(decodeURIComponent(a))), "no number in an address");
  await page.reload();
  await page.getByText("上次查的没有留下来").waitFor();
  await leave(page);
  const boss = await desk("supervisor");
  await search(boss, "440622194402209917");
  await boss.getByText("陈*年").first().waitFor();
  assert.equal(await boss.getByText("陈伯年").count(), 0);
  assert.equal(await boss.locator("input[type=checkbox]").count(), 0, "who oversees picks nothing");
  await leave(boss);
});

test("a paper is marked by keyboard and by mouse; the notice holds it, is judged, and reaches the applicant; the next submission shows what was changed", async () => {
  const elder = await hall.another();
  const number = await handIn(elder, { file: { name: "存折首页.png", type: "image/png", content: await drawing() }, answers: { account_holder: "陈柏年" } });
  const page = await desk(clerk);
  await page.goto(`${hall.url}/staff/cases/${number}`);
  await opened(page, number);
  await page.keyboard.press("a");
  await page.getByRole("group", { name: "标注框" }).waitFor();
  for (const key of ["ArrowUp", "ArrowUp", "ArrowLeft", "Shift+ArrowRight", "Enter"]) await page.keyboard.press(key);
  await page.keyboard.type("户名和老人的名字不一样");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("list", { name: "标注" }).getByText("户名和老人的名字不一样").waitFor();
  await page.getByRole("button", { name: /^标注 A/ }).click();
  const layer = page.locator(".mark-layer--draw");
  await layer.waitFor();
  const r = (await layer.boundingBox())!;
  await page.mouse.move(r.x + r.width * 0.1, r.y + r.height * 0.6);
  await page.mouse.down();
  await page.mouse.move(r.x + r.width * 0.6, r.y + r.height * 0.8, { steps: 4 });
  await page.mouse.up();
  await page.getByRole("textbox", { name: "哪里有问题" }).fill("账号看不清");
  await page.getByRole("button", { name: "存下标注" }).click();
  await page.getByRole("list", { name: "标注" }).getByText("账号看不清").waitFor();
  await page.getByRole("button", { name: "标注2：账号看不清" }).click();
  await clean(page, "marked paper");
  await fits(page, "marked paper");
  await shoot(page, "case-marked", false);
  await page.setViewportSize({ width: 1280, height: 800 });
  await fits(page, "marked paper at 1280");
  await shoot(page, "case-marked-1280", false);
  await page.setViewportSize({ width: 900, height: 800 });
  await fits(page, "marked paper at 900");
  await shoot(page, "case-marked-900", false);
  await page.setViewportSize({ width: 720, height: 450 }); // 1440 × 900 at 200 %
  await fits(page, "marked paper at 200 %");
  await page.setViewportSize({ width: 1440, height: 900 });

  // The columns stay where they are put.
  const bar = page.getByRole("separator", { name: "表单栏的宽度" });
  await bar.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
  const wide = await page.getByRole("region", { name: "表单" }).evaluate((e) => e.getBoundingClientRect().width);
  await page.reload();
  await opened(page, number);
  assert.equal(Math.round(await page.getByRole("region", { name: "表单" }).evaluate((e) => e.getBoundingClientRect().width)), Math.round(wide));
  await page.getByRole("list", { name: "标注" }).getByText("账号看不清").waitFor(); // a colleague would see it, too
  await page.keyboard.press("j");
  await page.keyboard.press("2");
  await page.getByText("有1项您说不相符").waitFor();

  await page.keyboard.press("c");
  await page.getByRole("heading", { level: 1, name: "补正材料通知书" }).waitFor();
  const points = page.getByRole("region", { name: "要告知的" });
  const deed = page.getByRole("region", { name: "通知书" });
  await deed.getByText(/户名和老人的名字不一样/).waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByText("先把这些办好").waitFor();
  await clean(page, "notice with faults");
  await labelled(page, "notice");
  await fits(page, "notice");
  await shoot(page, "notice-faults", false);
  for (const how of await points.getByRole("textbox", { name: "怎么改" }).all()) if (!(await how.inputValue())) await how.fill("换成老人本人账户的存折首页，重新拍照上传");
  await deed.getByText(/二、社保卡或银行存折首页：户名和老人的名字不一样。换成老人本人账户/).waitFor();
  await page.keyboard.press("Escape");
  await opened(page, number);
  await page.keyboard.press("c"); // what was typed is still there
  await deed.getByText(/换成老人本人账户/).first().waitFor();
  await clean(page, "notice");
  await shoot(page, "notice", false);
  await page.setViewportSize({ width: 1280, height: 800 });
  await fits(page, "notice at 1280");
  await shoot(page, "notice-1280", false);
  await fitsNarrow(page, "notice");
  await page.getByRole("button", { name: /送达申请人/ }).click();
  await page.getByText(`${number}已通知补正`).waitFor();
  await leave(page);

  const mended = await elder.call<{ id: string }>("POST", `/cases/${number}/amend`, {});
  const change = async (to: object) => {
    const { version } = await elder.call<{ version: number }>("GET", `/drafts/${mended.id}`);
    await elder.call("PATCH", `/drafts/${mended.id}`, { version, ...to });
  };
  await change({ answers: { account_holder: "陈伯年" } });
  for (let i = 0; i < 3; i++) {
    const { view } = await elder.call<{ view: { state: { blocked?: { kind: string; path: string }[] } } }>("GET", `/drafts/${mended.id}?as=submission`);
    const confirmed = (view.state.blocked ?? []).filter((b) => b.kind === "confirm").map((b) => b.path);
    if (confirmed.length > 0) await change({ confirmed });
  }
  await change({ sign: ["application"] });
  const { version } = await elder.call<{ version: number }>("GET", `/drafts/${mended.id}`);
  await elder.call("POST", `/drafts/${mended.id}/submit`, { version, key: `again-${mended.id}` });

  const again = await desk(clerk);
  await again.getByRole("link", { name: /补正回来的/ }).click();
  await again.getByRole("link", { name: number }).waitFor();
  await again.keyboard.press("Home");
  await again.keyboard.press("Enter");
  await opened(again, number);
  const changes = again.getByRole("region", { name: /这次改了/ });
  await changes.getByText("陈柏年").waitFor();
  await changes.getByText("陈伯年").waitFor();
  await clean(again, "resubmission");
  await shoot(again, "case-resubmitted", false);
  await again.getByRole("button", { name: /经过/ }).click();
  await again.getByRole("link", { name: "看第1次提交的" }).click();
  await again.getByText("这是第1次提交的内容").waitFor();
  await again.getByRole("region", { name: "表单" }).getByText("陈柏年").first().waitFor();
  await clean(again, "earlier round");
  await shoot(again, "case-round", false);
  await again.keyboard.press("Escape");
  await opened(again, number);
  await leave(again);
});

test("two on one case: each sees the other, the later one what happened, and what was typed stays; a claim closes the acts for others", async () => {
  const number = await handIn(await hall.another());
  const page = await desk(clerk);
  await page.route(`**/api/staff/cases/${number}/readers`, async (route) => {
    const real = await route.fetch();
    const body = await real.json();
    await route.fulfill({ response: real, json: { ...body, others: [{ name: "王晓梅", title: "桂城街道窗口人员", since: new Date().toISOString() }] } });
  });
  await page.goto(`${hall.url}/staff/cases/${number}`);
  await opened(page, number);
  await page.getByText("王晓梅也在看这件").waitFor();
  await page.keyboard.press("b");
  await page.getByRole("textbox", { name: /退回意见/ }).fill("请补照片");
  const colleague = await signIn(hall.url, clerk, "workbench");
  await colleague.call("POST", `/staff/cases/${number}/precheck`, { version: 1, pass: true, opinion: "", key: `colleague-${number}` });
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await page.getByRole("alert").getByText("办了：预审通过").waitFor();
  assert.equal(await page.getByRole("textbox", { name: /退回意见/ }).inputValue(), "请补照片");
  await clean(page, "moved on meanwhile");
  await shoot(page, "case-moved", false);
  await page.getByRole("button", { name: "看现在的" }).click();
  await page.getByRole("button", { name: /^收件并受理/ }).waitFor(); // the bar is that of the new state
  await leave(page);

  const other = await handIn(await hall.another());
  const late = await desk(clerk);
  await late.route(`**/api/staff/cases/${other}`, async (route) => {
    const real = await route.fetch();
    const body = (await real.json()) as StaffCase;
    body.case.claim = { name: "陈晓", at: new Date().toISOString() };
    await route.fulfill({ response: real, json: body });
  });
  await late.goto(`${hall.url}/staff/cases/${other}`);
  await opened(late, other);
  await late.locator(".acts__why").getByText(/陈晓.*认领了这件，您可以看，不能办/).waitFor();
  await late.keyboard.press("b");
  assert.equal(await late.getByRole("textbox", { name: /退回意见/ }).count(), 0);
  await late.keyboard.press("m");
  await late.getByRole("dialog").getByText("接过来要写明原因").waitFor();
  await late.getByRole("textbox", { name: "为什么接过来" }).fill("陈晓今天请假");
  await clean(late, "take over");
  await shoot(late, "case-take-over", false);
  await late.unroute(`**/api/staff/cases/${other}`);
  await late.keyboard.press("Enter");
  await late.getByText("认领了1件").waitFor();
  await late.getByRole("button", { name: /放回/ }).waitFor();
  await leave(late);
});
