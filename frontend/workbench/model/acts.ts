/** What can be done about a case, in one list whatever its state: pure, a page in, acts out. */
import type { StaffCase } from "../desk";
import type { WorkWords } from "../messages/zh";

/** How an event is ordered: the end of its address, and what is asked for it. */
export interface Shape { path: string; step?: string; reason?: boolean; hold?: boolean; amend?: boolean; office?: boolean; outcome?: string; label?: (w: WorkWords) => string }

/** What has a screen or a form of its own: a pre-examination, a notice of correction. */
const own: Shape = { path: "" };

const shapes: Record<string, Shape> = {
  precheck_pass: own,
  precheck_return: own,
  correct: own,
  receive: { path: "receive", step: "receive" },
  accept: { path: "accept", step: "accept" },
  not_accept: { path: "not-accept", reason: true },
  take_up: { path: "take-up" },
  finish: { path: "step" },
  special_on: { path: "special", hold: true },
  special_off: { path: "go-on" },
  suspend: { path: "suspend", hold: true },
  resume: { path: "go-on" },
  extend: { path: "extend", reason: true },
  grant: { path: "decision", step: "decide", outcome: "granted" },
  grant_part: { path: "decision", step: "decide", outcome: "partly", reason: true },
  send_back: { path: "send-back", reason: true, label: (w) => w.approval.sendBackReason },
  refuse: { path: "decision", step: "decide", outcome: "refused", reason: true },
  paid: { path: "payment", reason: true, label: (w) => w.receiptNo },
  issue: { path: "issue", step: "make" },
  send: { path: "send" },
  hand_over: { path: "delivery" },
  not_ours: { path: "transfer", reason: true },
  pass_on: { path: "transfer", reason: true, office: true },
  amend_ask: { path: "amendment", reason: true, amend: true },
  amend_drop: { path: "amendment/take-back", reason: true },
};

/** What leads on, the first of it first. */
const forward = ["precheck_pass", "accept", "receive", "take_up", "finish", "special_off", "resume", "grant", "paid", "issue", "hand_over", "send"];

/** One act, and why it is closed to who looks; "" where it is open. */
export interface Act { id: string; event: string; title: string; step?: string; shape: Shape; why: string }

/** All acts of this moment: those that lead on, and the others; in each what is open first. */
export function actsOf(page: StaffCase, w: WorkWords, closed = ""): { main: Act[]; more: Act[] } {
  const all = page.handling.may.filter((m) => shapes[m.event]).map((m): Act => ({
    id: `${m.event} ${m.step ?? ""}`, event: m.event, step: m.step ?? shapes[m.event]!.step, shape: shapes[m.event]!,
    why: m.why ? [m.why, whoMay(m, w)].filter(Boolean).join(w.semicolon) : closed,
    title: m.event === "accept" && page.case.state === "precheck_passed" ? w.receiveAndAccept : m.event === "precheck_pass" ? w.pass : m.event === "precheck_return" ? w.giveBack
      : m.event === "finish" ? page.handling.steps.find((s) => s.id === m.step)?.title ?? m.title : m.title,
  }));
  const rank = (a: Act) => (a.why ? 100 : 0) + forward.indexOf(a.event);
  const shut = (a: Act) => (a.why ? 1 : 0);
  return {
    main: all.filter((a) => forward.includes(a.event)).sort((a, b) => rank(a) - rank(b)),
    more: all.filter((a) => !forward.includes(a.event)).sort((a, b) => shut(a) - shut(b)),
  };
}

/** Who may do an act at the office of the case: 谁能办：梁巧儿（窗口人员）. */
function whoMay(m: StaffCase["handling"]["may"][number], w: WorkWords): string {
  const who = (m.who ?? []).flatMap((x) => (x.names.length > 0 ? x.names.map((n) => `${n}${w.bracketed(x.title)}`) : [x.title]));
  return who.length > 0 ? `${w.staff.whoMay}${w.colon}${who.join(w.comma)}` : "";
}

/** Why an event can't be ordered now by who looks; "" where it can. */
export function whyNot(page: StaffCase, event: string, w: WorkWords): string {
  const m = page.handling.may.find((x) => x.event === event);
  if (!m) return w.notNow(page.case.stateTitle);
  return m.why ? [m.why, whoMay(m, w)].filter(Boolean).join(w.semicolon) : "";
}

/** The event by which a notice of correction is ordered: a return before receipt, a correction after. */
export const noticeEvent = (page: StaffCase) => (page.case.state === "submitted" ? "precheck_return" : "correct");
