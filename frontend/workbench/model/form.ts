/** What the applicant handed in: sections, values and where each came from. */
import type { FieldState, PlanField, View } from "../../core/contract";

/** Where a value came from. */
export type Source =
  | { kind: "register"; title: string; on?: string }
  | { kind: "own" }
  | { kind: "changed" }
  | { kind: "account" }
  | { kind: "computed" }
  | { kind: "profile" }
  | { kind: "none" };

/** One value. */
export interface Row {
  path: string;
  field: PlanField;
  value: unknown;
  is: FieldState["is"];
  source: Source;
  /** What the register says where the applicant wrote something else. */
  registered?: { value: unknown; title: string };
  /** The applicant says that the register is wrong. */
  disputed: boolean;
  /** The source that would have filled it did not answer: the applicant typed it (未核验). */
  unverified: boolean;
  /** Sentences of checks that did not hold. */
  remarks: string[];
  /** Why a person should look: shown in 要看的. */
  look: boolean;
  /** Of a table. */
  rows?: { id: string; name: string; cells: Row[] }[];
}

/** A heading of the form with its values. */
export interface Section {
  id: string;
  title: string;
  rows: Row[];
  remarks: string[];
}

/** Sections that the applicant filled, as far as they are shown. Those of a step are written later, by staff. */
export function sectionsOf(view: View, linked: Set<string>): Section[] {
  const { plan, state } = view;
  return plan.sections.filter((s) => !s.step && state.sections[s.id]?.shown).map((s) => ({
    id: s.id,
    title: s.title,
    rows: plan.fields.filter((f) => f.section === s.id && !f.clerk && !f.step && state.fields[`form.${f.id}`]?.shown).map((f) => rowOf(view, f, `form.${f.id}`, linked)),
    remarks: (state.sections[s.id]?.errors ?? []).flatMap((e) => (e.say ? [e.say] : [])),
  })).filter((s) => s.rows.length > 0);
}

function rowOf(view: View, field: PlanField, path: string, linked: Set<string>): Row {
  const s = view.state.fields[path]!;
  const changed = s.from?.kind === "answer" && s.filled !== undefined;
  const row: Row = {
    path, field, value: s.value, is: s.is, source: changed ? { kind: "changed" } : sourceOf(view, s), disputed: s.disputed === true, unverified: s.unverified === true,
    remarks: (s.errors ?? []).flatMap((e) => (e.say ? [e.say] : [])), look: false,
    ...(changed ? { registered: { value: s.filled, title: filledBy(view, field) } } : {}),
  };
  if (field.type === "table") row.rows = tableRows(view, field, path, s, linked);
  row.look = changed || row.disputed || row.unverified || row.remarks.length > 0 || s.is === "unknown" || linked.has(path)
    || (row.rows?.some((r) => r.cells.some((c) => c.look)) ?? false);
  return row;
}

function tableRows(view: View, field: PlanField, path: string, s: FieldState, linked: Set<string>): Row["rows"] {
  return (s.rows ?? []).map((id, i) => ({
    id,
    name: field.rows?.fixed?.[i] ?? "",
    cells: (field.columns ?? []).flatMap((c) => {
      const at = `${path}[${id}].${c.id}`;
      return view.state.fields[at]?.shown ? [rowOf(view, c, at, linked)] : [];
    }),
  }));
}

/** Where a value of the state came from. */
export function sourceOf(view: View, s: FieldState): Source {
  const o = s.from;
  switch (o?.kind) {
    case "fact": return { kind: "register", title: view.sources[o.source ?? ""] ?? view.plan.records[o.source ?? ""]?.title ?? o.source ?? "", on: o.at };
    case "answer": return { kind: "own" };
    case "computed": return { kind: "computed" };
    case "profile": return { kind: "profile" };
    case "user":
    case "applicant": return { kind: "account" };
    default: return { kind: "none" };
  }
}

/** The title of the source that a field is filled from; "" where it has several or none. */
function filledBy(view: View, field: PlanField): string {
  const facts = [...new Set((field.fill ?? []).flatMap((c) => c.facts ?? []))];
  const ids = [...new Set(facts.map((f) => view.state.facts?.[f]?.source ?? view.plan.facts?.find((x) => x.id === f)?.source ?? ""))];
  const id = ids.length === 1 ? ids[0]! : "";
  return id ? (view.sources[id] ?? view.plan.records[id]?.title ?? id) : "";
}

/** How many values there are, by where they came from. */
export function countsOf(sections: Section[]): { all: number; register: number; own: number; computed: number } {
  const rows = sections.flatMap((s) => s.rows).filter((r) => r.is === "value");
  const n = (...kinds: Source["kind"][]) => rows.filter((r) => kinds.includes(r.source.kind)).length;
  return { all: rows.length, register: n("register", "account", "profile"), own: n("own", "changed"), computed: n("computed") };
}
