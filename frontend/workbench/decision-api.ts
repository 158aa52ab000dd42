/** The endpoints of who decides. */
import type { Api } from "../core/api";

export type Outcome = "granted" | "partly" | "refused";

/** What is put down for a decision. */
export interface Deciding {
  outcome: Outcome;
  opinion: string;
  parts?: string[];
  answers: Record<string, unknown>;
}

/** A document as it would be written; html is what it says, escaped by the server. */
export interface ForeseenSheet { kind: string; title: string; html: string }

/** What a decision would write and give. */
export interface Foreseen {
  documents: ForeseenSheet[];
  results: { kind: "licence" | "record" | "document"; of: string; title: string; row?: string; cells: Record<string, unknown>; validTo?: string; waits?: string[] }[];
  stateTitle: string;
  /** Sent along, it holds the decision to what was looked at. */
  digest: string;
}

/** Asks what a decision would write. Nothing is stored. */
export const foresee = (api: Api, number: string, d: Deciding) => api.call<Foreseen>("POST", `/staff/cases/${encodeURIComponent(number)}/decision/preview`, d);
