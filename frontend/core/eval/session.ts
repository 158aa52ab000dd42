/** Twin of engine/eval/session.go: one application under evaluation. */
import type { Found, Input, Plan, State } from "../contract";
import type { Frame, Rule } from "../expr/expr";
import { parseDay, type Day } from "../value/dates";
import { EMPTY, NONE, YES, date, int, known, text, type Value } from "../value/value";
import { factCell, fieldCell, own, type FactCell, type FieldCell, type MaterialCell, type RuleCell, type SectionCell, type TableData } from "./cells";
import { checkField, checkSection } from "./checks";
import { evalFact, type FoundData } from "./facts";
import { editWord, evalField, markOf, parseAnswer } from "./fields";
import { evalMaterial } from "./materials";
import { write } from "./output";
import { bindPlan, type FieldProg, type Program } from "./program";
import { evalRule } from "./rules";
import { answerTable, evalTable } from "./tables";

/** text, or empty for none: an anonymous visitor has no number. */
const textOrEmpty = (s: string): Value => (s ? text(s) : EMPTY);

type ListKey = "disputed" | "given" | "promised" | "deferred";
type MapKey = "confirmed" | "chosen" | "formOf" | "signed";

/** One application. Change it by the methods; state() evaluates what is due and gives the whole picture. */
export class Session {
  // Declared only, and set by the constructor: fields with a value are lowered to a call each.
  declare readonly prog: Program;
  declare readonly frame: Frame;
  declare today: Day;
  declare readonly fields: FieldCell[];
  declare readonly facts: FactCell[];
  declare readonly sections: SectionCell[];
  declare readonly rules: RuleCell[];
  declare readonly materials: MaterialCell[][];
  /** By index of the field. */
  declare readonly tables: Map<number, TableData>;
  /** Records with their cells typed, by source and key. */
  declare readonly typed: Map<string, FoundData>;
  /** Every fact by its path, those of rows too. */
  declare readonly factAt: Map<string, FactCell>;
  declare disputed: Set<string>;
  declare given: Set<string>;
  declare promised: Set<string>;
  declare deferred: Set<string>;
  private declare last: State | undefined;
  private declare told: Input;

  /** Throws for a day that is none, and for a plan of another version. The plan may have been bound before (see bindPlan). */
  constructor(plan: Plan | Program, input: Input) {
    const p = (this.prog = "order" in plan && "plan" in plan ? plan : bindPlan(plan));
    this.materials = [];
    this.tables = new Map();
    this.typed = new Map();
    this.factAt = new Map();
    this.frame = {
      slots: new Array<Value>(p.slots.size).fill(NONE), row: [], value: NONE, it: NONE,
      calendar: p.calendar, home: p.plan.home ?? [], locals: [],
    };
    this.fields = p.fields.map((f) => fieldCell("form." + f.def.id));
    this.facts = p.facts.map((f) => factCell(f.def.id));
    for (const c of this.facts) this.factAt.set(c.path, c);
    this.sections = p.sections.map(() => ({ show: NONE, errors: [] }));
    this.rules = p.rules.map(() => ({ result: "off", text: "", names: [] }));
    this.replace(input);
  }

  /** What the session has been told so far, to be sent or kept. It must not be changed. */
  get input(): Input { return this.told; }

  /**
   * Takes a whole new input, as from a server that knows more. What is the same as before is not read
   * again: objects of the input must not be changed in place.
   */
  replace(input: Input): void {
    const today = parseDay(input.today);
    if (today === undefined) throw new Error(`eval: today is ${input.today}; write YYYY-MM-DD`);
    const { applicant: a, user: u } = input;
    const before = today === this.today ? this.told.answers : undefined; // nobody is born later than today
    if (!before) this.typed.clear(); // a licence lives until a day
    this.today = today;
    const people = [a.kind, a.no, a.name, u.no, u.name, u.phone].map(textOrEmpty);
    [...people, int(u.level), textOrEmpty(u.actsAs), date(today)].forEach((v, i) => { this.frame.slots[i] = v; });
    this.told = input;
    for (const key of ["disputed", "given", "promised", "deferred"] as const) this[key] = new Set(input[key]);
    this.prog.fields.forEach(({ def: { id } }, i) => {
      const raw = own(input.answers, id);
      if (!before || raw !== own(before, id)) this.read(i, raw);
    });
    this.last = undefined;
  }

  private read(i: number, raw: unknown): void {
    const f = this.prog.fields[i]!;
    if (f.isTable) answerTable(this, i, f, raw);
    else this.fields[i]!.answer = parseAnswer(this, f, raw);
  }

  private change(part: Partial<Input>): void {
    this.told = { ...this.told, ...part };
    this.last = undefined;
  }

  /** Answers a field: JSON; null for “left blank on purpose”, undefined to take the answer back. A field that is none is left alone. */
  answer(id: string, raw: unknown): void {
    const i = this.prog.fields.findIndex((f) => f.def.id === id);
    if (i < 0) return;
    const answers = { ...this.told.answers };
    if (raw === undefined) delete answers[id];
    else answers[id] = raw;
    this.read(i, raw);
    this.change({ answers });
  }

  /** As answer, by the path that the state uses: form.area, or form.managers[r1].no for a cell of a row. */
  answerAt(path: string, raw: unknown): void {
    const m = /^form\.([^[]+)(?:\[([^\]]*)\]\.(.+))?$/.exec(path);
    if (!m) return;
    const [, id, row, column] = m;
    if (row === undefined || column === undefined) return this.answer(id!, raw);
    const rows = this.rowsOf(id!).map((r) => {
      if (r["_row"] !== row) return r;
      const changed = { ...r, [column]: raw };
      if (raw === undefined) delete changed[column];
      return changed;
    });
    // A row of a fixed table has no answer yet when its first cell is filled.
    if (!rows.some((r) => r["_row"] === row)) rows.push(raw === undefined ? { _row: row } : { _row: row, [column]: raw });
    this.answer(id!, rows);
  }

  /** The answered rows of a table, each with its _row. Add, remove and move rows by answering with a changed list. */
  rowsOf(id: string): Record<string, unknown>[] {
    const raw = own(this.told.answers, id);
    return Array.isArray(raw) ? [...(raw as Record<string, unknown>[])] : [];
  }

  /** Hands in what a source or licence answered under a key. */
  found(source: string, key: string, f: Found): void {
    this.change({ facts: { ...this.told.facts, [source]: { ...own(this.told.facts, source), [key]: f } } });
  }

  private mark(key: ListKey, path: string, on: boolean): void {
    this[key] = new Set(this[key]);
    if (on) this[key].add(path);
    else this[key].delete(path);
    this.change({ [key]: this[key].size ? [...this[key]] : undefined });
  }

  private put(key: MapKey, path: string, v: string | undefined): void {
    const map = { ...this.told[key] };
    if (v === undefined) delete map[path];
    else map[path] = v;
    this.change({ [key]: Object.keys(map).length ? map : undefined });
  }

  /** 没错 to a filled value, by path; nothing where none stands to be confirmed. */
  confirm(path: string, on = true): void {
    const mark = on ? this.markAt(path) : undefined;
    if (mark !== undefined || !on) this.put("confirmed", path, mark);
  }
  /** What 没错 at a path stands for now: the source of the filled value and the value. undefined where nothing stands to be confirmed. */
  markAt(path: string): string | undefined {
    this.state();
    let mark: string | undefined;
    const look = (f: FieldProg, c: FieldCell): void => {
      if (c.path === path && c.shown && known(c.fill) && editWord(f.def) === "confirm") mark = markOf(f, c);
    };
    this.prog.fields.forEach((f, i) => {
      look(f, this.fields[i]!);
      this.tables.get(i)?.rows.forEach((r) => f.columns.forEach((col, j) => look(col, r.cells[j]!)));
    });
    return mark;
  }
  /** 不对 to a locked value, by path. */
  dispute(path: string, on = true): void { this.mark("disputed", path, on); }
  /** A material is uploaded, or will be brought on paper. */
  give(material: string, on = true): void { this.mark("given", material, on); }
  /** A material is promised instead (告知承诺). */
  promise(material: string, on = true): void { this.mark("promised", material, on); }
  /** A material will be handed in later (容缺). */
  defer(material: string, on = true): void { this.mark("deferred", material, on); }
  /** Picks one of several records of a fact, by path; "none" for 不在其中, undefined to take the pick back. */
  choose(fact: string, record: string | undefined): void { this.put("chosen", fact, record); }
  /** Says which of its forms (any_of) a material comes in. */
  pickForm(material: string, form: string | undefined): void { this.put("formOf", material, form); }
  /** Notes whose signature a material has. */
  sign(material: string, no: string | undefined): void { this.put("signed", material, no); }
  /** 仍要提交. */
  insist(on = true): void { this.change({ insist: on || undefined }); }
  /** true: as the review page and the submission see it; false: as a draft. */
  submit(on = true): void { this.change({ submit: on }); }

  /** A condition that may be left out, which then is true. */
  holds(rule: Rule | undefined): Value { return rule ? rule(this.frame) : YES; }

  /** The state, evaluated anew when something changed. The same object until then. */
  state(): State {
    if (!this.last) {
      this.evaluate();
      this.last = write(this);
    }
    return this.last;
  }

  /** One pass in the order of the plan, then what nothing else reads. */
  private evaluate(): void {
    const { prog: p, frame } = this;
    for (const { kind, at } of p.order) {
      if (kind === "section") this.sections[at]!.show = this.holds(p.sections[at]!.show);
      else if (kind === "fact") frame.slots[p.facts[at]!.slot] = evalFact(this, p.facts[at]!, this.facts[at]!);
      else this.evalTop(at);
    }
    for (let i = 0; i < p.fields.length; i++) checkField(this, i);
    for (let i = 0; i < p.sections.length; i++) checkSection(this, i);
    for (let i = 0; i < p.rules.length; i++) evalRule(this, i);
    for (let i = 0; i < p.materials.length; i++) evalMaterial(this, i);
  }

  private evalTop(i: number): void {
    const f = this.prog.fields[i]!, c = this.fields[i]!;
    if (f.isTable) evalTable(this, i, f, c);
    else evalField(this, f, c, this.sections[f.section]!.show);
    this.frame.slots[f.slot] = c.val;
  }
}
