/** A draft on its way through review: what it changes (designer/api), comments and decisions (catalog/api). */
import type { Api } from "../../core/api";
import type { DefinitionDraft, DraftHead } from "../api";
import type { Json } from "../model/tree";

export type ChangeKind = "added" | "removed" | "changed" | "moved" | "renamed";

/** A text in both languages. */
export interface BothWords {
  zh: string;
  en: string;
}

export interface Change {
  path: string;
  was?: string;
  kind: ChangeKind;
  title: BothWords;
  /** The whole difference as a sentence. */
  says: BothWords;
  before: Json;
  after: Json;
}

export interface FileChanges {
  file: string;
  kind: string;
  new: boolean;
  removed: boolean;
  broken: boolean;
  changes: Change[];
}

export interface Changes {
  version: number;
  files: FileChanges[];
}

export interface Comment {
  id: string;
  /** That it answers; missing: it begins one. */
  thread?: string;
  file?: string;
  path?: string;
  text: string;
  by: string;
  at: string;
  settled?: string;
  settledBy?: string;
}

/** A way of the draft through review. */
export interface Move {
  act: "submit" | "return" | "approve" | "publish" | "discard";
  by: string;
  at: string;
  reason?: string;
}

/** What keeps a draft from being handed over. */
export interface Hindrance {
  code: string;
  file: string;
  line: number;
  column: number;
  message: string;
}

export interface ReviewHead extends DraftHead {
  approved?: string;
  number?: number;
  effective?: string;
  mine: boolean;
}

export interface Reviewed extends DefinitionDraft, ReviewHead {
  moves: Move[];
  behind: boolean;
}

const enc = encodeURIComponent;
const at = (id: string, what = "") => `/staff/definitions/drafts/${enc(id)}${what}`;

export const reviewed = (api: Api, id: string) => api.call<Reviewed>("GET", at(id));
export const changesOf = (api: Api, id: string) => api.call<Changes>("GET", `/designer/drafts/${enc(id)}/changes`);
export const commentsOf = (api: Api, id: string) => api.call<{ comments: Comment[] }>("GET", at(id, "/comments")).then((b) => b.comments);
export const comment = (api: Api, id: string, body: { thread?: string; file?: string; path?: string; text: string; key: string }) =>
  api.call<Comment>("POST", at(id, "/comments"), body, { idempotencyKey: body.key });
export const settle = (api: Api, id: string, c: string) => api.call<Comment>("POST", at(id, `/comments/${enc(c)}/settle`));
export const submit = (api: Api, id: string, version: number) => api.call<ReviewHead>("POST", at(id, "/submit"), { version });
export const giveBack = (api: Api, id: string, version: number, reason: string) => api.call<ReviewHead>("POST", at(id, "/return"), { version, ...(reason ? { reason } : {}) });
export const approve = (api: Api, id: string, version: number) => api.call<ReviewHead>("POST", at(id, "/approve"), { version });
export const publish = (api: Api, id: string, version: number, effective: string) => api.call<ReviewHead>("POST", at(id, "/publish"), { version, effective });
export const discard = (api: Api, id: string, version: number) => api.call<ReviewHead>("POST", at(id, "/discard"), { version });
