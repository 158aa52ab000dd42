/** Twin of engine/eval/fields.go: the value of a field, from the outside in. */
import type { PlanField } from "../contract";
import { parse, toJSON } from "../field/types";
import { canonical } from "../value/canonical";
import { union } from "../value/names";
import { EMPTY, Kind, NONE, isTrue, known, list, namesOf, unknown, type Value } from "../value/value";
import { blankAnswer, noAnswer, own, type Answer, type FieldCell } from "./cells";
import { isDown } from "./facts";
import { fit, fitFill, narrow, onOffer } from "./options";
import type { ChoiceProg, FieldProg } from "./program";
import type { Session } from "./session";

/** undefined: not answered. null: left blank on purpose. An emptied box is a blank question, not a choice to leave it blank. */
export function parseAnswer(s: Session, f: FieldProg, raw: unknown): Answer {
  if (raw === undefined) return noAnswer;
  if (raw === null) return blankAnswer;
  const { type } = f.def, v = parse(type, raw, type === "id_number" ? { today: s.today } : f.def);
  if (typeof v === "string") return { is: "fault", fault: v };
  return v === EMPTY ? noAnswer : { is: "value", val: v };
}

const nothing = (f: FieldProg): Value => (f.isList ? list([]) : EMPTY);

/** Works out shown, and gives the value of what is not. */
export function hidden(s: Session, f: FieldProg, c: FieldCell, outer: Value): Value | undefined {
  c.show = both(outer, s.holds(f.show));
  c.shown = isTrue(c.show);
  c.need = c.waits = c.refused = false;
  c.needs = c.offers = [];
  c.origin = "";
  c.fill = NONE;
  return c.shown ? undefined : c.show.k === Kind.Unknown ? c.show : nothing(f);
}

/** && of a section's show and a field's: hidden as soon as one of them says so. */
export function both(outer: Value, own: Value): Value {
  const open = outer.k === Kind.Unknown;
  if ((!open && !isTrue(outer)) || (open && isTrue(own))) return outer;
  return open && own.k === Kind.Unknown ? unknown(union(outer.v, own.v)) : own;
}

/** Gives a field its value: hidden, computed, the clerk's, filled, answered, blank. */
export function evalField(s: Session, f: FieldProg, c: FieldCell, outer: Value): void {
  const v = hidden(s, f, c, outer);
  if (v) {
    c.val = v;
    return;
  }
  if (f.compute) {
    c.val = fit(f, choose(s, f.compute)[0]);
    if (c.val.k === Kind.Empty) c.val = nothing(f);
    c.origin = "compute";
    return;
  }
  needed(s, f, c);
  narrow(s, f, c);
  const given = accepted(f, c), cleared = c.answer.is === "blank" && !c.need;
  if (f.def.clerk) {
    c.val = given ?? (cleared ? nothing(f) : c.self);
    if (given) c.origin = "answer";
  } else ask(s, f, c, given, cleared);
}

/** Works out whether the field must be given; what is not known is optional so far. */
export function needed(s: Session, f: FieldProg, c: FieldCell): void {
  const need = f.need?.(s.frame) ?? NONE;
  c.need = isTrue(need);
  c.needs = namesOf(need);
}

/** Gives the applicant's field its value: filled, answered, blank. */
function ask(s: Session, f: FieldProg, c: FieldCell, given: Value | undefined, cleared: boolean): void {
  if (f.fill) {
    [c.fill, c.fillBy] = choose(s, f.fill);
    c.fill = fitFill(s, f, c, c.fill);
  }
  const filled = known(c.fill);
  // Another question decides whether the answer to a locked field will count.
  if (f.def.edit === "locked" && namesOf(c.fill).some((n) => isQuestion(s, n))) c.val = blank(s, f, c);
  else if (filled && (fixed(f, c) || (!given && !cleared))) {
    c.val = c.fill;
    c.origin = "fill";
  } else if (cleared) {
    c.val = nothing(f);
    if (filled) c.origin = "answer";
  } else if (given) {
    c.val = given;
    c.origin = "answer";
  } else c.val = blank(s, f, c);
}

/** A locked fill stands whatever is answered. [] is a value and doesn't satisfy need: then the question is open. */
export const fixed = (f: FieldProg, c: FieldCell): boolean => f.def.edit === "locked" && known(c.fill) && !(c.need && noEntry(c.fill));

/** v is an empty list. */
export const noEntry = (v: Value): boolean => v.k === Kind.List && !v.v.length;

/** A name is a question's, and no fact's. */
export const isQuestion = (s: Session, name: string): boolean => name.startsWith("form.") && !s.factAt.has(name);

/** The answer if it counts: its type took it, and the options on offer have it. */
function accepted(f: FieldProg, c: FieldCell): Value | undefined {
  c.unsure = false;
  return c.answer.is === "value" && onOffer(f, c, c.answer.val) ? c.answer.val : undefined;
}

/** The value of a question without answer. */
export function blank(s: Session, f: FieldProg, c: FieldCell): Value {
  if (c.fill.k === Kind.Unknown && !isDown(s, c.fill.v)) {
    c.waits = true;
    return c.fill;
  }
  return c.need || (!s.input.submit && c.answer.is !== "blank") ? c.self : nothing(f);
}

/** Walks a list of {when, value}: the first entry that holds and has a value wins; an unknown one makes the later wait. */
export function choose(s: Session, entries: readonly ChoiceProg[]): [Value, number] {
  for (let i = 0; i < entries.length; i++) {
    const e = entries[i]!, when = s.holds(e.when);
    if (when.k === Kind.Unknown) return [when, i];
    if (!isTrue(when)) continue;
    const v = e.value(s.frame);
    if (v.k !== Kind.Empty) return [v, i];
  }
  return [EMPTY, -1];
}

/** Submission waits for an answer. */
export function missing(f: FieldProg, c: FieldCell): boolean {
  if (!c.shown || !c.need || f.def.clerk || c.waits || f.compute) return false;
  return !known(c.val) || noEntry(c.val);
}

/** A filled value waits for the applicant's 没错. */
export const confirmWaits = (s: Session, f: FieldProg, c: FieldCell): boolean =>
  c.shown && c.origin === "fill" && editWord(f.def) === "confirm" && !confirmed(s, f, c);

/** The applicant has confirmed what fills the field now. A mark that is "" stands for whatever is there. */
export function confirmed(s: Session, f: FieldProg, c: FieldCell): boolean {
  const was = own(s.input.confirmed, c.path);
  return was === "" || (was !== undefined && was === markOf(f, c));
}

/** What 没错 stands for: the source of the filled value, and the value. */
export const markOf = (f: FieldProg, c: FieldCell): string =>
  `${(f.fill ? f.fill[c.fillBy]?.source : c.rec?.prog.def.id) ?? ""} ${canonical(toJSON(f.def.type, c.fill))}`;

export const editWord = (f: PlanField): PlanField["edit"] => f.edit ?? (f.fill?.length ? "confirm" : undefined);
