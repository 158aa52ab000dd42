/** Twin of engine/eval/handling.go: steps, visits, limits, fee, dispatch. */
import type { LimitState, PlanSpan, State, StepState } from "../contract";
import { dayText, type Day, type Period } from "../value/dates";
import { decimal } from "../value/number";
import { union } from "../value/names";
import { Kind, NO, bool, isTrue, namesOf, unknown, type Value } from "../value/value";
import { reviewNames, type Writer } from "./blocks";
import { choose } from "./fields";
import type { Session } from "./session";

const possible = (v: Value): boolean => isTrue(v) || v.k === Kind.Unknown;

/** A condition for the state; empty is no. */
const word = (v: Value): StepState["in"] => (v.k === Kind.Unknown ? "unknown" : isTrue(v) ? "true" : "false");

/** How the case will be handled; a person looks where that is not decided. */
export function handling(w: Writer): void {
  const { s, out } = w;
  fee(s, out);
  steps(s, out);
  limit(s, out);
  dispatch(s, out);
  for (const part of [out.fee, ...out.steps ?? [], out.limit, out.dispatch]) reviewNames(w, part?.missing ?? []);
  if (s.prog.instant) reviewNames(w, namesOf(s.prog.instant(s.frame)));
}

/** Which steps belong to the case, and how often the applicant must come. */
function steps(s: Session, out: State): void {
  s.prog.steps.forEach((p, i) => {
    const def = s.prog.plan.steps![i]!;
    // pay is left out where there is nothing to pay.
    const at = def.id === "pay" && !p.when ? toPay(out.fee) : s.holds(p.when);
    const visit = p.visit && possible(at) ? p.visit(s.frame) : NO, names = union(namesOf(at), namesOf(visit));
    const st: StepState = { id: def.id, in: word(at) };
    if (p.visit) st.visit = word(visit);
    if (names.length) st.missing = [...names];
    (out.steps ??= []).push(st);
    if (isTrue(at) && isTrue(visit)) out.visits.min++;
    if (possible(at) && possible(visit)) out.visits.max++;
  });
}

function toPay(f: State["fee"]): Value {
  return f?.missing ? unknown(f.missing) : bool(f !== undefined && f.amount !== "0");
}

/** The time limits: the first entry that holds. */
function limit(s: Session, out: State): void {
  for (let i = 0; i < s.prog.limits.length; i++) {
    const v = s.holds(s.prog.limits[i]);
    if (v.k === Kind.Unknown) {
      out.limit = { missing: [...v.v] };
      limitRange(s, out.limit, i);
      return;
    }
    if (!isTrue(v)) continue;
    const l = s.prog.plan.limits![i]!;
    out.limit = { statutory: spanText(l.statutory), promised: spanText(l.promised), extend: spanText(l.extend) };
    const due = dueOf(s, l.promised);
    if (due !== undefined) {
      out.limit.due = dayText(due);
      if (l.promised?.unit === "wd" && s.prog.calendar.estimated(due)) out.limit.estimated = true;
    }
    return;
  }
}

/** The shortest and the longest promise that may come of the entries from the first that is not decided. */
function limitRange(s: Session, out: LimitState, from: number): void {
  let first = Infinity, last = -Infinity;
  for (let i = from; i < s.prog.limits.length; i++) {
    const v = s.holds(s.prog.limits[i]), { promised } = s.prog.plan.limits![i]!, due = dueOf(s, promised);
    if (possible(v) && due !== undefined) {
      if (due < first) [first, out.least] = [due, spanText(promised)];
      if (due > last) [last, out.most] = [due, spanText(promised)];
    }
    if (isTrue(v)) return;
  }
}

/** The last day of a span that begins on a day. */
export const after = (s: Session, day: Day, span: PlanSpan): Day | undefined => s.prog.calendar.add(day, spanPeriod(span));

const dueOf = (s: Session, span: PlanSpan | undefined): Day | undefined => span && after(s, s.today, span);

function spanPeriod({ n, unit }: PlanSpan): Period {
  const of = (u: PlanSpan["unit"]): number => (u === unit ? n : 0);
  return { years: of("y"), months: of("mo"), days: of("d"), workdays: of("wd") };
}

const spanText = (s: PlanSpan | undefined): string | undefined => s && `${s.n}${s.unit}`;

function fee(s: Session, out: State): void {
  const [v] = choose(s, s.prog.fees);
  if (v.k === Kind.Unknown) out.fee = { missing: [...v.v] };
  else if (v.k === Kind.Int) out.fee = { amount: String(v.v) };
  else if (v.k === Kind.Number) out.fee = { amount: decimal(v.v, 2) };
}

function dispatch(s: Session, out: State): void {
  const [v] = choose(s, s.prog.dispatch);
  if (v.k === Kind.Unknown) out.dispatch = { missing: [...v.v] };
  else if (v.k === Kind.Text) out.dispatch = v.v ? { region: v.v } : {};
}

/**
 * At submission the system itself decides, if nothing is unknown, deferred or left to be seen: what was uploaded nobody has read
 * yet. It refuses nothing, no part either.
 */
export function instant(s: Session, out: State): boolean {
  if (!s.input.submit || !s.prog.instant || out.verdict !== "pass" || !out.settled || out.blocked || out.review) return false;
  if (out.fee?.missing || out.limit?.missing || out.dispatch?.missing || Object.values(out.parts ?? {}).some((e) => e !== "pass")) return false;
  const waits = out.steps?.some((st) => st.missing) ||
    s.materials.some((rows) => rows.some((m) => ["given", "deferred", "to_be_found", "undecided", "needed"].includes(m.state.state)));
  return !waits && isTrue(s.prog.instant(s.frame));
}
