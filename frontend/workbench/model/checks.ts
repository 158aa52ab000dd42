/** What the system has checked, and what is left for a person: one list, the open ones first. */
import type { Effect, PlanBasis, RuleState, View } from "../../core/contract";
import type { Finding, StaffCase } from "../desk";
import { linksOf, materialPath, namesIn, titleOf, type Links } from "./names";

/** yes: it holds · no: it doesn't · unknown: not decided · look: a person looks. */
export type Mark = "yes" | "no" | "unknown" | "look";

/** One line of 核对. */
export interface Check extends Links {
  id: string;
  /** What kind of thing is checked; a point is what the definition tells people to look at. */
  kind: "rule" | "review" | "point" | "promise";
  mark: Mark;
  /** "" where only a name is known that has no title. */
  title: string;
  /** What the rule says where it doesn't hold. */
  text: string;
  effect?: Effect;
  /** Titles of what it waits for. */
  missing: string[];
  basis: PlanBasis[];
  /** A source did not answer. */
  down: boolean;
  /** For 为什么; "" where there is nothing to explain. */
  why: string;
}

/** Whether a person has to come to a conclusion about it. */
export const open = (c: Check) => c.mark !== "yes";

const marks: Record<RuleState["result"], Mark> = { true: "yes", false: "no", unknown: "unknown", empty: "unknown", off: "yes" };

/** All checks that apply to a case, the open ones first. */
export function checksOf(view: View): Check[] {
  const all = [...rules(view), ...reviews(view), ...promises(view), ...points(view)];
  const rank: Mark[] = ["no", "unknown", "look", "yes"];
  return all.map((c, i) => ({ c, i })).sort((a, b) => rank.indexOf(a.c.mark) - rank.indexOf(b.c.mark) || a.i - b.i).map((x) => x.c);
}

const titles = (view: View, names: string[] | undefined) => [...new Set((names ?? []).map((n) => titleOf(view.plan, view.state, n)).filter(Boolean))];
const isDown = (view: View, names: string[] | undefined) => (names ?? []).some((n) => view.state.facts?.[n.replace(/^choose:/, "")]?.down === true);

function rules(view: View): Check[] {
  const { plan, state } = view;
  return (plan.rules ?? []).flatMap((r): Check[] => {
    const s = state.rules?.[r.id];
    if (!s || s.result === "off") return [];
    return [{
      id: `rule.${r.id}`, kind: "rule", mark: marks[s.result], title: r.title, text: s.text ?? "", effect: s.result === "true" ? undefined : (s.effect ?? r.effect),
      missing: titles(view, s.missing), basis: r.basis ?? [], down: isDown(view, s.missing), why: `eligibility.${r.id}`,
      ...linksOf(plan, state, [...namesIn(r.that), ...namesIn(r.when)]),
    }];
  });
}

/** Names on which something hangs that is no rule: a source that was down, two values that could not be compared. */
function reviews(view: View): Check[] {
  const { plan, state } = view;
  return (state.review ?? []).map((name): Check => ({
    id: `review.${name}`, kind: "review", mark: "look", title: titleOf(plan, state, name), text: "", missing: [], basis: [], down: isDown(view, [name]), why: "",
    ...linksOf(plan, state, [name]),
    ...(state.materials?.[materialPath(name)] ? { materials: [materialPath(name)] } : {}),
  }));
}

/** What the applicant only promised. */
function promises(view: View): Check[] {
  const { plan, state } = view;
  return Object.entries(state.materials ?? {}).filter(([, m]) => m.state === "promised").map(([path]): Check => ({
    id: `promise.${path}`, kind: "promise", mark: "look", title: titleOf(plan, state, `materials.${path}`), text: state.materials?.[path]?.promise ?? "",
    missing: [], basis: [], down: false, why: `materials.${path}`, fields: [], materials: [path],
  }));
}

/** 审查要点 of the definition, as far as they apply to this case. */
function points(view: View): Check[] {
  const { plan, state } = view;
  return plan.fields.flatMap((f): Check[] => {
    const s = state.fields[`form.${f.id}`];
    if (!f.point || f.step !== "precheck" || !s?.shown) return []; // those of later steps wait for whoever does them
    const at = f.point.lookAt ?? [];
    const materials = Object.keys(state.materials ?? {}).filter((p) => at.some((id) => p === id || p.startsWith(`${id}[`)));
    const fields = at.map((id) => `form.${id}`).filter((p) => state.fields[p]?.shown);
    return [{ id: `point.${f.id}`, kind: "point", mark: "look", title: f.title, text: "", missing: [], basis: f.point.basis ?? [], down: false, why: "", fields, materials }];
  });
}

/** What staff found about what was handed in last. */
export function foundOf(page: StaffCase): Record<string, Finding> {
  return page.timeline.filter((h) => h.round === page.case.round && h.findings).at(-1)?.findings ?? {};
}

/** How many the system has settled, how many a person looks at. */
export function tallyOf(checks: Check[]): { done: number; open: number; all: number } {
  const left = checks.filter(open).length;
  return { done: checks.length - left, open: left, all: checks.length };
}

/** Review points of the definition by what they look at: beside the value or the paper. */
export function pointsAt(checks: Check[]): Map<string, string[]> {
  const out = new Map<string, string[]>();
  for (const c of checks) {
    if (c.kind !== "point") continue;
    for (const at of [...c.fields, ...c.materials]) out.set(at, [...(out.get(at) ?? []), c.title]);
  }
  return out;
}
