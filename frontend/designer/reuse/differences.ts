/** What came of a replay, in words. Pure. */
import { spanOf } from "../../core/span";
import type { Differing, Kind, Replayed } from "./api";
import type { ReuseWords } from "./words";

/** The tiles, as they are looked at before publishing. */
export const tiles: Kind[] = ["waived", "asked", "verdict", "unknown"];

/** What changes beside papers and verdicts. */
export const lesser: Kind[] = ["visits", "days"];

/** What the words of a difference come from. */
export interface Names {
  verdicts: Record<string, string>;
  spans: Record<string, (n: number) => string>;
}

/** One side of a difference. */
export function sideText(kind: Kind, text: string, w: ReuseWords, n: Names): string {
  switch (kind) {
    case "verdict": return n.verdicts[text] ?? text;
    case "visits": return w.times(text);
    case "days": {
      const span = spanOf(text);
      return span ? n.spans[span.unit]!(span.n) : w.noLimit;
    }
    default: return w.states[text] ?? text;
  }
}

/** The id of the paper that a path is of: one that is asked for each row is one paper. */
export const paperOf = (at: string | undefined): string => (at ?? "").split("[")[0]!;

/** The differences of one kind; "" all. */
export const linesOf = (r: Replayed, kind: Kind | ""): Differing[] => (r.lines ?? []).filter((l) => !kind || l.kind === kind);

/** Papers by how much they change, those that are asked for more often first. */
export const papersOf = (r: Replayed): [paper: string, more: number][] =>
  Object.entries(r.papers).filter(([, n]) => n !== 0).sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1));

/** How many cases differ at all, as far as the lines tell. */
export const changes = (r: Replayed): number => Object.values(r.counts).reduce((sum, n) => sum + (n ?? 0), 0);
