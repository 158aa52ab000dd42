import type { State } from "../core/contract";
import type { Truth } from "../parts/verdict";

/** Whether an effect keeps from applying here. */
export const against = (effect: string | undefined) => effect === "refuse" || effect === "refer" || effect === "window";

/** Can I? no as soon as something speaks against it for sure. */
export function truthOf(state: Pick<State, "verdict" | "settled">): Truth {
  if (against(state.verdict)) return "no";
  return state.settled ? "yes" : "unknown";
}
