/** On what a decision rests: each condition with what was seen of it and where that comes from. Pure. */
import type { PlanField, PlanStep, View } from "../../core/contract";
import type { StaffCase } from "../desk";
import { sourceOf, type Source } from "./form";
import type { Check } from "./checks";
import { fieldAt, namesIn, titleOf } from "./names";

/** One thing that was seen. */
export type Seen =
  | { kind: "value"; path: string; title: string; field: PlanField; value: unknown; source: Source }
  | { kind: "record"; title: string; found: boolean; count?: number; down: boolean; on?: string }
  | { kind: "paper"; path: string; title: string };

const MOST = 4;

/** What was seen of a condition: its values, else the registers that were asked; and its papers. */
export function seenOf(view: View, check: Check): Seen[] {
  const { plan, state } = view;
  const values = check.fields.flatMap((path): Seen[] => {
    const at = fieldAt(plan, path);
    const s = state.fields[path];
    if (!at || !s || s.is !== "value" || at.field.type === "table" && !at.column) return [];
    return [{ kind: "value", path, title: titleOf(plan, state, path), field: at.column ?? at.field, value: s.value, source: sourceOf(view, s) }];
  });
  const papers = check.materials.map((path): Seen => ({ kind: "paper", path, title: titleOf(plan, state, `materials.${path}`) }));
  return [...(values.length > 0 ? values : recordsOf(view, check)), ...papers].slice(0, MOST);
}

/** The registers that a rule asks. */
function recordsOf(view: View, check: Check): Seen[] {
  const rule = view.plan.rules?.find((r) => `rule.${r.id}` === check.id);
  const heads = [...new Set([...namesIn(rule?.that), ...namesIn(rule?.when)].map((n) => n.split(".")[0]!))];
  return heads.flatMap((head): Seen[] => {
    const f = view.state.facts?.[head];
    return f ? [{ kind: "record", title: view.sources[f.source] ?? titleOf(view.plan, view.state, head), found: f.is === "value" && f.count !== 0, count: f.count, down: f.down === true, on: f.at }] : [];
  });
}

/** A step of the way, as it stands. */
export interface Stage { id: string; title: string; is: "done" | "now" | "ahead"; who?: string; at?: string }

const ends: Record<string, string[]> = { precheck: ["precheck_pass", "intake"], receive: ["receive", "intake"], accept: ["accept", "deem"] };

/** The way of a case, from its submission to the result. */
export function stagesOf(page: StaffCase): Stage[] {
  const { plan, state } = page.view;
  const h = page.handling;
  const now = new Set(h.steps.map((s) => s.id));
  const ahead = new Set(h.ahead);
  const within = (s: PlanStep) => s.id !== "submit" && state.steps?.find((x) => x.id === s.id)?.in === "true";
  return (plan.steps ?? []).filter(within).flatMap((s): Stage[] => {
    if (now.has(s.id)) return [{ id: s.id, title: s.title, is: "now" }];
    if (ahead.has(s.id)) return [{ id: s.id, title: s.title, is: "ahead" }];
    const work = h.work?.filter((x) => x.step === s.id).at(-1);
    const event = [...page.timeline].reverse().find((t) => ends[s.id]?.includes(t.event));
    const done = work ? { who: work.name, at: work.at } : event && { who: event.actor, at: event.at };
    return done ? [{ id: s.id, title: s.title, is: "done", ...done }] : [];
  });
}

/** What was put down in a step: the values of its form. */
export function putDown(view: View, step: string): { field: PlanField; value: unknown }[] {
  return view.plan.fields.filter((f) => f.step === step && f.type !== "table").flatMap((field) => {
    const s = view.state.fields[`form.${field.id}`];
    return s?.shown && s.is === "value" ? [{ field, value: s.value }] : [];
  });
}
