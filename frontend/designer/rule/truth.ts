/** What each condition came to: as the server saw it; of a group it hasn't told, from what is in it. */
import type { Cond } from "../../core/rows/cond";
import { textAt } from "../../core/rows/node";
import type { RulePart } from "./live";

export type Truth = "true" | "false" | "unknown" | "empty" | "value";

/** What conditions came to by their text: one that is written as before keeps its answer while the next one comes. */
export type Parts = ReadonlyMap<string, RulePart>;

export const partsBy = (text: string, parts: RulePart[]): Parts => new Map(parts.map((p) => [textAt(text, p), p]));

/** What a condition came to, and what it saw; undefined where nobody knows. */
export function truthOf(text: string, parts: Parts, c: Cond): { result: Truth; part?: RulePart } | undefined {
  const part = parts.get(textAt(text, c.node.outer));
  if (part) return { result: part.result, part };
  if (c.kind !== "all" && c.kind !== "any") return undefined;
  const inner = c.items.map((x) => truthOf(text, parts, x)?.result);
  const decides = c.kind === "all" ? "false" : "true";
  if (inner.includes(decides)) return { result: decides };
  if (inner.includes(undefined)) return undefined;
  if (inner.includes("unknown")) return { result: "unknown" };
  return { result: inner.includes("empty") ? "empty" : c.kind === "all" ? "true" : "false" };
}
