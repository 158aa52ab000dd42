/** Twin of engine/eval/checks.go and engine/field/bounds.go: the errors of answers, rows and sections. */
import type { FieldError } from "../contract";
import type { Rule } from "../expr/expr";
import { points } from "../field/read";
import { dayText } from "../value/dates";
import { union, type Names } from "../value/names";
import { canon } from "../value/number";
import { Kind, NONE, compare, isTrue, isUnknown, itemsOf, known, namesOf, numberOf, type Value } from "../value/value";
import type { FieldCell } from "./cells";
import { fixed } from "./fields";
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
  if (f.compute || fixed(f, c)) {}
  else if (c.answer.is === "fault") c.errors.push({ code: c.answer.fault });
  else if (c.answer.is === "value" && !onOffer(f, c, c.answer.val) && c.origin !== "fill") c.errors.push({ code: "not_an_option" });
  else if (c.refused && c.origin !== "answer") c.errors.push({ code: "not_an_option", warn: true }); // the source's fault
  if (known(c.val)) c.errors.push(...bounds(s, f, c));
  s.frame.value = c.val;
  c.errors.push(...failing(s, f.checks));
  s.frame.value = NONE;
}

/**
 * Errors of a value that is kept all the same: length, min, max; the first counts. What the applicant can't change,
 * a computed or locked value, does not keep him from submitting: a person looks.
 */
function bounds(s: Session, f: FieldProg, c: FieldCell): FieldError[] {
  const { val } = c, [least, most] = f.def.length ?? [], min = bound(s, f.min), max = bound(s, f.max);
  let out = most !== undefined && val.k === Kind.Text ? count(points(val.v), least, most, "too_short", "too_long") : [];
  if (!out.length && (compare(val, min) ?? 0) < 0) out = [{ code: "too_small", bound: boundText(min) }];
  if (!out.length && (compare(val, max) ?? 0) > 0) out = [{ code: "too_big", bound: boundText(max) }];
  if (!out.length) return undecided(s, union(namesOf(min), namesOf(max)));
  return f.compute || fixed(f, c) ? out.map((e) => ({ ...e, warn: true })) : out;
}

/** The value of a bound; NONE where there is none. */
const bound = (s: Session, rule: Rule | undefined): Value => rule?.(s.frame) ?? NONE;

/** What a submission says of a check or bound that hangs on names. */
const undecided = (s: Session, names: Names): FieldError[] => (names.length && s.input.submit ? [{ code: "undecided", names: [...names], warn: true }] : []);

/** A bound as an answer would be written, as text; "" for none. */
export function boundText(v: Value): string {
  return v.k === Kind.Date ? dayText(v.v) : v.k === Kind.Int || v.k === Kind.Number ? canon(numberOf(v)) : "";
}

/** The text of a bound that a rule sets; "" where it has no value. */
export const boundOf = (s: Session, rule: Rule | undefined): string => boundText(bound(s, rule));

export function checkSection(s: Session, i: number): void {
  const c = s.sections[i]!;
  c.errors = isTrue(c.show) ? failing(s, s.prog.sections[i]!.checks) : [];
}

/** The checks that are false, and those that can't be decided: one that holds needs no `when`. */
function failing(s: Session, checks: readonly CheckProg[]): FieldError[] {
  const out: FieldError[] = [];
  for (const c of checks) {
    const when = s.holds(c.when);
    if (!isTrue(when) && !isUnknown(when)) continue;
    const that = c.that(s.frame), no = that.k === Kind.Bool && !that.v;
    if (no && isTrue(when)) out.push({ code: "check", say: render(s, c.say), warn: c.warn });
    else if (no || isUnknown(that)) out.push(...undecided(s, union(namesOf(when), namesOf(that))));
  }
  return out;
}
