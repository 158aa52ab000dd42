/** What is done to a list before drafts are made of it. Pure: a table goes in, another comes out. */
import type { Doubt, Reading, Row, Table, Way } from "./api";

export const keyOf = (d: { row: number; column: number }) => `${d.row}:${d.column}`;

export const cellOf = (t: Table, row: number, column: number): string =>
  row === t.head ? t.header[column] ?? "" : t.rows.find((r) => r.no === row)?.cells[column] ?? "";

/** The table with what a way puts in, and without the rows that it leaves out. */
export function mended(t: Table, ways: Way[]): Table {
  const header = [...t.header];
  let rows = t.rows.map((r) => ({ no: r.no, cells: [...r.cells] }));
  for (const way of ways) {
    for (const e of way.edits) {
      const cells = e.row === t.head ? header : rows.find((r) => r.no === e.row)?.cells;
      if (!cells) continue;
      while (cells.length <= e.column) cells.push("");
      cells[e.column] = e.text;
    }
    rows = rows.filter((r) => !way.drop.includes(r.no));
  }
  return { ...t, header, rows };
}

/** Whether choosing a way changes nothing: the cell is left, as a comment. */
export const leaves = (w: Way) => w.edits.length === 0 && w.drop.length === 0;

/** Other cells of the column with the same text and the same doubt. */
export const alike = (r: Reading, d: Doubt) =>
  r.doubts.filter((o) => o !== d && o.column === d.column && o.why === d.why && cellOf(r.table, o.row, o.column) === cellOf(r.table, d.row, d.column));

/** What a way does to another cell that says the same. */
export const elsewhere = (w: Way, from: Doubt, to: Doubt): Way => ({ ...w, edits: w.edits.map((e) => (e.row === from.row && e.column === from.column ? { ...e, row: to.row } : e)) });

/** The next doubt behind a cell, or before it, that nobody has settled; round and round. */
export function next(doubts: Doubt[], settled: ReadonlySet<string>, at: { row: number; column: number } | null, back = false): Doubt | undefined {
  const open = doubts.filter((d) => !settled.has(keyOf(d)));
  if (back) open.reverse();
  const behind = (d: Doubt) => (at ? (d.row - at.row || d.column - at.column) * (back ? -1 : 1) > 0 : true);
  return open.find(behind) ?? open[0];
}

/** How many cells were understood, are to be looked at, and were not understood. */
export function counts(r: Reading, settled: ReadonlySet<string>): { known: number; look: number; unknown: number } {
  const open = r.doubts.filter((d) => !settled.has(keyOf(d)));
  const doubted = new Set(r.doubts.map(keyOf));
  let known = 0;
  for (const row of r.table.rows) row.cells.forEach((c, i) => { if (c && r.columns[i]?.key && !doubted.has(keyOf({ row: row.no, column: i }))) known++; });
  return { known, look: open.filter((d) => !d.unknown).length, unknown: open.filter((d) => d.unknown).length };
}

/** What a draft can be made of. */
export const makeable = (r: Row) => !r.blocked && (!r.existing || r.changes.length > 0);

/** What is taken of a row unless somebody says otherwise: nothing that the list merely doesn't name. */
export const usual = (r: Row) => new Set(r.changes.filter((c) => !c.removes).map((c) => c.id));

/** Columns that are always seen. */
const main = ["name", "department", "type", "statutory", "promised", "materials", "fee"];

/** The columns of the table: the main ones, and those in which something is doubted. */
export function shown(r: Reading): number[] {
  return r.columns.flatMap((c, i) => (c.key && main.includes(c.key) || r.doubts.some((d) => d.column === i) ? [i] : []));
}
