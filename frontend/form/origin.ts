/** From evaluation's word on a field to the line under its value. */
import type { FieldState, PlanField, State } from "../core/contract";
import type { FieldOrigin, Source } from "../parts/field-frame";
import type { Messages } from "../parts/messages/zh";
import { valueText } from "./format";

/** By whom a value was given that no source did, in words, where that is not the reader's own account: at a counter. */
export type Givers = Partial<Record<string, string>>;

/** Who gave a value, in words. */
export function sourceOf(s: FieldState, sources: Record<string, string>, w: Messages, givers: Givers = {}): Source {
  const o = s.from;
  if (o?.kind === "fact") return { name: sources[o.source ?? ""] ?? "", on: o.at };
  return { name: givers[o?.kind ?? ""] ?? w.yourAccount };
}

/** Whether what the source gave may only be a hint: the applicant's confirmation makes it count. */
function isHint(field: PlanField, s: FieldState, state: Pick<State, "facts">, row: string): boolean {
  const from = s.from?.source;
  return !!field.fill?.some((c) => c.hint && c.facts?.some((f) => state.facts?.[f.replace(/^row\b/, row)]?.source === from));
}

/** The source that a field waits for, where it is down. */
function silent(field: PlanField, state: Pick<State, "facts">, row: string): string | undefined {
  const facts = field.fill?.flatMap((c) => c.facts ?? []) ?? [];
  return facts.map((f) => state.facts?.[f.replace(/^row\b/, row)]).find((f) => f?.down)?.source;
}

/** The origin of a value; row is the path of the row that a column is in. */
export function originOf(field: PlanField, s: FieldState, state: Pick<State, "facts">, sources: Record<string, string>, w: Messages, row = "", limited: string[] = [], givers: Givers = {}): FieldOrigin {
  const source = sourceOf(s, sources, w, givers);
  if (isHint(field, s, state, row)) source.hint = true;
  if (s.disputed) return { state: "disputed" };
  if (isChosen(s)) return { state: "chosen" };
  if (s.from?.kind === "computed") return { state: "computed" };
  if (s.from?.kind === "answer") {
    // Whoever takes another of what is on offer has put nothing right.
    return s.filled === undefined || field.options && s.edit === "free" && !field.fill?.some((c) => c.facts) ? { state: "empty" } : { state: "corrected", was: valueText(field, s.filled, w), source: { name: "" } };
  }
  if (!s.from) {
    const down = silent(field, state, row);
    return down ? { state: "down", source: { name: sources[down] ?? down }, limit: limited.includes(down) } : { state: "empty" };
  }
  if (s.edit === "locked") return { state: "locked", source };
  if (s.confirm === "waiting") return { state: "awaiting", source };
  if (s.confirm === "done") return { state: "confirmed", source };
  return { state: "filled", source };
}

/** Whether the definition, and no register, has answered a question for the time being: it is asked all the same. */
function isChosen(s: FieldState): boolean {
  return s.from?.kind === "computed" && s.edit === "free";
}

/** Whether a value is there without the person having typed it. */
export function isHeld(s: FieldState): boolean {
  return s.shown && !isChosen(s) && s.is === "value" && !!s.from && s.from.kind !== "answer" && !s.errors?.some((e) => !e.warn);
}
