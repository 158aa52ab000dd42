/** Materials of a case: the state of each, its evidence and its files. */
import type { FileLine, Files } from "../../core/api";
import type { MaterialState, MaterialWord, PlanMaterial, View } from "../../core/contract";
import { rowName } from "../../core/rows";
import { materialId } from "./names";

/** One material, or one of a row. */
export interface Paper {
  path: string;
  plan: PlanMaterial;
  state: MaterialState;
  /** Title, with the row where it is asked for each. */
  title: string;
  files: FileLine[];
  /** A person looks at it. */
  look: boolean;
  /** given, without a file: to be brought. */
  onPaper: boolean;
}

const looked: MaterialWord[] = ["given", "promised", "deferred", "to_be_found", "needed", "undecided"];

/** All materials of the case, what was handed in first, then what else is to look at, those that it doesn't need last. */
export function papersOf(view: View, files: Files, rowNo: (n: number) => string): Paper[] {
  const list = view.plan.materials ?? [];
  const place = new Map(list.map((m, i) => [m.id, i]));
  const papers = Object.entries(view.state.materials ?? {}).flatMap(([path, state]): Paper[] => {
    const plan = list[place.get(materialId(path)) ?? -1];
    if (!plan) return [];
    const own = files[path] ?? [];
    return [{ path, plan, state, title: titleFor(view, plan, path, rowNo), files: own, look: looked.includes(state.state), onPaper: state.state === "given" && own.length === 0 }];
  });
  const rank = (p: Paper) => (p.state.state === "given" ? 0 : p.look ? 1 : p.state.state === "not_needed" ? 3 : 2);
  return papers.sort((a, b) => rank(a) - rank(b) || place.get(a.plan.id)! - place.get(b.plan.id)! || (a.path < b.path ? -1 : 1));
}

function titleFor(view: View, plan: PlanMaterial, path: string, rowNo: (n: number) => string): string {
  const row = /\[([^\]]+)\]$/.exec(path)?.[1];
  if (!row || !plan.per) return plan.title;
  const nth = () => rowNo((view.state.fields[`form.${plan.per}`]?.rows ?? []).indexOf(row) + 1);
  return `${plan.title} · ${rowName(view.plan, view.state, plan.per, row) || nth()}`;
}

/** How many of each state, for a summary. */
export function paperCounts(papers: Paper[]): Partial<Record<MaterialWord, number>> {
  const out: Partial<Record<MaterialWord, number>> = {};
  for (const p of papers) out[p.state.state] = (out[p.state.state] ?? 0) + 1;
  return out;
}

/** A picture can be shown in the page; anything else is opened. */
export const isPicture = (f: FileLine) => f.type.startsWith("image/");
