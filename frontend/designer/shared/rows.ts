/** The rows of a dated table, as its file has them. */
import { child, isList, isMap, textAt, textOf, type Json, type Tree } from "../model/tree";

export interface DatedRow {
  from: string;
  /** As it is written; "": until the next row of the same key. */
  to: string;
  key: string;
  basis: string;
  values: Record<string, string>;
  /** The last day, worked out; "": it has no end. */
  until: string;
}

export interface Cell { id: string; title: string; type: string; unit: string }

export function cellsOf(tree: Tree): Cell[] {
  const list = child(tree, "fields");
  return isList(list) ? list.l.map((f) => ({ id: textAt(f, "id"), title: textAt(f, "title") || textAt(f, "id"), type: textAt(f, "type"), unit: textAt(f, "unit") })) : [];
}

export function rowsOf(tree: Tree): DatedRow[] {
  const list = child(tree, "rows");
  if (!isList(list)) return [];
  const rows = list.l.map((r): DatedRow => {
    const values = child(r, "values");
    return { from: textAt(r, "from"), to: textAt(r, "to"), key: textAt(r, "key"), basis: textAt(r, "basis"), until: "", values: isMap(values) ? Object.fromEntries(values.m.map(([k, v]) => [k, textOf(v)])) : {} };
  });
  return rows.map((r, i) => ({ ...r, until: r.to || dayBefore(rows.slice(i + 1).find((n) => n.key === r.key)?.from ?? "") }));
}

/** The day before a civil day; "" of none. */
export function dayBefore(day: string): string {
  const d = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(d.getTime())) return "";
  d.setUTCDate(d.getUTCDate() - 1);
  return d.toISOString().slice(0, 10);
}

/** A row that counts on a day never changes. */
export const counts = (r: DatedRow, today: string): boolean => r.from !== "" && r.from <= today;

/** Where a new row goes: behind the last of those that begin before it. */
export function placeFor(rows: DatedRow[], from: string): number {
  const i = rows.findIndex((r) => r.from > from);
  return i < 0 ? rows.length : i;
}

/** What a row is written as. */
export function written(r: { from: string; key: string; basis: string; values: Record<string, string> }): Json {
  return { from: r.from, ...(r.key ? { key: r.key } : {}), basis: r.basis, values: Object.fromEntries(Object.entries(r.values).filter(([, v]) => v !== "")) };
}
