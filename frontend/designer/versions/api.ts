/** The versions of an item (catalog/api) and what differs between two of them (designer/api). */
import type { Api } from "../../core/api";
import type { DefinitionDraft, ItemLine, May } from "../api";
import type { Changes } from "../review/api";

export interface VersionLine {
  number: number;
  /** By which it is read like a draft. */
  id: string;
  effective: string;
  at: string;
  inForce?: boolean;
  /** Of which it comes; missing: it came with a folder. */
  draft?: string;
  authors: string[];
  approved?: string;
  published?: string;
  /** Applications that stand on it. */
  drafts: number;
  cases: number;
}

export interface Versions {
  item: string;
  title: string;
  withdrawn?: boolean;
  versions: VersionLine[];
  draft?: ItemLine["draft"];
  /** It takes no new applications for now. */
  stop?: { reason: string; notice: string; english: string; by: string; at: string };
  mayStop: May;
  may: May;
}

const enc = encodeURIComponent;

export const versionsOf = (api: Api, item: string) => api.call<Versions>("GET", `/staff/definitions/items/${enc(item)}/versions`);
export const stop = (api: Api, item: string, body: { reason: string; notice: string; english: string }) => api.call<Versions>("POST", `/staff/definitions/items/${enc(item)}/stop`, body);
export const lift = (api: Api, item: string, reason: string) => api.call<Versions>("POST", `/staff/definitions/items/${enc(item)}/lift`, { reason });
export const between = (api: Api, item: string, from: number, to: number) => api.call<Changes>("GET", `/designer/items/${enc(item)}/changes?from=${from}&to=${to}`);
export const beginFrom = (api: Api, item: string, number: number) => api.call<DefinitionDraft>("POST", "/staff/definitions/drafts", { item, from: `version:${number}` });
