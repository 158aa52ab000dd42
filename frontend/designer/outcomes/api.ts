/** All outcomes of a draft (designer/api). */
import type { Api } from "../../core/api";
import type { Effect } from "../../core/contract";

export interface Question {
  name: string;
  title: string;
  cells: { label: string }[];
}

export interface Condition {
  id: string;
  title: string;
  effect: Effect;
  /** Where it refers to. */
  to?: string;
}

export interface Paper {
  id: string;
  title: string;
  /** Only where something holds. */
  maybe?: boolean;
  /** By the system: nobody brings it. */
  made?: boolean;
  /** Records by which it needn't be handed in. */
  reuse?: string[];
}

export interface Row {
  /** Of each question the places of the cells that lead here; none: not asked, or it doesn't matter. */
  answers: (number[] | null)[];
  verdict: Effect;
  fails: Condition[];
  /** Conditions that records decide, or what is looked at. */
  open: Condition[];
  papers: Paper[];
  /** What visits, time and fee still hang on. */
  hangs?: string[];
}

/** A row in words. */
export interface Said {
  answers: string[];
  verdict: string;
  days: string;
  visits: string;
  fee: string;
  /** Of each paper how it is asked for, and when. */
  papers: string[];
  notes: string[];
}

export interface Node {
  question: number;
  branches: { cells: number[]; to: Node }[];
  row: number;
}

export interface Outcomes {
  version: number;
  today: string;
  questions: Question[];
  rows: Row[];
  said: Said[];
  tree: Node;
  /** Questions that were not branched on. */
  left: string[];
}

const at = (id: string, what: string) => `/designer/drafts/${encodeURIComponent(id)}/${what}`;

export const outcomesOf = (api: Api, id: string) => api.call<Outcomes>("GET", at(id, "outcomes"));
/** A language as the address of a file names it. */
export const tongueOf = (lang: string) => (lang === "en" ? "en" : "zh-Hans");
export const sheetHref = (id: string, lang: string) => `/api${at(id, "outcomes.xlsx")}?language=${lang}`;

/** What is written from the definition, and as what. */
export const books = ["guide", "handbook"] as const;
export const forms = ["html", "pdf"] as const;
export const bookHref = (id: string, kind: typeof books[number], form: typeof forms[number], lang: string) => `/api${at(id, `book/${kind}.${form}`)}?language=${lang}`;
