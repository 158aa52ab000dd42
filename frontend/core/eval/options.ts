/** Twin of engine/eval/options.go: what of a value fits its field, and which options are on offer. */
import { round } from "../value/number";
import { union } from "../value/names";
import { EMPTY, Kind, NO, bool, isTrue, isUnknown, itemsOf, known, list, namesOf, num, numberOf, text, textOf, unknown, type Value } from "../value/value";
import type { FieldCell } from "./cells";
import { both } from "./fields";
import type { FieldProg } from "./program";
import type { Session } from "./session";

/** Brings a computed or filled value into the field's own type: digits, options. */
export function fit(f: FieldProg, v: Value): Value {
  if (!known(v)) return v;
  switch (f.def.type) {
    case "number": case "money": return num(round(numberOf(v), f.def.digits ?? 2));
    case "choice": return fitOption(f, v);
    case "choices": return list(itemsOf(v).map((e) => fitOption(f, e)).filter(known));
  }
  return v;
}

const optionAt = (f: FieldProg, code: string): number => f.def.options?.findIndex((o) => o.code === code) ?? -1;

function fitOption(f: FieldProg, v: Value): Value {
  const s = textOf(v);
  if (optionAt(f, s) >= 0) return v;
  const o = f.def.options?.find((x) => x.text === s);
  return o ? text(o.code) : EMPTY;
}

/** Works out which options are on offer, where something narrows them. */
export function narrow(s: Session, f: FieldProg, c: FieldCell): void {
  if (!f.narrowed) return;
  const within = s.holds(f.within), when = f.options.map((_, i) => onList(s, f, i, within));
  c.offered = when.map(isTrue);
  c.maybe = when.map(isUnknown);
  c.offers = when.map(namesOf).reduce(union, []);
}

/** Option i is on offer today: its code is in force, it stands under the answer that narrows its table, and its rule holds. */
function onList(s: Session, f: FieldProg, i: number, within: Value): Value {
  const { from, to, parent } = f.def.options![i]!, { today } = s.input;
  if ((from && from > today) || (to && to < today)) return NO; // days as text, in the order of time
  return both(!f.within || isUnknown(within) ? within : bool(within.k === Kind.Text && (parent ?? "") === within.v), s.holds(f.options[i]));
}

export function onOffer(f: FieldProg, c: FieldCell, v: Value): boolean {
  if (!f.narrowed) return true;
  if (v.k === Kind.List) return v.v.every((e) => onOffer(f, c, e));
  const i = optionAt(f, textOf(v));
  if (i < 0) return true;
  if (c.maybe[i]) c.unsure = true;
  return c.maybe[i]! || c.offered[i]!;
}

/** Brings what a fill gives into the field's own type. Of options only those on offer count; what is none leaves the question open, and the field says so. */
export function fitFill(s: Session, f: FieldProg, c: FieldCell, v: Value): Value {
  const fitted = fit(f, v);
  if (!known(v) || !f.def.options?.length) return fitted;
  if (v.k !== Kind.List) {
    c.refused = !known(fitted);
    return c.refused ? fitted : fillOption(s, f, c, fitted);
  }
  const all = itemsOf(fitted), each = all.map((e) => fillOption(s, f, c, e)), kept = each.filter(known), open = each.filter(isUnknown);
  if (all.length < v.v.length) c.refused = true;
  if (open.length) return unknown(open.map(namesOf).reduce(union));
  return kept.length || !v.v.length ? list(kept) : EMPTY;
}

/** v if it is on offer, unknown while that is not decided, else empty. */
function fillOption(s: Session, f: FieldProg, c: FieldCell, v: Value): Value {
  const i = f.narrowed ? optionAt(f, textOf(v)) : -1;
  if (i < 0 || c.offered[i]) return v;
  if (c.maybe[i]) return onList(s, f, i, s.holds(f.within));
  c.refused = true;
  return EMPTY;
}
