/** Twin of engine/eval/session.go: one application under evaluation. */
import type { Input, Plan, State } from "../contract";
import type { Frame, Rule } from "../expr/expr";
import { parseDay, type Day } from "../value/dates";
import { EMPTY, NONE, YES, date, int, text, type Value } from "../value/value";
import { factCell, fieldCell, own, type FactCell, type FieldCell, type MaterialCell, type RuleCell, type SectionCell, type TableData } from "./cells";
import { checkField, checkSection } from "./checks";
import { evalFact, type FoundData } from "./facts";
import { evalField, parseAnswer } from "./fields";
import { write } from "./output";
import { piece } from "./pieces";
import { bindPlan, type Program } from "./program";
import { evalRule } from "./rules";
import { answerTable, evalTable } from "./tables";

/** text, or empty for none: an anonymous visitor has no number. */
const textOrEmpty = (s: string): Value => (s ? text(s) : EMPTY);

/** One application: replace() changes what it is told, state() evaluates what is due and gives the whole picture. */
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
  protected declare last: State | undefined;
  protected declare told: Input;

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

  protected read(i: number, raw: unknown): void {
    const f = this.prog.fields[i]!;
    if (f.isTable) answerTable(this, i, f, raw);
    else this.fields[i]!.answer = parseAnswer(this, f, raw);
  }

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
    if (p.materials.length) piece("materials").evaluate(this);
  }

  private evalTop(i: number): void {
    const f = this.prog.fields[i]!, c = this.fields[i]!;
    if (f.isTable) evalTable(this, i, f, c);
    else evalField(this, f, c, this.sections[f.section]!.show);
    this.frame.slots[f.slot] = c.val;
  }
}
