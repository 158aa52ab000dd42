/** Twin of engine/eval/checks.go and engine/field/bounds.go: the errors of answers, rows and sections. */
import type { FieldError } from "../contract";
import type { Rule } from "../expr/expr";
import { points } from "../field/read";
import { dayText } from "../value/dates";
import { canon } from "../value/number";
import { Kind, NONE, YES, compare, isTrue, itemsOf, known, numberOf, type Value } from "../value/value";
import type { FieldCell } from "./cells";
import { onOffer } from "./options";
import type { CheckProg, FieldProg } from "./program";
import { render } from "./rules";
import type { Session } from "./session";

/** Works out the errors of a field, and of every cell and row of a table. */
export function checkField(s: Session, i: number): void {
  const f = s.prog.fields[i]!, c = s.fields[i]!;
  c.errors = [];
  if (!c.shown) return;
  if (!f.isTable) {
    checkCell(s, f, c);
    return;
  }
  c.errors = c.answer.is === "fault" ? [{ code: c.answer.fault }] : rowCount(f, c);
  const outer = s.frame.row;
  for (const r of s.tables.get(i)!.rows) {
    s.frame.row = r.slots;
    f.columns.forEach((col, j) => {
      const cell = r.cells[j]!;
      cell.errors = [];
      if (cell.shown) checkCell(s, col, cell);
    });
    r.errors = failing(s, f.checks);
  }
  s.frame.row = outer;
}

function rowCount(f: FieldProg, c: FieldCell): FieldError[] {
  const rows = f.def.rows, n = itemsOf(c.val).length;
  if (!rows || !c.origin || (!n && !c.need)) return [];
  return count(n, rows.min, rows.max, "too_few_rows", "too_many_rows");
}

/** A most of 0 is no bound. */
function count(n: number, least = 0, most = 0, few: string, many: string): FieldError[] {
  if (n < least) return [{ code: few, bound: String(least) }];
  return most > 0 && n > most ? [{ code: many, bound: String(most) }] : [];
}

function checkCell(s: Session, f: FieldProg, c: FieldCell): void {
  // What stands in a computed or locked field is not the answer.
  if (f.compute || (c.origin === "fill" && f.def.edit === "locked")) {}
  else if (c.answer.is === "fault") c.errors.push({ code: c.answer.fault });
  else if (c.answer.is === "value" && !onOffer(f, c, c.answer.val) && c.origin !== "fill") c.errors.push({ code: "not_an_option" });
  else if (c.refused && c.origin !== "answer") c.errors.push({ code: "not_an_option", warn: true }); // the source's fault
  if (known(c.val) && c.origin === "answer") c.errors.push(...bounds(s, f, c.val));
  s.frame.value = c.val;
  c.errors.push(...failing(s, f.checks));
  s.frame.value = NONE;
}

/** Errors of a value that is kept all the same: length, min, max. The first counts. */
function bounds(s: Session, f: FieldProg, v: Value): FieldError[] {
  const [least, most] = f.def.length ?? [];
  if (most !== undefined && v.k === Kind.Text) {
    const out = count(points(v.v), least, most, "too_short", "too_long");
    if (out.length) return out;
  }
  const min = bound(s, f.min);
  if (min && (compare(v, min) ?? 0) < 0) return [{ code: "too_small", bound: boundText(min) }];
  const max = bound(s, f.max);
  return max && (compare(v, max) ?? 0) > 0 ? [{ code: "too_big", bound: boundText(max) }] : [];
}

function bound(s: Session, rule: Rule | undefined): Value | undefined {
  const v = rule?.(s.frame);
  return v && known(v) ? v : undefined;
}

/** A bound as an answer would be written, as text; "" for none. */
export function boundText(v: Value): string {
  return v.k === Kind.Date ? dayText(v.v) : v.k === Kind.Int || v.k === Kind.Number ? canon(numberOf(v)) : "";
}

/** The text of a bound that a rule sets; undefined where it has no value. */
export function boundOf(s: Session, rule: Rule | undefined): string | undefined {
  const v = bound(s, rule);
  return v && boundText(v);
}

export function checkSection(s: Session, i: number): void {
  const c = s.sections[i]!;
  c.errors = isTrue(c.show) ? failing(s, s.prog.sections[i]!.checks) : [];
}

/** The checks that are false, and those that can't be decided. */
function failing(s: Session, checks: readonly CheckProg[]): FieldError[] {
  const out: FieldError[] = [];
  for (const c of checks) {
    if (!isTrue(s.holds(c.when))) continue;
    const v = c.that(s.frame);
    if (v.k === Kind.Bool && v !== YES) out.push({ code: "check", say: render(s, c.say), warn: c.warn });
    else if (v.k === Kind.Unknown && s.input.submit) out.push({ code: "undecided", names: [...v.v], warn: true });
  }
  return out;
}
