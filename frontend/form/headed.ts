import type { Plan, State } from "../core/contract";
import type { FormWords } from "./messages/zh";

/** What the verdict is headed by. Whom a rule refers to no other item or place has no need to apply at all. */
export function verdictText(plan: Pick<Plan, "rules">, state: Pick<State, "verdict" | "rules">, fw: FormWords): string {
  const elsewhere = plan.rules?.some((r) => r.to && state.rules?.[r.id]?.effect === "refer");
  return state.verdict === "refer" && !elsewhere ? fw.noNeed : fw.verdicts[state.verdict]!;
}
