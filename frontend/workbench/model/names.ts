/** What a checked rule reads, and where in a case that stands. */
import type { Node, Plan, PlanField, State } from "../../core/contract";

/** Names of the variables that a rule reads: form.area, person, user.acts_as … */
export function namesIn(node: Node | undefined): string[] {
  const out = new Set<string>();
  const walk = (n: unknown): void => {
    if (!Array.isArray(n)) return;
    if (n[0] === "lit") return;
    if (n[0] === "var" && typeof n[1] === "string") out.add(n[1]);
    else n.forEach(walk);
  };
  walk(node);
  return [...out];
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

/** A name in the words of the form: the title of a question, of a source, of a material. "" where it has none. */
export function titleOf(plan: Plan, state: State, name: string): string {
  const path = name.replace(/^choose:/, "");
  const at = fieldAt(plan, path);
  const source = state.facts?.[path]?.source;
  if (source) return plan.records[source]?.title ?? source;
  if (at) return at.column ? `${at.field.title} · ${at.column.title}` : at.field.title;
  const fact = plan.facts?.find((f) => f.id === path);
  if (fact) return plan.records[fact.source]?.title ?? fact.source;
  return plan.materials?.find((m) => m.id === materialId(path.replace(/^materials\./, "")))?.title ?? "";
}

/** Fields and materials that belong together with a check. */
export interface Links {
  /** Paths of fields. */
  fields: string[];
  /** Paths of materials. */
  materials: string[];
}

/** What the names of a rule lead to: the questions themselves, values filled from a look-up, materials that a record stands in for. */
export function linksOf(state: State, names: string[]): Links {
  const bare = new Set(names.map((n) => n.replace(/^choose:/, "")));
  const heads = new Set([...bare].map((n) => n.split(".")[0]!));
  const fields = Object.entries(state.fields).filter(([path, f]) => f.shown && (bare.has(path) || (f.from?.fact !== undefined && heads.has(f.from.fact)))).map(([p]) => p);
  const materials = Object.entries(state.materials ?? {}).filter(([, m]) => m.by !== undefined && heads.has(m.by)).map(([p]) => p);
  return { fields, materials };
}
