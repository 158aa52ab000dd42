/** What evaluation keeps of one application while it runs. */
import type { FieldError, MaterialState, RuleState } from "../contract";
import { EMPTY, NONE, record, unknown, type Rec, type Value } from "../value/value";
import type { Names } from "../value/names";
import type { FieldProg, RecordProg } from "./program";

/** What was given for one field: nothing; null, so blank on purpose; a value; or a fault, then it counts as none. */
export type Answer =
  | { is: "none" | "blank" }
  | { is: "value"; val: Value }
  | { is: "fault"; fault: string };

export const noAnswer: Answer = { is: "none" };
export const blankAnswer: Answer = { is: "blank" };

export type Source = "" | "answer" | "fill" | "compute";

/** The evaluated state of one field, or of one cell of a row. */
export interface FieldCell {
  readonly path: string;
  /** Unknown for want of this field itself. */
  readonly self: Value;
  answer: Answer;
  show: Value;
  shown: boolean;
  need: boolean;
  val: Value;
  /** What the fill gives; NONE: there is none. */
  fill: Value;
  /** Which entry of the fill. */
  fillBy: number;
  origin: Source;
  /** Unknown because a fill waits for its source: nobody has to type it. */
  waits: boolean;
  errors: FieldError[];
  /** What need hangs on while it is not known. */
  needs: Names;
  /** What the options, or rows, that may come to be on offer hang on. */
  offers: Names;
  /** Of the options, where rules narrow them. */
  offered: boolean[];
  /** Options whose rule is unknown: not on offer, but a choice already made stays. */
  maybe: boolean[];
  /** The answer is such an option. */
  unsure: boolean;
  /** The fill gives an option that is not on offer. */
  refused: boolean;
  /** The record that the cell's row began with, and the fact that it came from. */
  rec?: Shared;
  recFact: string;
}

export const fieldCell = (path: string): FieldCell => ({
  path, self: unknown([path]), answer: noAnswer, show: NONE, shown: false, need: false, val: NONE, fill: NONE, fillBy: -1,
  origin: "", waits: false, errors: [], needs: [], offers: [], offered: [], maybe: [], unsure: false, refused: false, recFact: "",
});

/** What became of one look-up. */
export interface FactCell {
  readonly path: string;
  readonly self: Value;
  val: Value;
  key: string;
  /** Found nothing under its key: the fact is wanted. */
  asked: boolean;
  /** Somebody else's record. */
  other: boolean;
  down: boolean;
  pick: readonly Shared[];
}

export const factCell = (path: string): FactCell => ({
  path, self: unknown([path]), val: NONE, key: "", asked: false, other: false, down: false, pick: [],
});

/** One typed record of a source or licence. */
export interface Shared extends Rec {
  readonly prog: RecordProg;
  readonly id: string;
  readonly at: string;
  /** Of a licence: 有效 today; of a dated source: holds today. */
  live: boolean;
  /** The record as a value. */
  readonly self: Value;
}

/** Makes a record of its cells, which may still be changed. */
export function shared(prog: RecordProg, id: string, at: string, cells: readonly Value[]): Shared {
  const get = (name: string): Value => cells[prog.index.get(name)!] ?? EMPTY;
  const out = { prog, id, at, live: false, get } as Shared & { self: Value };
  out.self = record(out);
  return out;
}

export const isShared = (r: Rec): r is Shared => "live" in r;

/** One row of a table, kept by its _row whatever its place. */
export interface Row extends Rec {
  readonly id: string;
  readonly slots: Value[];
  readonly cells: FieldCell[];
  readonly facts: FactCell[];
  /** The record that the row began with, and the fact that it came from. */
  from?: Shared;
  fromFact: string;
  errors: FieldError[];
  readonly self: Value;
}

export function newRow(table: FieldProg, id: string): Row {
  const path = `form.${table.def.id}[${id}].`, slots = new Array<Value>(table.rowNames.size).fill(NONE);
  const out = {
    id, slots, fromFact: "", errors: [],
    cells: table.columns.map((c) => fieldCell(path + c.def.id)),
    facts: table.facts.map((f) => factCell(path + f.def.id)),
    get: (name: string): Value => slots[table.rowNames.get(name)!] ?? EMPTY,
  } as Omit<Row, "self"> as Row & { self: Value };
  out.self = record(out);
  return out;
}

export const isRow = (r: Rec): r is Row => "slots" in r;

/** The rows of one table. given: an answer stands there. */
export interface TableData { rows: Row[]; given: boolean; offers: Shared[] }

export interface SectionCell { show: Value; errors: FieldError[] }
export interface RuleCell { result: RuleState["result"]; text: string; names: Names }
export interface MaterialCell {
  path: string;
  state: MaterialState;
  names: Names;
  /** What an undecided reuse hangs on. */
  hang: Names;
  /** Unknowns without which it might not have been waived. */
  doubts: Names;
  /** A choice made earlier whose condition is not known any more. */
  review: boolean;
}

/** What o holds itself under a key that may come from outside: not what every object inherits. */
export const own = <T>(o: Record<string, T> | undefined, key: string): T | undefined =>
  o && Object.prototype.hasOwnProperty.call(o, key) ? o[key] : undefined;
