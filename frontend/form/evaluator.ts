/** What evaluates a plan on this side. The server's word counts in the end; this one is there at once. */
import type { Input, Plan, State, Text } from "../core/contract";

/** One item, ready to be evaluated again and again. */
export interface Evaluation {
  /** The state of an input, with the server's word where facts were withheld from this side; null where this side can't tell. */
  state(input: Input, server: State): State | null;
  /** A text with its values put in, for the input that was evaluated last. */
  text(text: Text): string;
}

/** Opens a plan. */
export type Evaluator = (plan: Plan) => Evaluation;

/** Leaves all to the server: for as long as the evaluator is not here yet. */
export const serverOnly: Evaluator = () => ({
  state: () => null,
  text: (t) => (typeof t === "string" ? t : t.map((part) => (typeof part === "string" ? part : "…")).join("")),
});
