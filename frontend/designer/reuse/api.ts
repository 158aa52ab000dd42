/** The endpoints of what stands in for papers, and of replays (designer/api/reuse.go). */
import type { Api } from "../../core/api";
import type { Window } from "./window";

/** One entry of a paper's reuse, from 1 in the order of the definition. */
export interface Way {
  entry: number;
  /** Id of the source or licence. */
  records: string;
  title: string;
  licence: boolean;
  /** The least that is taken: A, B, C, D. */
  trust: string;
  sentence?: string;
}

export interface PaperRow { id: string; title: string; ways: Way[] }

export interface ItemRow {
  item: string;
  name: string;
  department: { id: string; title: string };
  papers: PaperRow[];
}

/** Why a paper was asked for all the same. */
export type Outcome = "none" | "trust" | "paper" | "condition" | "down" | "unknown" | "no_rule" | "anyway";

export interface Reason {
  outcome: Outcome;
  records?: string;
  /** The first part of the condition that did not hold. */
  clause?: string;
  count: number;
  /** Numbers, at most 200. */
  cases: string[];
}

/** How one paper fared: the reasons add up to what was asked for, the records to what was waived. */
export interface PaperUse {
  material: string;
  waived: number;
  asked: number;
  by: Record<string, number>;
  reasons: Reason[] | null;
}

export interface Used { cases: number; failed?: number; papers: PaperUse[] | null }

export type Kind = "waived" | "asked" | "verdict" | "unknown" | "visits" | "days";

/** One difference of one case. */
export interface Differing {
  number: string;
  day: string;
  kind: Kind;
  /** Path of the paper. */
  at?: string;
  before: string;
  after: string;
}

export interface Replayed {
  cases: number;
  failed?: number;
  /** Cases by kind. */
  counts: Partial<Record<Kind, number>>;
  /** More waived, less those asked for, by paper. */
  papers: Record<string, number>;
  /** At most 2,000, the gravest first. */
  lines: Differing[] | null;
}

const enc = encodeURIComponent;

export const reuses = (api: Api) => api.call<{ items: ItemRow[] }>("GET", "/designer/reuse").then((b) => b.items);
export const used = (api: Api, item: string, w: Window) => api.call<Used>("GET", `/designer/reuse/${enc(item)}?from=${w.from}&to=${w.to}`);
export const replay = (api: Api, draft: string, w: Window) => api.call<Replayed>("POST", `/designer/drafts/${enc(draft)}/replay`, { from: w.from, to: w.to });
