/** What a checked rule reads, and where in a case that stands. */
import type { Node, Plan, PlanField, State } from "../../core/contract";

/**
 * What a rule reads: form.area, user.acts_as, and of a look-up each cell by
 * itself (person.name), or the whole where the rule goes through its records.
 */
export function namesIn(node: Node | undefined): string[] {
  const out = new Set<string>();
  const walk = (n: unknown): void => {
    if (!Array.isArray(n) || n[0] === "lit") return;
    const path = pathOf(n);
    if (path) out.add(path);
    else n.forEach(walk);
  };
  walk(node);
  return [...out];
}

/** person.name of ["get", ["var", "person"], "name"]; "" for any other node. */
function pathOf(n: unknown[]): string {
  if (n[0] === "var" && typeof n[1] === "string") return n[1];
  if (n[0] !== "get" || typeof n[2] !== "string" || !Array.isArray(n[1])) return "";
  const head = pathOf(n[1]);
  return head && `${head}.${n[2]}`;
}

/** The field, and for a cell its column and row, that a path names. */
export function fieldAt(plan: Plan, path: string): { field: PlanField; column?: PlanField; row?: string } | null {
  const m = /^form\.([^.[]+)(?:\[([^\]]+)\])?(?:\.(.+))?$/.exec(path);
  const field = m && plan.fields.find((f) => f.id === m[1]);
  if (!m || !field) return null;
  const column = m[3] ? field.columns?.find((c) => c.id === m[3]) : undefined;
  return { field, column, row: m[2] };
}

/** The material of a path: bank_book, health_cert[r1]. */
export const materialId = (path: string) => path.replace(/\[.*$/, "");

/** The path of the material that a name is about: materials.book, consent:letter; the name itself where it is about none. */
export const materialPath = (name: string) => name.replace(/^(materials\.|consent:)/, "");

/** A name in the words of the form: the title of a question, of a source, of a material. "" where it has none. */
export function titleOf(plan: Plan, state: State, name: string): string {
  const path = name.replace(/^choose:/, "");
  const at = fieldAt(plan, path);
  const source = state.facts?.[path]?.source;
  if (source) return plan.records[source]?.title ?? source;
  if (at) return at.column ? `${at.field.title} · ${at.column.title}` : at.field.title;
  const fact = plan.facts?.find((f) => f.id === path);
  if (fact) return plan.records[fact.source]?.title ?? fact.source;
  return plan.materials?.find((m) => m.id === materialId(materialPath(path)))?.title ?? "";
}

/** Fields and materials that belong together with a check. */
export interface Links {
  /** Paths of fields. */
  fields: string[];
  /** Paths of materials. */
  materials: string[];
}

/**
 * What the names of a rule lead to: the questions themselves, values that were
 * filled from the same cell of a look-up, and the licence that stands in for a
 * material. A register that fills half of the form leads nowhere by itself.
 */
export function linksOf(plan: Plan, state: State, names: string[]): Links {
  const bare = new Set(names.map((n) => n.replace(/^choose:/, "")));
  const fills = (path: string, fact: string | undefined) =>
    fact !== undefined && (fieldAt(plan, path)?.field.fill ?? []).some((c) => namesIn(c.value).some((n) => n.startsWith(fact) && bare.has(n)));
  const fields = Object.entries(state.fields).filter(([path, f]) => f.shown && (bare.has(path) || fills(path, f.from?.fact))).map(([p]) => p);
  const licences = new Set([...bare].map((n) => n.split(".")[0]!).filter((head) => plan.records[state.facts?.[head]?.source ?? ""]?.licence));
  const materials = Object.entries(state.materials ?? {}).filter(([path, m]) =>
    m.state !== "not_needed" && plan.materials?.find((x) => x.id === materialId(path))?.reuse?.some((r) => licences.has(r.by))).map(([p]) => p);
  return { fields, materials };
}
