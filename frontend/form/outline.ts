/** Where things stand in the form: worked out from plan and state, the same for every channel. */
import type { Block, Plan, PlanField, PlanMaterial, PlanSection, State } from "../core/contract";
import type { FormSession } from "./session";

/** The section that asks 情形 before anything else. */
export const QUESTIONS = "situations";

/** A page of the way through. */
export type StepName = "questions" | "form" | "materials" | "review";

/** A section with what the applicant fills in. */
export interface Part {
  section: PlanSection;
  fields: PlanField[];
}

/** The applicant's sections; those of later steps and the clerk's fields are not among them. */
export function partsOf(plan: Plan): Part[] {
  return plan.sections
    .filter((s) => !s.step)
    .map((section) => ({ section, fields: plan.fields.filter((f) => f.section === section.id && !f.clerk && !f.step) }))
    .filter((p) => p.fields.length > 0);
}

/** The sections that are shown now, without the questions. */
export function shownParts(plan: Plan, state: State): Part[] {
  return partsOf(plan).filter((p) => p.section.id !== QUESTIONS && state.sections[p.section.id]?.shown
    && p.fields.some((f) => state.fields[`form.${f.id}`]?.shown));
}

/** The questions that are shown now. */
export function questionsOf(plan: Plan, state: State): PlanField[] {
  const part = partsOf(plan).find((p) => p.section.id === QUESTIONS);
  return part?.fields.filter((f) => state.fields[`form.${f.id}`]?.shown) ?? [];
}

/** The identity level that a section needs by itself and the one who sits here lacks; 0 none. */
export function lacking(session: FormSession, section: string): number {
  const level = session.state.value.sections[section]?.level ?? 0;
  return level > session.input.value.user.level ? level : 0;
}

/** The pages of the way, in order. */
export function stepsOf(plan: Plan): StepName[] {
  const questions = plan.fields.some((f) => f.section === QUESTIONS);
  const materials = (plan.materials?.length ?? 0) > 0;
  return [...(questions ? ["questions" as const] : []), "form", ...(materials ? ["materials" as const] : []), "review"];
}

/** form.staff[r1].no → field, row, column; undefined for what is no field. */
export interface FieldPath {
  field: PlanField;
  row?: string;
  column?: PlanField;
}

/** Reads the path of a field, row or cell. */
export function fieldAt(plan: Plan, path: string): FieldPath | undefined {
  const m = /^form\.([a-z0-9_]+)(?:\[([^\]]+)\])?(?:\.([a-z0-9_]+))?$/.exec(path);
  const field = m && plan.fields.find((f) => f.id === m[1]);
  if (!field) return undefined;
  return { field, row: m[2], column: field.columns?.find((c) => c.id === m[3]) };
}

/** The material of a path: id, or id[row]. */
export function materialAt(plan: Plan, path: string): PlanMaterial | undefined {
  const id = path.replace(/\[.*/, "");
  return plan.materials?.find((m) => m.id === id);
}

/** Id in the document of what a path names; a table's cells are named as its input names them. */
export function domId(path: string): string {
  if (!path.startsWith("form.") && !path.startsWith("section.")) return `m-${path.replace(/[[\].]+/g, "-")}`;
  return `f-${path.replace(/^form\./, "").replace(/[[\].]+/g, "-").replace(/-$/, "")}`;
}

/** Where something is done that submission waits for. */
export interface Spot {
  step: StepName;
  section?: string;
  anchor?: string;
}

/** Where a path is worked on. */
export function spotOf(plan: Plan, path: string): Spot {
  const at = fieldAt(plan, path);
  const section = at ? at.field.section : path.startsWith("section.") ? path.slice(8) : undefined;
  if (section === QUESTIONS) return { step: "questions", section, anchor: domId(path) };
  if (section) return { step: "form", section, anchor: domId(path) };
  if (materialAt(plan, path)) return { step: "materials", anchor: domId(path) };
  return { step: "review" };
}

/** One line of what is missing: a block, or all confirmations of a section together. */
export interface Missing {
  kind: Block["kind"];
  path: string;
  /** How many confirmations are behind it. */
  count: number;
}

/** What submission waits for, each once; signatures are given at the end and are not counted. */
export function missingOf(plan: Plan, state: State): Missing[] {
  const out: Missing[] = [];
  const seen = new Map<string, Missing>();
  for (const b of state.blocked ?? []) {
    if (b.kind === "verdict" || b.kind === "identity") continue;
    if (b.kind === "material" && state.materials?.[b.path]?.signer) continue;
    const section = b.kind === "confirm" && fieldAt(plan, b.path)?.field.section;
    const key = section ? `confirm ${section}` : b.path;
    const old = seen.get(key);
    if (old) {
      if (section) old.count++;
      continue;
    }
    const m = { kind: b.kind, path: b.path, count: 1 };
    seen.set(key, m);
    out.push(m);
  }
  return out;
}

/** Materials that wait for somebody's signature. */
export function toSign(state: State): string[] {
  return Object.entries(state.materials ?? {}).filter(([, m]) => m.state === "needed" && m.signer).map(([path]) => path);
}

/** Where one was last, else where the first thing is missing. */
export function firstStep(session: FormSession, steps: StepName[]): StepName {
  const last = steps.find((s) => s === session.step);
  if (last) return last;
  const state = session.state.peek();
  const asked = session.plan.fields.some((f) => f.section === QUESTIONS && state.fields[`form.${f.id}`]?.is !== "value" && state.fields[`form.${f.id}`]?.shown);
  if (asked) return steps[0]!;
  return shownParts(session.plan, state).length > 0 ? "form" : "review";
}
