/** What a clerk can ask the applicant to correct, and what the checks propose. */
import type { StaffCase, Finding } from "../desk";
import { checksOf } from "./checks";
import { materialId, titleOf } from "./names";

/** One line of a notice that is being written. */
export interface Asked {
  path: string;
  title: string;
  reason: string;
  mend: string;
}

/** Everything of the applicant's that a notice can name: what is shown of the form, and what papers are asked for. */
export function candidates({ view }: StaffCase): { path: string; title: string }[] {
  const fields = view.plan.fields.filter((f) => !f.clerk && !f.step && view.state.fields[`form.${f.id}`]?.shown).map((f) => ({ path: `form.${f.id}`, title: f.title }));
  const papers = Object.entries(view.state.materials ?? {}).filter(([, m]) => m.state !== "not_needed").map(([path]) => ({
    path: `materials.${path}`, title: view.plan.materials?.find((m) => m.id === materialId(path))?.title ?? path,
  }));
  return [...fields, ...papers];
}

/** What fails by the system's checks, and what a person found to differ, stands there already. */
export function first(page: StaffCase, findings: Record<string, Finding>): Asked[] {
  const known = candidates(page);
  const out: Asked[] = [];
  for (const c of checksOf(page.view)) {
    if (c.mark !== "no" && findings[c.id] !== "differs") continue;
    for (const path of [...c.materials.map((m) => `materials.${m}`), ...c.fields]) {
      const at = known.find((k) => k.path === path);
      if (at && !out.some((o) => o.path === path)) out.push({ ...at, reason: c.text || c.title || titleOf(page.view.plan, page.view.state, path), mend: "" });
    }
  }
  return out;
}
