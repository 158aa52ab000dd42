/** The matrix as figures: which columns there are, and what stands in a cell. Pure. */
import type { ItemRow, PaperRow, PaperUse, Used, Way } from "./api";

/** A licence or a register that some paper is waived by. */
export interface Column { records: string; title: string; licence: boolean }

/** Licences before registers, in each those that most papers are waived by first. */
export function columnsOf(items: ItemRow[]): Column[] {
  const found = new Map<string, Column & { papers: number }>();
  for (const paper of items.flatMap((i) => i.papers)) {
    for (const records of new Set(paper.ways.map((w) => w.records))) {
      const way = paper.ways.find((w) => w.records === records)!;
      const c = found.get(records);
      if (c) c.papers++;
      else found.set(records, { records, title: way.title || records, licence: way.licence, papers: 1 });
    }
  }
  return [...found.values()]
    .sort((a, b) => Number(b.licence) - Number(a.licence) || b.papers - a.papers || (a.records < b.records ? -1 : 1))
    .map(({ papers: _, ...c }) => c);
}

/** The columns of the rows that are shown, and how many others have no rule in any of these. */
export function shownColumns(all: ItemRow[], shown: ItemRow[]): { columns: Column[]; others: Column[] } {
  const every = columnsOf(all);
  const columns = columnsOf(shown);
  return { columns, others: every.filter((c) => !columns.some((s) => s.records === c.records)) };
}

/** The ways of a paper that go by one licence or register. */
export const waysBy = (p: PaperRow, records: string): Way[] => p.ways.filter((w) => w.records === records);

/** The least that is trusted of several ways: D before A. */
export const leastTrust = (ways: Way[]): string => ways.map((w) => w.trust).sort().at(-1) ?? "";

/** How a paper fared over the window; undefined where it is not known. */
export const useOf = (u: Used | undefined, paper: string): PaperUse | undefined => u?.papers?.find((p) => p.material === paper);

/** In how many applications a paper belonged to them. */
export const needed = (u: PaperUse): number => u.waived + u.asked;

/** The share that a licence or register waived, in percent to the whole; null where there was none to waive. */
export function rate(u: PaperUse, records?: string): number | null {
  const of = needed(u);
  if (of === 0) return null;
  const waived = records === undefined ? u.waived : u.by[records] ?? 0;
  // All but one is not all, and one is not none.
  return waived === of ? 100 : waived === 0 ? 0 : Math.min(99, Math.max(1, Math.round((100 * waived) / of)));
}

/** The sums of several items: of what they have papers for. */
export function sumOf(items: ItemRow[], of: (item: string) => Used | undefined): { papers: number; needed: number; waived: number } {
  const out = { papers: 0, needed: 0, waived: 0 };
  for (const i of items) {
    out.papers += i.papers.length;
    for (const p of i.papers) {
      const u = useOf(of(i.item), p.id);
      if (!u) continue;
      out.needed += needed(u);
      out.waived += u.waived;
    }
  }
  return out;
}

/** Those whose name, or the name of a paper or of what stands in for it, has the words. */
export function matching(items: ItemRow[], needle: string): ItemRow[] {
  const n = needle.trim().toLowerCase();
  if (!n) return items;
  const has = (t: string) => t.toLowerCase().includes(n);
  return items.map((i) => (has(i.name) ? i : { ...i, papers: i.papers.filter((p) => has(p.title) || p.ways.some((w) => has(w.title))) })).filter((i) => i.papers.length > 0);
}

/** Where an arrow leads in a grid: not beyond its edges. */
export function step(at: [row: number, column: number], key: string, rows: number, columns: number): [number, number] | null {
  const [r, c] = at;
  const to: Record<string, [number, number]> = {
    ArrowUp: [r - 1, c], ArrowDown: [r + 1, c], ArrowLeft: [r, c - 1], ArrowRight: [r, c + 1], Home: [r, 0], End: [r, columns - 1],
    PageUp: [r - 10, c], PageDown: [r + 10, c],
  };
  const next = to[key];
  return next ? [Math.max(0, Math.min(rows - 1, next[0])), Math.max(0, Math.min(columns - 1, next[1]))] : null;
}

/** Where an entry of a paper's reuse stands in the item's file: its rule, where it has one. */
export const pathOf = (paper: string, way?: Way): string => `/materials/#${paper}${way ? `/reuse/${way.entry - 1}${way.sentence ? "/when" : ""}` : ""}`;
