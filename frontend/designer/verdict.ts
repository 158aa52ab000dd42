import type { State } from "../core/contract";
import type { StudioWords } from "./words";

/** What would become of the application, as far as it is known. */
export function verdictOf(state: State, w: StudioWords): string {
  if (!state.settled && (state.verdict === "pass" || state.verdict === "warn")) return w.unknownYet;
  return w.verdicts[state.verdict];
}
