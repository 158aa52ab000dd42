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
export class FieldCell {
  answer = noAnswer;
  show = NONE;
  shown = false;
  need = false;
  val = NONE;
  /** What the fill gives; NONE: there is none. */
  fill = NONE;
  /** Which entry of the fill. */
  fillBy = -1;
  origin: Source = "";
  /** Unknown because a fill waits for its source: nobody has to type it. */
  waits = false;
  errors: FieldError[] = [];
  /** Of the options, where rules narrow them. */
  offered?: boolean[];
  /** Options whose rule is unknown: not on offer, but a choice already made stays. */
  maybe?: boolean[];
  /** The answer is such an option. */
  unsure = false;
  /** The record that the cell's row began with, and the fact that it came from. */
  rec?: Shared;
  recFact = "";
  /** Unknown for want of this field itself. */
  readonly self: Value;

  constructor(readonly path: string) { this.self = unknown([path]); }
}

/** What became of one look-up. */
export class FactCell {
  val = NONE;
  key = "";
  /** Found nothing under its key: the fact is wanted. */
  asked = false;
  /** Somebody else's record. */
  other = false;
  down = false;
  pick: readonly Shared[] = [];
  readonly self: Value;

  constructor(readonly path: string) { this.self = unknown([path]); }
}

/** One typed record of a source or licence. */
export class Shared implements Rec {
  live = false;
  readonly self: Value = record(this);

  constructor(readonly prog: RecordProg, readonly id: string, readonly at: string, readonly cells: Value[]) {}

  get(name: string): Value {
    const i = this.prog.index.get(name);
    return i === undefined ? EMPTY : this.cells[i]!;
  }
}

/** One row of a table, kept by its _row whatever its place. */
export class Row implements Rec {
  readonly slots: Value[];
  readonly cells: FieldCell[];
  readonly facts: FactCell[];
  /** The record that the row began with. */
  from?: Shared;
  /** The fact that it came from. */
  fromFact = "";
  errors: FieldError[] = [];
  readonly self: Value = record(this);

  constructor(readonly table: FieldProg, readonly id: string) {
    const path = `form.${table.def.id}[${id}].`;
    this.slots = new Array<Value>(table.rowNames.size).fill(NONE);
    this.cells = table.columns.map((c) => new FieldCell(path + c.def.id));
    this.facts = table.facts.map((f) => new FactCell(path + f.def.id));
  }

  get(name: string): Value {
    const i = this.table.rowNames.get(name);
    return i === undefined ? EMPTY : this.slots[i]!;
  }
}

/** The rows of one table. given: an answer stands there. */
export interface TableData { rows: Row[]; given: boolean; offers: Shared[] }

export interface SectionCell { show: Value; errors: FieldError[] }
export interface RuleCell { result: RuleState["result"]; text: string; names: Names }
/** hang: what an undecided reuse hangs on. review: a choice made earlier whose condition is not known any more. */
export interface MaterialCell { path: string; state: MaterialState; names: Names; hang: Names; review: boolean }

/** What o holds itself under a key that may come from outside: not what every object inherits. */
export const own = <T>(o: Record<string, T> | undefined, key: string): T | undefined =>
  o && Object.prototype.hasOwnProperty.call(o, key) ? o[key] : undefined;
