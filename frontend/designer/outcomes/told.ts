/** What the screen of outcomes reads from them; pure. */
import type { Effect } from "../../core/contract";
import type { Outcomes } from "./api";

/** Places of the rows that have a verdict ("" any) and a text in an answer, a paper or a condition. */
export function shown(o: Outcomes, verdict: Effect | "", text: string): number[] {
  const needle = text.trim().toLowerCase();
  return o.rows.flatMap((r, i) => {
    if (verdict && r.verdict !== verdict) return [];
    const words = [...o.said[i]!.answers, ...r.papers.map((p) => p.title), ...r.fails.map((f) => f.title)];
    return !needle || words.some((x) => x.toLowerCase().includes(needle)) ? [i] : [];
  });
}

/** The verdicts that there are, in the order of the rows. */
export const verdictsOf = (o: Outcomes): Effect[] => [...new Set(o.rows.map((r) => r.verdict))];

/** How many papers somebody brings at most and at least, by the rows in which any is asked for. */
export function papersOf(o: Outcomes): { least: number; most: number } {
  const counts = o.rows.filter((r) => r.verdict !== "refuse" && r.verdict !== "refer").map((r) => r.papers.filter((p) => !p.made));
  return { least: Math.min(...counts.map((c) => c.filter((p) => !p.maybe && !p.reuse?.length).length), Infinity), most: Math.max(...counts.map((c) => c.length), 0) };
}
