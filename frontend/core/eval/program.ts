/** Twin of engine/eval/program.go and bind.go: a plan bound to slots, ready to evaluate any number of applications. */
import type { Node, Plan, PlanCheck, PlanChoice, PlanFact, PlanField, PlanMaterial, PlanRecordType, PlanReuse, PlanRule, PlanSection, Text } from "../contract";
import { bind, type Rule, type Scope } from "../expr/expr";
import { isFieldType } from "../field/types";
import { Calendar } from "../value/dates";
import { piece } from "./pieces";

export interface RecordProg { def: PlanRecordType; index: Map<string, number> }
/** own: where a value comes from that reads no fact. source: of the first of the facts. */
export interface ChoiceProg { when?: Rule; value: Rule; facts: readonly string[]; own: "user" | "applicant" | "computed"; source: string }
export type TextProg = readonly (string | { rule: Rule; as: PlanField })[];
export interface CheckProg { when?: Rule; that: Rule; say: TextProg; warn: boolean }
export interface SectionProg { def: PlanSection; show?: Rule; level?: Rule; checks: CheckProg[]; fields: number[] }
export interface FactProg { def: PlanFact; slot: number; record: RecordProg; key?: Rule; when?: Rule }
export interface RuleProg { def: PlanRule; when?: Rule; that: Rule; otherwise?: TextProg }
export interface ReuseProg { def: PlanReuse; by: Rule; when?: Rule }

export interface FieldProg {
  def: PlanField;
  slot: number;
  section: number;
  isList: boolean;
  isTable: boolean;
  show?: Rule;
  need?: Rule;
  min?: Rule;
  max?: Rule;
  /** The bound doesn't differ by row, so the state shows it. */
  minShown: boolean;
  maxShown: boolean;
  within?: Rule;
  /** Of each option; undefined: always on offer. */
  options: (Rule | undefined)[];
  narrowed: boolean;
  fill?: ChoiceProg[];
  compute?: ChoiceProg[];
  checks: CheckProg[];
  columns: FieldProg[];
  facts: FactProg[];
  rowOrder: { fact: boolean; at: number }[];
  rowNames: Map<string, number>;
}

export interface MaterialProg {
  def: PlanMaterial;
  per?: FieldProg;
  need?: Rule;
  sign?: Rule;
  level?: Rule;
  reuse: ReuseProg[];
  defer?: Rule;
  promise?: Rule;
  promiseText?: TextProg;
}

/** A node of the order of evaluation. */
export interface Step { kind: "fact" | "section" | "field"; at: number }

export interface Program {
  plan: Plan;
  calendar: Calendar;
  slots: Map<string, number>;
  records: Map<string, RecordProg>;
  sections: SectionProg[];
  fields: FieldProg[];
  facts: FactProg[];
  order: Step[];
  rules: RuleProg[];
  materials: MaterialProg[];
  access?: Rule;
  instant?: Rule;
  dispatch: ChoiceProg[];
  steps: { when?: Rule; visit?: Rule }[];
  limits: (Rule | undefined)[];
  fees: ChoiceProg[];
}

/** The first slots are the same in every plan. */
export const fixedSlots = [
  "applicant.kind", "applicant.no", "applicant.name", "user.no", "user.name", "user.phone", "user.level", "user.acts_as", "today",
];

const scopeOf = (slots: Map<string, number>, row?: Map<string, number>): Scope => (name) => {
  if (name === "value") return (f) => f.value;
  if (name === "it") return (f) => f.it;
  const inRow = row?.get(name);
  if (inRow !== undefined) return (f) => f.row[inRow]!;
  const slot = slots.get(name);
  return slot === undefined ? undefined : (f) => f.slots[slot]!;
};

export const rule = (n: Node | undefined, sc: Scope): Rule | undefined => n && bind(n, sc);
const choices = (list: PlanChoice[] | undefined, sc: Scope, facts: readonly Pick<PlanFact, "id" | "source">[] = []): ChoiceProg[] =>
  (list ?? []).map((c) => ({
    when: rule(c.when, sc), value: bind(c.value, sc), facts: c.facts ?? [], own: ownOrigin(c.value),
    source: facts.find((f) => f.id === c.facts?.[0])?.source ?? "",
  }));

function ownOrigin(n: Node): ChoiceProg["own"] {
  const m = /\["var","(user|applicant)\./.exec(JSON.stringify(n));
  return m ? (m[1] as "user" | "applicant") : "computed";
}

const some = (list: ChoiceProg[]): ChoiceProg[] | undefined => (list.length ? list : undefined);

export const textOf = (t: Text, sc: Scope): TextProg =>
  (typeof t === "string" ? [t] : t).map((p) => (typeof p === "string" ? p : { rule: bind(p.rule, sc), as: known(p.as) }));

const checks = (list: PlanCheck[] | undefined, sc: Scope): CheckProg[] =>
  (list ?? []).map((c) => ({ when: rule(c.when, sc), that: bind(c.that, sc), say: textOf(c.say, sc), warn: c.warn ?? false }));

function known(f: PlanField): PlanField {
  if (!isFieldType(f.type)) throw new Error(`eval: field ${f.id}: no type ${f.type as string}`);
  return f;
}

const readsRow = (n: Node | undefined): boolean => JSON.stringify(n ?? 0).includes('["var","row.');

/** Makes a plan ready. Throws for a plan that is damaged or of another version. */
export function bindPlan(plan: Plan): Program {
  // An item that is only a guide has no form; Go writes a list that was never made as null.
  plan = { ...plan, sections: plan.sections ?? [], fields: plan.fields ?? [], order: plan.order ?? [] };
  const slots = new Map<string, number>();
  for (const name of [...fixedSlots, ...plan.fields.map((f) => "form." + f.id), ...(plan.facts ?? []).map((f) => f.id)]) slots.set(name, slots.size);
  const sc = scopeOf(slots);
  const records = new Map<string, RecordProg>();
  for (const [id, def] of Object.entries(plan.records)) records.set(id, { def, index: new Map(def.cells.map((c, i) => [known(c).id, i])) });
  const p: Program = {
    plan, slots, records,
    calendar: new Calendar(plan.calendar ?? []),
    sections: plan.sections.map((def) => ({ def, show: rule(def.show, sc), level: rule(def.identity, sc), checks: checks(def.check, sc), fields: [] })),
    facts: (plan.facts ?? []).map((f) => fact(f, records, sc, slots.get(f.id)!)),
    fields: [], order: [], materials: [],
    rules: (plan.rules ?? []).map((def) => ({ def, when: rule(def.when, sc), that: bind(def.that, sc), otherwise: def.otherwise === undefined ? undefined : textOf(def.otherwise, sc) })),
    access: rule(plan.access, sc),
    instant: rule(plan.instant, sc),
    dispatch: choices(plan.dispatch, sc),
    steps: (plan.steps ?? []).map((s) => ({ when: rule(s.when, sc), visit: rule(s.visit, sc) })),
    limits: (plan.limits ?? []).map((l) => rule(l.when, sc)),
    fees: (plan.fees ?? []).map((f) => ({ when: rule(f.when, sc), value: bind(f.amount, sc), facts: [], own: "computed", source: "" })),
  };
  plan.fields.forEach((def, i) => {
    const f = field(def, p, sc, slots.get("form." + def.id)!);
    f.section = plan.sections.findIndex((s) => s.id === def.section);
    const section = p.sections[f.section];
    if (!section) throw new Error(`eval: field ${def.id} stands in no section`);
    section.fields.push(i);
    p.fields.push(f);
  });
  for (const m of plan.materials ?? []) p.materials.push(piece("materials").bind(m, p, sc));
  p.order = order(p);
  return p;
}

function fact(def: PlanFact, records: Map<string, RecordProg>, sc: Scope, slot: number): FactProg {
  const record = records.get(def.source);
  if (!record) throw new Error(`eval: fact ${def.id}: no source ${def.source}`);
  return { def, slot, record, key: rule(def.key, sc), when: rule(def.when, sc) };
}

function field(def: PlanField, p: Program, sc: Scope, slot: number, rowFacts: readonly PlanFact[] = []): FieldProg {
  const options = (def.options ?? []).map((o) => rule(o.when, sc));
  const out: FieldProg = {
    def: known(def), slot, section: -1,
    isList: def.type === "choices" || def.type === "table", isTable: def.type === "table",
    show: rule(def.show, sc), need: rule(def.need, sc), min: rule(def.min, sc), max: rule(def.max, sc),
    minShown: def.min !== undefined && !readsRow(def.min), maxShown: def.max !== undefined && !readsRow(def.max),
    within: rule(def.within, sc), options, narrowed: def.within !== undefined || options.some((o) => o) || !!def.options?.some((o) => o.from || o.to),
    fill: some(choices(def.fill, sc, [...rowFacts.map((f) => ({ id: "row." + f.id, source: f.source })), ...p.plan.facts ?? []])), compute: some(choices(def.compute, sc)),
    checks: [], columns: [], facts: [], rowOrder: [], rowNames: new Map(),
  };
  if (out.isTable) table(out, p);
  else out.checks = checks(def.check, sc);
  return out;
}

/** Columns, row facts and the table's own checks are read in the scope of a row. */
function table(t: FieldProg, p: Program): void {
  const columns = t.def.columns ?? [], facts = t.def.facts ?? [];
  for (const { id } of [...columns, ...facts]) t.rowNames.set(id, t.rowNames.size);
  const sc = rowScope(t, p);
  t.columns = columns.map((c) => field(c, p, sc, t.rowNames.get(c.id)!, facts));
  t.facts = facts.map((f) => fact(f, p.records, sc, t.rowNames.get(f.id)!));
  t.checks = checks(t.def.check, sc);
  t.rowOrder = (t.def.order ?? []).map((name) => {
    const id = name.slice("row.".length), at = columns.findIndex((c) => c.id === id);
    return at >= 0 ? { fact: false, at } : { fact: true, at: facts.findIndex((f) => f.id === id) };
  });
}

export const rowScope = (t: FieldProg, p: Program): Scope => scopeOf(p.slots, new Map([...t.rowNames].map(([id, at]) => ["row." + id, at])));

function order(p: Program): Step[] {
  const at = new Map<string, Step>();
  p.fields.forEach((f, i) => at.set("form." + f.def.id, { kind: "field", at: i }));
  p.facts.forEach((f, i) => at.set(f.def.id, { kind: "fact", at: i }));
  p.sections.forEach((s, i) => at.set("section." + s.def.id, { kind: "section", at: i }));
  const out = p.plan.order.map((name) => at.get(name));
  if (out.length !== at.size || out.includes(undefined)) throw new Error("eval: the order is not that of the plan's nodes");
  return out as Step[];
}
