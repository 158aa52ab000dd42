/** Twin of engine/eval/tables.go: rows, which keep their identity by _row. */
import type { Names } from "../value/names";
import { Kind, YES, isUnknown, itemsOf, known, list, namesOf, type Value } from "../value/value";
import { isShared, newRow, noAnswer, own, type FieldCell, type Row, type TableData } from "./cells";
import { evalFact } from "./facts";
import { blank, evalField, hidden, needed, parseAnswer } from "./fields";
import { fitFill } from "./options";
import type { FieldProg } from "./program";
import type { Session } from "./session";

/** Reads the rows of an answer. One that the type refuses counts as none and is an error; null leaves the table blank on purpose. */
export function answerTable(s: Session, i: number, f: FieldProg, raw: unknown): void {
  const answers = new Map<string, Record<string, unknown>>(), a = parseAnswer(s, f, raw), given = a.is === "value";
  s.fields[i]!.answer = given ? noAnswer : a;
  if (given) for (const row of raw as Record<string, unknown>[]) answers.set(row["_row"] as string, row);
  const fixed = f.def.rows?.fixed;
  const ids = fixed?.length ? fixed.map((_, n) => `f${n + 1}`) : [...answers.keys()];
  const old = s.tables.get(i);
  for (const r of old?.rows ?? []) for (const c of r.facts) s.factAt.delete(c.path);
  const rows = ids.map((id) => {
    const r = old?.rows.find((o) => o.id === id) ?? newRow(f, id), cells = answers.get(id);
    f.columns.forEach((col, n) => { r.cells[n]!.answer = parseAnswer(s, col, own(cells, col.def.id)); });
    for (const c of r.facts) s.factAt.set(c.path, c);
    return r;
  });
  s.tables.set(i, { rows, given: given || !!fixed?.length, offers: [] });
}

/** Evaluates the rows of a table, each in the order of its columns and facts. */
export function evalTable(s: Session, i: number, f: FieldProg, c: FieldCell): Value {
  const t = s.tables.get(i)!;
  t.offers = [];
  const none = hidden(s, f, c, s.sections[f.section]!.show);
  if (none) return (c.val = none);
  needed(s, f, c);
  c.offers = offerRows(s, f, t);
  if (!t.given) {
    c.val = blank(s, f, c);
    if (isUnknown(c.val)) return c.val;
  }
  for (const r of t.rows) evalRow(s, f, r);
  c.origin = t.rows.length || t.given ? "answer" : "";
  return (c.val = list(t.rows.map((r) => r.self)));
}

function evalRow(s: Session, f: FieldProg, r: Row): void {
  const outer = s.frame.row;
  s.frame.row = r.slots;
  for (const n of f.rowOrder) {
    if (n.fact) {
      const fp = f.facts[n.at]!;
      r.slots[fp.slot] = evalFact(s, fp, r.facts[n.at]!);
      continue;
    }
    const cp = f.columns[n.at]!, c = r.cells[n.at]!;
    evalField(s, cp, c, YES);
    beginWith(s, cp, c, r);
    r.slots[cp.slot] = c.val;
  }
  s.frame.row = outer;
}

/**
 * The records that a table with `rows: {from: fact}` begins with. A row that carries a record's number begins with its cells.
 * Gives the names that the offer waits for.
 */
function offerRows(s: Session, f: FieldProg, t: TableData): Names {
  const from = f.def.rows?.from;
  if (!from) return [];
  const v = s.frame.slots[s.prog.slots.get(from)!]!;
  for (const e of itemsOf(v)) if (e.k === Kind.Record && isShared(e.v)) t.offers.push(e.v);
  for (const r of t.rows) {
    r.from = undefined;
    for (const rec of t.offers) if (rec.id === r.id) r.from = rec;
    r.fromFact = from;
  }
  return namesOf(v);
}

/** Fills a column without fill of its own from the record that its row began with. */
function beginWith(s: Session, f: FieldProg, c: FieldCell, r: Row): void {
  if (!r.from || f.fill || f.compute || !c.shown || c.answer.is !== "none") return;
  const v = fitFill(s, f, c, r.from.get(f.def.id));
  if (known(v)) {
    c.val = c.fill = v;
    c.origin = "fill";
    c.rec = r.from;
    c.recFact = r.fromFact;
  }
}
