/** What the applicant changed since the submission before, beside the values as they are. */
import type { Plan, PlanField, State } from "../../core/contract";
import type { Change } from "../desk";
import { fieldAt, titleOf } from "./names";

/** One change in the words of the form. */
export interface Told extends Change {
  title: string;
  field?: PlanField;
}

/** Changes with their titles: the applicant's own first, then what followed from them. */
export function told(plan: Plan, state: State, list: Change[]): Told[] {
  const of = (c: Change): Told => {
    const at = fieldAt(plan, c.path);
    return { ...c, title: titleOf(plan, state, c.path) || c.path, field: at?.column ?? (at?.row ? undefined : at?.field) };
  };
  const rank = (c: Change) => (c.by === "applicant" ? 0 : 1);
  return list.map(of).sort((a, b) => rank(a) - rank(b));
}

/** Changes by path, for the rows of the form. */
export const byPath = (list: Told[]): Map<string, Told> => new Map(list.map((c) => [c.path, c]));
