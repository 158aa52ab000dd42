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
