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
  /** Of those that could not be evaluated, the first 200. */
  which?: { number: string; why: "read" | "evaluation" }[];
  /** Cases by kind. */
  counts: Partial<Record<Kind, number>>;
  /** More waived, less those asked for, by paper. */
  papers: Record<string, number>;
  /** At most 2,000, the gravest first. */
  lines: Differing[] | null;
}

/** One replay of a draft. */
export interface Replay {
  id: string;
  version: number;
  from: string;
  to: string;
  by: string;
  at: string;
  state: "running" | "done" | "failed" | "outdated";
  total: number;
  done: number;
  finished?: string;
  /** Seals what was compared and what came of it. */
  digest?: string;
  /** While it runs, and where it failed, sums without lines. */
  result?: Replayed;
  /** Of a failed one: the cases that were not looked at, from behind a number up to another. */
  lost?: { behind: string; upTo: string; cases: number; why: "read" | "broke" }[];
}

/** Why a replay counts no more. */
export type Stale = "draft" | "base" | "days";

/** How a draft stands to past cases. */
export interface Replays {
  /** It can't be handed on without a fresh one. */
  needed: boolean;
  /** What is missing for that; of opened cases, those of who asks. */
  lacks: { code: "replay" | "replay_opened"; message: string }[];
  newest?: Replay;
  stale: Stale[];
  /** Numbers of its cases that who asks has opened. */
  opened: string[];
  /** How many have to be opened. */
  grave: number;
}

export type Result = "true" | "false" | "unknown" | "empty";

/** One way of not asking for a paper, as it was tried. */
export interface WayTried {
  entry: number;
  records: string;
  outcome: Outcome | "reused";
  clauses: { text: string; result: Result }[];
}

export interface PaperSide { state: string; ways: WayTried[] }

/** Why one case would have been otherwise. */
export interface Why {
  lines: Differing[];
  papers: { at: string; title: string; before: PaperSide; after: PaperSide }[];
  rules: { id: string; title: string; before?: string; after?: string }[];
}

const enc = encodeURIComponent;
const at = (draft: string, what = "") => `/designer/drafts/${enc(draft)}/replay${what}`;

export const reuses = (api: Api) => api.call<{ items: ItemRow[] }>("GET", "/designer/reuse").then((b) => b.items);
export const used = (api: Api, item: string, w: Window) => api.call<Used>("GET", `/designer/reuse/${enc(item)}?from=${w.from}&to=${w.to}`);
export const replays = (api: Api, draft: string) => api.call<Replays>("GET", at(draft));
export const startReplay = (api: Api, draft: string, w: Window, key: string) => api.call<Replay>("POST", at(draft), { ...w, key }, { idempotencyKey: key });
export const openReplayed = (api: Api, draft: string, replay: string, number: string) => api.call<Why>("POST", at(draft, `/${enc(replay)}/cases/${enc(number)}`));
export const markOpened = (api: Api, draft: string, replay: string, like: string) => api.call<undefined>("POST", at(draft, `/${enc(replay)}/opened`), { like });
