/** What came of a replay, in words. Pure. */
import { spanOf } from "../../core/span";
import type { Differing, Kind, PaperSide, Replayed, Result } from "./api";
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

/** The gravest first, as the server sorts them. */
const order: Kind[] = ["verdict", "asked", "waived", "unknown", "visits", "days"];

/** What has to be opened before the draft is handed on. */
export const grave = (k: Kind): boolean => k === "asked" || k === "verdict";

/** The lines by what they change, each kind that there is, in the order of their gravity. */
export const groupsOf = (lines: Differing[]): [Kind, Differing[]][] =>
  order.map((k): [Kind, Differing[]] => [k, lines.filter((l) => l.kind === k)]).filter(([, list]) => list.length > 0);

/** What a line is known by. */
export const keyOf = (l: Differing): string => `${l.number} ${l.kind} ${l.at ?? ""}`;

/** The numbers of grave cases, in their order, each once. */
export const graveOf = (lines: Differing[]): string[] => [...new Set(lines.filter((l) => grave(l.kind)).map((l) => l.number))].sort();

/** Grave cases whose grave differences are all the same as those of one, itself among them. */
export function alike(lines: Differing[], number: string): string[] {
  const of = new Map<string, string>();
  for (const l of lines) if (grave(l.kind)) of.set(l.number, `${of.get(l.number) ?? ""}${JSON.stringify([l.kind, l.at, l.before, l.after])}`);
  return [...of].filter(([, what]) => what === of.get(number)).map(([n]) => n);
}

/** One condition by both definitions; nothing where one of them has none of it. */
export interface Clause { records: string; text: string; before?: Result; after?: Result }

/** The conditions of what may stand in for a paper, by both definitions: first those of the old one, each way with whether it stood in. */
export function clausesOf(before: PaperSide, after: PaperSide): Clause[] {
  const out: Clause[] = [];
  const side = (s: PaperSide, which: "before" | "after") => {
    const used = new Set<Clause>();
    const put = (records: string, text: string, result: Result) => {
      let c = out.find((x) => x.records === records && x.text === text && !used.has(x));
      if (!c) {
        c = { records, text };
        const last = out.map((x) => x.records).lastIndexOf(records);
        out.splice(last < 0 ? out.length : last + 1, 0, c);
      }
      used.add(c);
      c[which] = result;
    };
    for (const way of s.ways) {
      put(way.records, "", way.outcome === "reused" ? "true" : way.outcome === "down" || way.outcome === "unknown" ? "unknown" : "false");
      for (const c of way.clauses) put(way.records, c.text, c.result);
    }
  };
  side(before, "before");
  side(after, "after");
  return out;
}
