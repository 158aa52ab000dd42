/** Lists of items (实施清单) as spreadsheets: reading one, making drafts of it (designer/api). */
import type { Api } from "../../core/api";

/** A sheet whose header was found. Rows count from 1, columns from 0. */
export interface Table {
  sheet: string;
  head: number;
  header: string[];
  rows: { no: number; cells: string[] }[];
  merged?: { row: number; column: number; toRow: number; toColumn: number }[];
}

export interface Column {
  /** Of the element; missing: it is read as none. */
  key?: string;
  name?: string;
  /** Its cells go into the definition as comments. */
  kept?: boolean;
}

export interface Change {
  id: string;
  column: string;
  says: string[];
  /** The list doesn't name it. */
  removes?: boolean;
}

export interface Paper {
  title: string;
  details?: string;
  licence?: string;
  trust?: string;
}

/** An item as its row says it. */
export interface Row {
  no: number;
  item: string;
  name: string;
  existing?: boolean;
  papers: Paper[];
  changes: Change[];
  text?: string;
  /** Why nothing can be made of it. */
  blocked?: string;
}

export interface Way {
  label: string;
  edits: { row: number; column: number; text: string }[];
  drop: number[];
}

/** A cell that somebody should look at. */
export interface Doubt {
  row: number;
  column: number;
  cell: string;
  unknown?: boolean;
  why: string;
  ways: Way[];
}

export interface Reading {
  table: Table;
  columns: Column[];
  rows: Row[];
  doubts: Doubt[];
}

export interface Made {
  no: number;
  item: string;
  draft?: string;
  problem?: string;
}

const base = "/designer/lists";

/** Where files are got. */
export const sampleHref = `/api${base}/sample`;
export const exportHref = (items: string[]) => `/api${base}/export${items.length ? `?${items.map((i) => `item=${encodeURIComponent(i)}`).join("&")}` : ""}`;

export const readFile = (api: Api, file: string) => api.call<Reading>("POST", `${base}/read`, { file });
export const readTable = (api: Api, table: Table) => api.call<Reading>("POST", `${base}/read`, { table });
export const makeDrafts = (api: Api, table: Table, rows: { no: number; changes?: string[] }[], key: string) =>
  api.call<{ made: Made[] }>("POST", `${base}/drafts`, { table, rows, key }, { idempotencyKey: key }).then((b) => b.made);
