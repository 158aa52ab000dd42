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

test("fully online: the old-age allowance, corrected once, from submission to the result", { timeout: 240_000 }, async () => {
  await withBrowser(async (b, url) => {
    const chen = await signIn(url, "P004", "web");
    const number = await handIn(chen);
    const clerk = "clerk-440605011";
    await precheck(url, clerk, number);
    let page = await desk(b, url, clerk, number);
    await act(page, /^收件( |$)/);
    await page.getByRole("button", { name: "告知补正" }).click();
    const form = page.locator("form.opinion--act");
    await form.getByLabel("再加一项").selectOption({ label: "紧急联系人电话" });
    await form.getByLabel("哪里不符").first().fill("打不通");
    await form.getByLabel("怎么改").first().fill("填打得通的号码");
    await clean(page, "a notice of correction");
    await shoot(page, "handling-correction", false);
    await form.getByRole("button", { name: /^确认/ }).click();
    await form.waitFor({ state: "detached" });
    await leave(page);
    await seen(b, url, "用陈伯年登录", number, "handling-corrected", /补正/);
    const { id } = await chen.call<{ id: string }>("POST", `/cases/${number}/amend`, {});
    const { version } = await chen.call<{ version: number }>("GET", `/drafts/${id}`);
    await chen.call("PATCH", `/drafts/${id}`, { version, sign: ["application"] });
    await chen.call("POST", `/drafts/${id}/submit`, { version: version + 1, key: `journey-${id}` });
    page = await desk(b, url, clerk, number);
    await act(page, /^受理/, { shot: "handling-accept" });
    await leave(page);
    page = await desk(b, url, "approver", number);
    await act(page, /^村（社区）核实/, { answer: "见到本人，情况属实", shot: "handling-step" });
    await act(page, /^镇街审核/);
    await leave(page);
    page = await desk(b, url, "leader", number);
    await act(page, /^准予/, { opinion: "同意", shot: "handling-decide" });
    await page.getByText("已办结（准予）").first().waitFor();
    await shoot(page, "handling-done", false);
    await leave(page);
    await seen(b, url, "用陈伯年登录", number, "handling-result", /已办结（准予）/);
  });
});

test("front verification: a bookshop, its original seen at the window, refused with reasons and remedies", { timeout: 240_000 }, async () => {
  await withBrowser(async (b, url) => {
    const c = await signIn(url, "P008", "web", "", "organisation/L05");
    const number = await apply(c, "publication_retail", { trade: "retail", channel: "shop", way: "normal", place_area: "60.5", place_kind: "premises", place_right: "rent",
      lease_end: "2028-06-30", retail_scope: ["books", "periodicals"], staff_count: 3, deliver: "electronic" }, { formOf: { place_proof: "租赁合同" } }, ["place_proof"]);
    await precheck(url, "clerk-440605", number);
    await seen(b, url, /^用佛山市南海区樵山文旅发展有限公司登录/, number, "handling-visit", /预审通过/);
    let page = await desk(b, url, "clerk-440605", number);
    await act(page, /^收件/, { shot: "handling-originals" });
    await act(page, /^受理/);
    await leave(page);
    page = await desk(b, url, "approver", number);
    await act(page, /^审查/, { answer: "不同意，拟不予许可", opinion: "场所证明已过期" });
    await leave(page);
    page = await desk(b, url, "leader", number);
    await page.getByText("审查环节建议不予许可").waitFor();
    await act(page, /^不予许可/, { opinion: "场所证明已过期，没有固定的经营场所", shot: "handling-refuse" });
    await page.getByText("不予许可").first().waitFor();
    await leave(page);
    await seen(b, url, /^用佛山市南海区樵山文旅发展有限公司登录/, number, "handling-refused", /不予许可/);
  });
});

test("back verification: a restaurant, looked at on the spot; its licence is there for the next item", { timeout: 240_000 }, async () => {
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
    await act(page, /^准予/, { opinion: "同意" });
    await page.getByText("已办结（准予）").first().waitFor();
    await leave(page);
    await seen(b, url, /^用佛山市南海区古丽手抓饭店登录/, number, "handling-licence", /已办结（准予）/);
    // Whoever evaluates next finds it: a second permit for the same place is no more to be had.
    const { id } = await c.call<{ id: string }>("POST", "/drafts", { item: "food_business_licence_new" });
    const text = JSON.stringify(await c.call("GET", `/drafts/${id}`));
    assert.match(text, /FOOD_PERMIT-/);
  });
});

test("originals first: a lorry and its driver, received at the window, extended and granted", { timeout: 240_000 }, async () => {
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
    await act(page, /^准予/, { opinion: "同意" });
    await page.getByText("已办结（准予）").first().waitFor();
    await leave(page);
    await seen(b, url, /^用佛山市南海区远鸿物流有限公司登录/, number, "handling-freight", /已办结（准予）/);
  });
});
