/** What staff do with a case, over the API: for journeys whose own matter is another. */
import assert from "node:assert/strict";
import { signIn, type Client } from "../workbench/hall";

interface May { event: string; step?: string; may: boolean }

interface StaffPage {
  case: { version: number; state: string; stateTitle: string };
  handling: { may: May[]; steps: { id: string; answers?: { code: string; corrects?: boolean }[] }[] };
  view: {
    plan: { fields: { id: string; type: string; step?: string; point?: unknown }[] };
    state: { rules?: Record<string, { result: string }>; review?: string[]; materials?: Record<string, { state: string }>; fields: Record<string, { shown: boolean }> };
  };
}

const at = (number: string) => `/staff/cases/${number}`;

/** Finds every check that the system left open to fit. */
function found(page: StaffPage): Record<string, "fits"> {
  const { plan, state } = page.view;
  const open = [
    ...Object.entries(state.rules ?? {}).filter(([, r]) => r.result !== "true" && r.result !== "off").map(([id]) => `rule.${id}`),
    ...(state.review ?? []).map((n) => `review.${n}`),
    ...Object.entries(state.materials ?? {}).filter(([, m]) => m.state === "promised").map(([p]) => `promise.${p}`),
    ...plan.fields.filter((f) => f.point && f.step === "precheck" && state.fields[`form.${f.id}`]?.shown).map((f) => `point.${f.id}`),
  ];
  return Object.fromEntries(open.map((id) => [id, "fits"]));
}

/** Passes pre-examination. */
export async function precheck(url: string, clerk: string, number: string): Promise<void> {
  const c = await signIn(url, clerk, "workbench");
  const page = await c.call<StaffPage>("GET", at(number));
  await c.call("POST", `${at(number)}/precheck`, { version: page.case.version, pass: true, opinion: "", findings: found(page), key: `journey-${number}` });
}

/** Sends it back before it is received: one value, with what is wrong and how to mend it. */
export async function giveBack(url: string, clerk: string, number: string, path: string, reason: string, mend: string): Promise<void> {
  const c = await signIn(url, clerk, "workbench");
  const { case: k } = await c.call<StaffPage>("GET", at(number));
  await c.call("POST", `${at(number)}/precheck`, { version: k.version, pass: false, opinion: "", parts: [{ path, reason, mend }], key: `journey-${number}` });
}

/** What is done for an event, the first of these that is open. */
const ways: [event: string, act: (c: Client, number: string, page: StaffPage, step: string) => Promise<[path: string, body: object]>][] = [
  ["precheck_pass", async (_, __, page) => ["precheck", { pass: true, opinion: "", findings: found(page) }]],
  ["receive", async (_, __, page) => ["receive", { answers: points(page, "receive") }]],
  ["accept", async (_, __, page) => ["accept", { answers: points(page, "accept") }]],
  ["finish", async (_, __, page, step) => ["step", { step, answer: page.handling.steps.find((s) => s.id === step)?.answers?.find((a) => !a.corrects)?.code ?? "", answers: points(page, step) }]],
  ["grant", async (c, number, page) => {
    const body = { outcome: "granted", opinion: "同意", answers: points(page, "decide") };
    const { digest } = await c.call<{ digest: string }>("POST", `${at(number)}/decision/preview`, body);
    return ["decision", { ...body, shown: digest }];
  }],
  ["issue", async (_, __, page) => ["issue", { answers: points(page, "make") }]],
  ["hand_over", async (_, __, page) => ["delivery", { answers: points(page, "deliver") }]],
];

/** What is filled in at a step: every finding is good, and yes is the answer to what is asked with yes and no. */
const points = (page: StaffPage, step: string) =>
  Object.fromEntries(page.view.plan.fields.filter((f) => f.step === step && (f.type === "finding" || f.type === "boolean") && page.view.state.fields[`form.${f.id}`]?.shown)
    .map((f) => [f.id, f.type === "finding" ? "pass" : true]));

/** Walks a case on, each step by whoever may, until nothing is left that leads on, or the next would be `before`. Gives the state. */
export async function handle(url: string, number: string, clerk: string, before = ""): Promise<string> {
  const staff: Client[] = [];
  for (const account of [clerk, "approver", "inspector", "leader"]) staff.push(await signIn(url, account, "workbench"));
  for (let n = 0; n < 20; n++) {
    let done = "";
    let state = "";
    for (const c of staff) {
      const page = await c.call<StaffPage>("GET", at(number));
      state = page.case.state;
      const way = ways.flatMap(([event, act]) => page.handling.may.filter((m) => m.event === event && m.may).map((m) => ({ act, m })))[0];
      if (!way) continue;
      if (way.m.event === before) return state;
      const [path, body] = await way.act(c, number, page, way.m.step ?? "");
      await c.call("POST", `${at(number)}/${path}`, { version: page.case.version, key: `journey-${number}-${n}`, ...body });
      done = way.m.event;
      break;
    }
    if (!done) return state;
  }
  return assert.fail(`${number} never comes to an end`);
}
