/** The endpoints of what items share: who keeps it (catalog/api), what is made of it (designer/api/shared.go). */
import type { Api } from "../../core/api";
import type { DraftState, May } from "../api";

export type SharedKind = "source" | "licence" | "fragment" | "codes" | "bundle" | "catalogue";

/** A file that items share. */
export interface SharedFile {
  /** By which a draft of it is begun. */
  path: string;
  kind: SharedKind;
  id: string;
  title: string;
  /** Title of the one that keeps it; missing: everybody's. */
  department?: string;
  dated?: boolean;
  draft?: { id: string; state: DraftState; by: string; at: string };
  may: May;
}

export interface UsingRule { path: string; sentence: string }

export interface UsingItem {
  id: string;
  name: string;
  department: string;
  /** It gives the licence, or writes the record. */
  issues?: boolean;
  rules: UsingRule[];
}

/** What items make of a file, or of an entry of it. */
export interface EntryUse {
  /** In the file; "": the file as a whole. */
  path: string;
  items: UsingItem[];
}

export interface Total { file: string; items: number; rules: number }

/** What a draft means for one item. */
export interface Effect {
  item: string;
  name: string;
  changed: boolean;
  broken: boolean;
  rules: UsingRule[];
  tests: number;
  failing: { name: string; file: string; line: number }[];
}

export type Why = "timeout" | "unreachable" | "garbage" | "open" | "refused" | "unlogged" | "unknown" | "limit";

/** How a source stands just now. */
export interface Probe {
  status: "records" | "pending" | "down";
  why?: Why;
  via: string;
  millis: number;
  records: number;
  cells: { id: string; title: string; value: string }[];
}

const enc = encodeURIComponent;

export const sharedFiles = (api: Api) => api.call<{ files: SharedFile[] }>("GET", "/staff/definitions/shared").then((b) => b.files);
export const totals = (api: Api) => api.call<{ files: Total[] }>("GET", "/designer/shared").then((b) => b.files);
export const usesOf = (api: Api, file: string) => api.call<{ entries: EntryUse[] }>("GET", `/designer/shared/uses?file=${enc(file)}`).then((b) => b.entries);
export const effectsOf = (api: Api, draft: string) => api.call<{ items: Effect[] }>("GET", `/designer/drafts/${enc(draft)}/effects`).then((b) => b.items);
export const probe = (api: Api, file: string, key: string) => api.call<Probe>("POST", "/designer/shared/probe", { file, ...(key ? { key } : {}) });
