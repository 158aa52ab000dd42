/** The tests of a draft, how they saw its rules, and what they would not notice (designer/api). */
import type { Api } from "../../core/api";
import type { Effect } from "../../core/contract";
import type { Trial } from "../api";
import type { Tree } from "../model/tree";

/** Where a test expected something else. */
export interface Difference {
  path: string;
  what: string;
  want: string;
  got: string;
}

export interface TestLine {
  name: string;
  file: string;
  line: number;
  passed: boolean;
  /** The test itself is wrong. */
  error?: string;
  verdict?: Effect;
  applicant?: string;
  day?: string;
  differences: Difference[];
  /** ms */
  took: number;
}

/** A condition, with how often the tests saw it come to what. */
export interface RuleLine {
  rule: string;
  sentence: string;
  true: number;
  false: number;
  unknown: number;
  missing: ("true" | "false" | "unknown")[];
}

/** An applicant at a point where a comparison turns. */
export interface Edge {
  rule: string;
  varied: string;
  where: "before" | "at" | "after";
  value: string;
  result: string;
  verdict: Effect;
  test: string;
}

export interface Proof {
  version: number;
  tests: TestLine[];
  rules: RuleLine[];
  edges: Edge[];
  /** ms */
  took: number;
}

/** A way of breaking a rule that no test noticed. */
export interface Mutant {
  rule: string;
  kind: string;
  change: string;
}

export interface Mutants {
  tried: number;
  noticed: number;
  equivalent: number;
  survivors: Mutant[];
}

/** Something that a test of a trial can expect: it came out so. */
export interface Expected {
  /** The keys below expect. */
  at: string[];
  group: "conclusion" | "rules" | "materials" | "fields" | "handling";
  what: string;
  text: string;
  value: Tree;
  usual: boolean;
}

/** A trial as a test. */
export interface Kept {
  version: number;
  item: string;
  file: string;
  /** The file isn't there yet. */
  fresh: boolean;
  /** How many tests the file has. */
  count: number;
  name: string;
  test: Tree;
  expects: Expected[];
}

const at = (id: string, what: string) => `/designer/drafts/${encodeURIComponent(id)}/${what}`;

export const prove = (api: Api, id: string, signal?: AbortSignal) => api.call<Proof>("POST", at(id, "tests"), undefined, { signal });
export const keepTrial = (api: Api, id: string, trial: Trial) => api.call<Kept>("POST", at(id, "keep"), { trial });
export const mutate = (api: Api, id: string) => api.call<Mutants>("POST", at(id, "mutants"));
