import assert from "node:assert/strict";
import { test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { handIn, pdf, signIn, type Client } from "../workbench/hall";
import { clean, fits, leave, open, shoot, withBrowser } from "./browser";

/** A member of staff before a case. */
async function desk(b: Browser, url: string, account: string, number: string): Promise<Page> {
  const page = await open(b, `${url}/staff/`, 1440, 900);
  await page.locator(".account", { hasText: new RegExp(`${account}(?!\\d)`) }).click();
  await page.getByRole("heading", { name: "办件", exact: true }).waitFor();
  await page.goto(`${url}/staff/cases/${number}`);
  await page.getByRole("heading", { level: 1, name: number }).waitFor();
  return page;
}

/** Opens an act, fills in what it asks with 合格 and 是, and sends it. */
async function act(page: Page, name: string | RegExp, how: { answer?: string; opinion?: string; fill?: Record<string, string>; shot?: string } = {}): Promise<void> {
  await page.getByRole("button", { name }).first().click();
  const form = page.locator("form.opinion--act");
  await form.waitFor();
  for (const one of await form.locator(".choice", { hasText: /^(合格|是)$/ }).all()) await one.click();
  for (const [label, text] of Object.entries(how.fill ?? {})) await form.getByLabel(label).fill(text);
  if (how.answer) await form.getByText(how.answer, { exact: true }).click();
  if (how.opinion) await form.locator("#act-opinion").fill(how.opinion);
  if (how.shot) {
    await clean(page, how.shot);
    await fits(page, how.shot);
    await shoot(page, how.shot, false);
  }
  await form.getByRole("button", { name: /^确认/ }).click();
  await form.waitFor({ state: "detached" });
}

/** Decides from the keyboard: the outcome by its figure, the reason, and the signature once the text stands there. */
async function decide(page: Page, key: "1" | "2" | "3", opinion: string, shot?: string): Promise<void> {
  const side = page.getByRole("complementary", { name: "决定" });
  await side.waitFor();
  await page.keyboard.press(key);
  await page.locator("#act-opinion").fill(opinion);
  await side.locator(".deed", { hasText: opinion }).waitFor();
  if (shot) {
    await clean(page, shot);
    await fits(page, shot);
    await shoot(page, shot, false);
  }
  await page.keyboard.press("Control+Enter");
  await side.waitFor({ state: "detached" });
}

/** Passes pre-examination over the API: its own journey walks the screen. */
async function precheck(url: string, clerk: string, number: string): Promise<void> {
  const c = await signIn(url, clerk, "workbench");
  const path = `/staff/cases/${number}`;
  const page = await c.call<{ case: { version: number }; view: { plan: { fields: { id: string; step?: string; point?: unknown }[] }; state: { rules?: Record<string, { result: string }>; review?: string[]; materials?: Record<string, { state: string }>; fields: Record<string, { shown: boolean }> } } }>("GET", path);
  const { plan, state } = page.view;
  const open = [
    ...Object.entries(state.rules ?? {}).filter(([, r]) => r.result !== "true" && r.result !== "off").map(([id]) => `rule.${id}`),
    ...(state.review ?? []).map((n) => `review.${n}`),
    ...Object.entries(state.materials ?? {}).filter(([, m]) => m.state === "promised").map(([p]) => `promise.${p}`),
    ...plan.fields.filter((f) => f.point && f.step === "precheck" && state.fields[`form.${f.id}`]?.shown).map((f) => `point.${f.id}`),
  ];
  await c.call("POST", `${path}/precheck`, { version: page.case.version, pass: true, opinion: "", findings: Object.fromEntries(open.map((id) => [id, "fits"])), key: `journey-${number}` });
}

/** The applicant looks at the case on a telephone. */
async function seen(b: Browser, url: string, account: string | RegExp, number: string, name: string, say: RegExp): Promise<void> {
  const page = await open(b, `${url}/sign-in?to=${encodeURIComponent(`/cases/${number}`)}`, 390, 844);
  await page.waitForSelector(".people");
  await page.getByRole("button", { name: account }).first().click();
  await page.locator(".case-head .tag", { hasText: say }).waitFor();
  await clean(page, `${name} on a telephone`);
  await fits(page, `${name} on a telephone`);
  await shoot(page, `${name}-390`);
  await leave(page);
}

/** The visit with the originals is booked from the page of the case. */
async function visit(b: Browser, url: string, account: RegExp, number: string): Promise<void> {
  const page = await open(b, `${url}/sign-in?to=${encodeURIComponent(`/cases/${number}`)}`, 390, 844);
  await page.waitForSelector(".people");
  await page.getByRole("button", { name: account }).first().click();
  await page.getByRole("link", { name: "去预约" }).click();
  await page.getByRole("group", { name: "哪天来" }).locator("label:has(input:enabled)").first().click();
  await page.getByRole("group", { name: /上午|下午/ }).locator("label:has(input:enabled)").first().click();
  await page.getByRole("button", { name: "就约这个时段" }).click();
  await page.getByRole("heading", { name: /^约好了/ }).waitFor();
  await clean(page, "handling-booked");
  await shoot(page, "handling-booked-390");
  await page.getByRole("link", { name: `办件${number}` }).click();
  await page.getByText(/您约了.*到场/).waitFor();
  await leave(page);
}

/** Fills in an item over the API: its own journey walks the screens. */
async function apply(c: Client, item: string, answers: Record<string, unknown>, more: Record<string, unknown>, files: string[]): Promise<string> {
  const { id } = await c.call<{ id: string }>("POST", "/drafts", { item });
  const change = async (to: Record<string, unknown>) => {
    const { version } = await c.call<{ version: number }>("GET", `/drafts/${id}`);
    await c.call("PATCH", `/drafts/${id}`, { version, ...to });
  };
  await change({ answers });
  await change(more);
  for (const m of files) await c.upload(`/drafts/${id}/files?material=${encodeURIComponent(m)}`, `${m}.pdf`, "application/pdf", pdf);
  const d = await c.call<{ view: { state: { blocked?: { kind: string; path: string }[]; materials: Record<string, { state: string; signer?: string }> }; plan: { materials: { id: string; made?: boolean; sign?: unknown }[] } } }>("GET", `/drafts/${id}?as=submission`);
  await change({ confirmed: (d.view.state.blocked ?? []).filter((x) => x.kind === "confirm").map((x) => x.path) });
  const sign = d.view.plan.materials.filter((m) => m.made && m.sign && d.view.state.materials[m.id]?.state === "needed").map((m) => m.id);
  if (sign.length > 0) await change({ sign });
  const { version } = await c.call<{ version: number }>("GET", `/drafts/${id}`);
  return (await c.call<{ case: { number: string } }>("POST", `/drafts/${id}/submit`, { version, key: `journey-${id}` })).case.number;
}

/** The applicant mends on the screen: exactly what the notice names is open, with its reason beside it. */
async function mend(b: Browser, url: string, c: Client, number: string): Promise<void> {
  const { id } = await c.call<{ id: string }>("POST", `/cases/${number}/amend`, {});
  const patch = async (change: Record<string, unknown>) => {
    const { version } = await c.call<{ version: number }>("GET", `/drafts/${id}`);
    await c.call("PATCH", `/drafts/${id}`, { version, ...change });
  };
  const { returned } = await c.call<{ returned: { parts: { path: string }[]; locked: string[] } }>("GET", `/drafts/${id}`);
  assert.deepEqual(returned.parts.map((p) => p.path), ["form.emergency_phone", "materials.bank_book"]);
  assert.ok(returned.locked.includes("form.account_no") && !returned.locked.includes("form.emergency_phone"));
  await assert.rejects(patch({ answers: { account_no: "6222020000000000059" } }), /422/, "what the notice doesn't name stays");
  const page = await open(b, `${url}/sign-in?to=${encodeURIComponent(`/drafts/${id}`)}`, 1280, 800);
  await page.waitForSelector(".people");
  await page.getByRole("button", { name: "用陈伯年登录" }).first().click();
  const phone = page.getByRole("textbox", { name: /紧急联系人电话/ });
  await phone.waitFor();
  assert.match(await page.locator(".field", { has: phone }).innerText(), /电话打不通.*填打得通的号码/s, "the reason stands beside its field");
  assert.equal(await page.getByRole("textbox", { name: /银行账号|账号/ }).count(), 0, "what isn't named can't be typed");
  await clean(page, "what is to be mended");
  await shoot(page, "handling-mend");
  await phone.fill("13900000002");
  await page.getByText(/已保存/).first().waitFor();
  await leave(page);
  const old = (await c.call<{ files: Record<string, { id: string }[]> }>("GET", `/drafts/${id}`)).files.bank_book![0]!.id;
  await c.call("DELETE", `/drafts/${id}/files/${old}`);
  await c.upload(`/drafts/${id}/files?material=bank_book`, "存折首页-清楚.pdf", "application/pdf", new Uint8Array([...pdf, 10])); // other bytes: another file
  await patch({ sign: ["application"] });
  const { version } = await c.call<{ version: number }>("GET", `/drafts/${id}`);
  await c.call("POST", `/drafts/${id}/submit`, { version, key: `journey-${id}` });
}

test("fully online: the old-age allowance, corrected once, from submission to the result", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const chen = await signIn(url, "P004", "web");
    const number = await handIn(chen);
    const clerk = "clerk-440605011";
    await precheck(url, clerk, number);
    let page = await desk(b, url, clerk, number);
    await act(page, /^收件( |$)/);
    // One notice that says all: a value and a paper, each with what is wrong and how to mend it.
    await page.getByRole("button", { name: /^告知补正/ }).click();
    await page.getByRole("heading", { level: 1, name: "补正材料通知书" }).waitFor();
    for (const [place, reason, how] of [["紧急联系人电话", "电话打不通", "填打得通的号码"], ["社保卡或银行存折首页", "照片里的账号看不清", "对着光重新拍照上传"]] as const) {
      await page.getByRole("button", { name: /^再加一项/ }).click();
      const point = page.locator(".points__list > li").last();
      await point.getByLabel("关于哪一处").selectOption({ label: place });
      await point.getByLabel("哪里有问题").fill(reason);
      await point.getByLabel("怎么改").fill(how);
    }
    const opens = page.getByRole("region", { name: "申请人能改的" });
    assert.deepEqual(await opens.getByRole("listitem").allInnerTexts(), ["紧急联系人电话", "社保卡或银行存折首页"]);
    await page.getByText("一、紧急联系人电话：电话打不通。填打得通的号码。").waitFor();
    await page.getByRole("radio", { name: /^15日/ }).check();
    await clean(page, "a notice of correction");
    await fits(page, "a notice of correction");
    await shoot(page, "handling-correction", false);
    await page.keyboard.press("Control+Enter");
    await page.getByText(`${number}已通知补正`).waitFor();
    await leave(page);
    await seen(b, url, "用陈伯年登录", number, "handling-corrected", /补正/);
    await mend(b, url, chen, number);
    page = await desk(b, url, clerk, number);
    const changes = page.getByRole("region", { name: /这次改了/ });
    await changes.getByText("13900000001").waitFor();
    await changes.getByText("13900000002").waitFor();
    await changes.getByText("存折首页-清楚.pdf").waitFor();
    assert.equal(await changes.getByRole("listitem").count(), 2, "nothing else was changed");
    await clean(page, "what was corrected");
    await shoot(page, "handling-differences", false);
    await leave(page);
    page = await desk(b, url, clerk, number);
    await act(page, /^受理/, { shot: "handling-accept" });
    await leave(page);
    page = await desk(b, url, "approver", number);
    await act(page, /^村（社区）核实/, { answer: "见到本人，情况属实", shot: "handling-step" });
    await act(page, /^镇街审核/);
    await leave(page);
    // Who decides sends it back first: the examiner sees why.
    page = await desk(b, url, "leader", number);
    await page.getByRole("complementary", { name: "决定" }).waitFor();
    await clean(page, "approval");
    await fits(page, "approval");
    await shoot(page, "handling-approval", false);
    await page.keyboard.press("b");
    await page.locator("#act-opinion").fill("请再核对居住情况");
    await page.keyboard.press("Control+Enter");
    await page.getByText(`${number}已退回审查`).waitFor();
    await leave(page);
    page = await desk(b, url, "approver", number);
    await page.getByText("请再核对居住情况").waitFor();
    await act(page, /^镇街审核/, { opinion: "已核对，和子女同住" });
    await leave(page);
    page = await desk(b, url, "leader", number);
    await page.getByText("已核对，和子女同住").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("w");
    await page.getByRole("dialog", { name: /^为什么/ }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await decide(page, "1", "同意发放", "handling-decide");
    await page.getByText("已办结（准予）").first().waitFor();
    await shoot(page, "handling-done", false);
    await leave(page);
    await seen(b, url, "用陈伯年登录", number, "handling-result", /已办结（准予）/);
  });
});

test("front verification: a bookshop, its original seen at the window, refused with reasons and remedies", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const c = await signIn(url, "P008", "web", "", "organisation/L05");
    const number = await apply(c, "publication_retail", { trade: "retail", channel: "shop", way: "normal", place_area: "60.5", place_kind: "premises", place_right: "rent",
      lease_end: "2028-06-30", retail_scope: ["books", "periodicals"], staff_count: 3, deliver: "electronic" }, { formOf: { place_proof: "租赁合同" } }, ["place_proof"]);
    await precheck(url, "clerk-440605", number);
    await seen(b, url, /^用佛山市南海区樵山文旅发展有限公司登录/, number, "handling-visit", /预审通过/);
    await visit(b, url, /^用佛山市南海区樵山文旅发展有限公司登录/, number);
    let page = await desk(b, url, "clerk-440605", number);
    await act(page, /^收件/, { shot: "handling-originals" });
    await act(page, /^受理/);
    await leave(page);
    page = await desk(b, url, "approver", number);
    await act(page, /^审查/, { answer: "不同意，拟不予许可", opinion: "场所证明已过期" });
    await leave(page);
    page = await desk(b, url, "leader", number);
    await page.getByRole("region", { name: /意见/ }).getByText("审查环节建议不予许可").waitFor();
    await page.getByRole("complementary", { name: "决定" }).waitFor();
    await page.keyboard.press("2");
    await page.keyboard.press("Control+Enter");
    await page.getByText("请写明理由").waitFor();
    await decide(page, "2", "场所证明已过期，没有固定的经营场所", "handling-refuse");
    await page.getByText("不予许可").first().waitFor();
    await leave(page);
    await seen(b, url, /^用佛山市南海区樵山文旅发展有限公司登录/, number, "handling-refused", /不予许可/);
  });
});

test("back verification: a restaurant, looked at on the spot; its licence is there for the next item", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const c = await signIn(url, "P007", "web", "", "organisation/L04");
    const number = await apply(c, "food_business_licence_new", { trade: "catering", online: false, items_catering: ["hot"], shop_sign: "古丽手抓饭", premises_area: "80.5",
      kitchen_area: "25", pollution_distance_m: 60, premises_right: "rent", lease_end: "2028-04-30",
      equipment: [{ _row: "e1", device: "消毒柜", count: 1, place: "厨房", purpose: "餐具消毒" }],
      safety_managers: [{ _row: "m1", name: "阿依古丽·买买提", no: "650102199503219902", post: "officer", full_time: "full", manager_phone: "13900000007" }],
      staff_count: 3, health_cert_count: 3, systems: ["self_check", "staff_health", "purchase_check"], promise_truth: true, deliver: "electronic" },
    { promised: ["premises_proof"] }, ["layout_plan"]);
    await precheck(url, "clerk-440605126", number);
    let page = await desk(b, url, "clerk-440605126", number);
    await act(page, /^收件并受理/);
    await leave(page);
    page = await desk(b, url, "approver", number);
    await act(page, /^审查/);
    await leave(page);
    page = await desk(b, url, "inspector", number);
    await act(page, /^现场核查/, { answer: "同意", fill: { 实测经营场所面积: "80.5" }, shot: "handling-inspect" });
    await leave(page);
    page = await desk(b, url, "leader", number);
    await page.getByRole("article", { name: /食品经营许可证/ }).or(page.getByText("选了决定").first()).first().waitFor();
    await decide(page, "1", "同意", "handling-licence-decide");
    await page.getByText("已办结（准予）").first().waitFor();
    await leave(page);
    await seen(b, url, /^用佛山市南海区古丽手抓饭店登录/, number, "handling-licence", /已办结（准予）/);
    // Whoever evaluates next finds it: a second permit for the same place is no more to be had.
    const { id } = await c.call<{ id: string }>("POST", "/drafts", { item: "food_business_licence_new" });
    const text = JSON.stringify(await c.call("GET", `/drafts/${id}`));
    assert.match(text, /FOOD_PERMIT-/);
  });
});

test("originals first: a lorry and its driver, received at the window, extended and granted", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const c = await signIn(url, "P012", "web", "", "organisation/L06");
    const number = await apply(c, "road_freight_permit", { all_light: false, fleet: "owned", scopes: ["general"],
      vehicles: [{ _row: "v1", plate_no: "粤EX0001", grade: "one", gps_terminal: "GD00000001" }],
      drivers: [{ _row: "d1", name: "郭子睿", no: "431122199001319917", mobile: "13900000029", docs_by: "upload", file_no: "440619900131", vehicle_class: "A2",
        cert_no: "4406190013100029", cert_category: "道路货物运输驾驶员", cert_until: "2029-03-01" }],
      safety_manager: "麦志远", safety_manager_phone: "13900000012", safety_systems: ["duty", "operation", "supervision", "people"], deliver: "electronic" },
    {}, ["grade_proof[v1]", "driver_licence_doc[d1]", "driver_cert_doc[d1]", "safety_rules"]);
    await precheck(url, "clerk-440605", number);
    let page = await desk(b, url, "clerk-440605", number);
    await act(page, /^收件/);
    await act(page, /^受理/);
    await leave(page);
    page = await desk(b, url, "leader", number);
    await act(page, /^延长办理期限/, { opinion: "车辆较多，要逐台核对" });
    await leave(page);
    page = await desk(b, url, "approver", number);
    await act(page, /^审查/, { answer: "同意" });
    await leave(page);
    page = await desk(b, url, "leader", number);
    await decide(page, "1", "同意");
    await page.getByText("已办结（准予）").first().waitFor();
    await leave(page);
    await seen(b, url, /^用佛山市南海区远鸿物流有限公司登录/, number, "handling-freight", /已办结（准予）/);
  });
});
