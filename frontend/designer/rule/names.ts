/** What a rule may read at its place, with what people call it: worked out from the plan. */
import type { Plan, PlanField, PlanOption } from "../../core/contract";

/** What a name stands for, as far as operators and values go. */
export type Kind = "text" | "boolean" | "integer" | "number" | "money" | "date" | "choice" | "choices" | "address" | "table" | "records" | "record" | "opaque";

export interface Name {
  /** As rules write it: form.area, person.birth_date, row.no. */
  path: string;
  title: string;
  /** What it is listed under: a section, a source, 申请人. */
  group: string;
  kind: Kind;
  options?: PlanOption[];
  unit?: string;
  digits?: number;
  /** Of a table or records: the columns or cells of one. */
  cells?: PlanField[];
}

/** The words that no plan has. */
export interface NameWords {
  applicant: string;
  user: string;
  today: string;
  day: string;
  row: (table: string) => string;
  it: (record: string) => string;
  value: string;
  of: (record: string, cell: string) => string;
  system: Record<string, string>;
}

const kinds: Partial<Record<PlanField["type"], Kind>> = {
  boolean: "boolean", integer: "integer", number: "number", money: "money", date: "date", choice: "choice", choices: "choices", finding: "choice",
  address: "address", file: "opaque", point: "opaque", table: "table",
};

/** What a field is to a rule. A region is chosen by its beginning, as a text is. */
export const kindOf = (f: PlanField): Kind => kinds[f.type] ?? "text";

const named = (path: string, group: string, f: PlanField, title = f.title): Name => ({
  path, title, group, kind: kindOf(f), options: f.type === "region" ? undefined : f.options, unit: f.unit, digits: f.digits, cells: f.columns,
});

const acting = ["self", "agent", "guardian", "family", "village"];
const kindsOfApplicant = ["person", "organisation"];

function system(w: NameWords): Name[] {
  const options = (codes: string[]) => codes.map((code) => ({ code, text: w.system[code] ?? code }) as PlanOption);
  const name = (path: string, group: string, kind: Kind, codes?: string[]): Name => ({ path, group, kind, title: w.system[path] ?? path, ...(codes ? { options: options(codes) } : {}) });
  return [
    name("applicant.kind", w.applicant, "choice", kindsOfApplicant), name("applicant.no", w.applicant, "text"), name("applicant.name", w.applicant, "text"),
    name("user.acts_as", w.user, "choice", acting), name("user.level", w.user, "integer"), name("user.no", w.user, "text"), name("user.name", w.user, "text"), name("user.phone", w.user, "text"),
    { path: "today", title: w.today, group: w.day, kind: "date" },
  ];
}

/** The facts under a name, each with its cells. */
function facts(plan: Plan, list: Plan["facts"], prefix: string, w: NameWords): Name[] {
  return (list ?? []).flatMap((f): Name[] => {
    const record = plan.records[f.source];
    if (!record) return [];
    const path = prefix + f.id;
    if (f.many) return [{ path, title: record.title, group: record.title, kind: "records", cells: record.cells }];
    return [
      { path, title: record.title, group: record.title, kind: "record" },
      ...record.cells.map((c) => named(`${path}.${c.id}`, record.title, c, w.of(record.title, c.title))),
    ];
  });
}

/** What is meant by `row`, `it` and `value` at a rule's path, as evaluation names it. */
function here(plan: Plan, rule: string, w: NameWords): Name[] {
  const words = rule.split(".");
  const out: Name[] = [];
  if (words[0] === "form" && words.length > 1) {
    const field = plan.fields.find((f) => f.id === words[1]);
    const column = field?.columns?.find((c) => c.id === words[2]);
    if (field && (column || field.facts?.some((f) => f.id === words[2]))) out.push(...rowOf(plan, field, w));
    const own = column ?? field;
    if (own && words.includes("check")) out.push(named("value", w.day, own, w.value));
  }
  if (words[0] === "materials") {
    const material = plan.materials?.find((m) => m.id === words[1]);
    const table = plan.fields.find((f) => f.id === material?.per);
    if (table) out.push(...rowOf(plan, table, w));
    const at = words.indexOf("reuse");
    const reuse = at > 0 ? material?.reuse?.[Number(words[at + 1]) - 1] : undefined;
    const record = plan.records[reuse?.records ?? ""];
    if (record) out.push(...record.cells.map((c) => named(`it.${c.id}`, w.it(record.title), c)));
  }
  return out;
}

function rowOf(plan: Plan, table: PlanField, w: NameWords): Name[] {
  return [...(table.columns ?? []).map((c) => named(`row.${c.id}`, w.row(table.title), c)), ...facts(plan, table.facts, "row.", w)];
}

/** Every name that a rule may read: what is meant only here first, then the form, what registers hold, and who asks. */
export function namesAt(plan: Plan, rule: string, w: NameWords): Name[] {
  const sections = new Map(plan.sections.map((s) => [s.id, s.title]));
  const clerks = new Set(plan.sections.filter((s) => s.step).map((s) => s.id));
  const inStep = rule.startsWith("handling") || clerks.has(plan.fields.find((f) => `form.${f.id}` === rule.split(".").slice(0, 2).join("."))?.section ?? "");
  const fields = plan.fields.filter((f) => inStep || !(f.clerk || f.step)).map((f) => named(`form.${f.id}`, sections.get(f.section ?? "") ?? "", f));
  return [...here(plan, rule, w), ...fields, ...facts(plan, plan.facts, "", w), ...system(w)];
}

/** The names inside a quantifier over a list: those of one element under the macro's variable, then all around it. */
export function inside(names: Name[], list: Name | undefined, variable: string): Name[] {
  const around = names.filter((n) => n.path !== variable && !n.path.startsWith(`${variable}.`));
  if (!list) return around;
  if (list.kind === "choices") return [{ path: variable, title: list.title, group: list.title, kind: "choice", options: list.options }, ...around];
  return [...(list.cells ?? []).map((c) => named(`${variable}.${c.id}`, list.title, c)), ...around];
}

/** The name of a path. */
export const nameOf = (names: Name[], path: string): Name | undefined => names.find((n) => n.path === path);
