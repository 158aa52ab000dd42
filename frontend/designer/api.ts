/** The endpoints of drafts of definitions (catalog/api) and of looking at them (designer/api). */
import type { Api, Stopped } from "../core/api";
import type { View } from "../core/contract";
import type { Command, Json, Tree } from "./model/tree";

export type DraftState = "open" | "in_review" | "published" | "discarded";

/** What one may do, or why not. */
export interface May {
  may: boolean;
  why?: string;
}

/** An item of the catalogue, or one of which there is only a draft yet. */
export interface ItemLine {
  id: string;
  name: string;
  department: { id: string; title: string };
  mode?: string;
  /** The newest; 0: none is published yet. */
  version: number;
  effective?: string;
  withdrawn?: boolean;
  /** Urgent (紧急停办): what people are told, since when. */
  stopped?: Stopped;
  draft?: { id: string; state: "open" | "in_review"; by: string; at: string };
  may: May;
}

/** One step of a draft; that somebody undid it is told of the step. */
export interface StepLine {
  seq: number;
  kind: "begin" | "do" | "undo" | "redo" | "follow";
  /** Of an undo or redo: the step that it is about. */
  of?: number;
  file: string;
  path?: string;
  label: string;
  by: string;
  mine?: boolean;
  at: string;
  undone?: boolean;
  changes?: { file: string; patches: Patch[] }[];
}

export interface Present {
  name: string;
  at?: string;
  self?: boolean;
}

export interface DraftFile {
  path: string;
  kind: string;
  text: string;
}

/** What may change of a draft besides its files. */
export interface DraftHead {
  id: string;
  item: string;
  title: string;
  state: DraftState;
  version: number;
  /** Of the version that it became. */
  number?: number;
  may: Record<string, May>;
}

export interface DefinitionDraft extends DraftHead {
  files: DraftFile[];
  steps: StepLine[];
  people: Present[];
}

/** A piece of a text that another takes the place of; offsets in UTF-16 units. */
export interface Patch {
  from: number;
  to: number;
  text: string;
}

/** What came of a command, an undo or a redo: all steps since the version that was seen. */
export interface Written extends DraftHead {
  step: number;
  steps: StepLine[];
}

/** What has happened to a draft, and who is there. */
export interface Watching extends DraftHead {
  steps: StepLine[];
  people: Present[];
}

/** A command for a file, with what the author saw at its place. */
export interface OrderPart {
  file: string;
  command: Command;
  was?: Json;
}

/** A step: its commands are all done, or none. */
export interface Order extends OrderPart {
  version: number;
  also?: OrderPart[];
  label: string;
  key: string;
}

/** What stands in the way of a step: a colleague's, at the same place. */
export interface Clash {
  path?: string;
  mine?: Json;
  theirs?: Json;
  by?: string;
}

export type Severity = "error" | "warning" | "advice";

export interface Fault {
  code: string;
  severity: Severity;
  file: string;
  line: number;
  column: number;
  length: number;
  path?: string;
  message: string;
  hint?: string;
  own: boolean;
  /** Where it can be mended without thought: one command for its file. */
  fix?: { label: string; command: Command };
}

/** The application that a definition is tried with. */
export interface Trial {
  as?: string;
  day?: string;
  language?: string;
  answers?: Record<string, unknown>;
  slow?: string[];
  down?: string[];
  confirmed?: Record<string, string>;
  submit?: boolean;
}

/** How a draft stands, and what an applicant would see. */
export interface Look {
  version: number;
  tree: Tree | null;
  faults: Fault[];
  view: View | null;
  /** The sentence of a rule by its path as evaluation names it. */
  rules: Record<string, string>;
  uses?: Record<string, string[]>;
}

export interface Sample {
  as: string;
  kind: string;
  name: string;
  tests: string[];
}

const base = "/staff/definitions";
const enc = encodeURIComponent;

export const definitions = (api: Api) => api.call<{ items: ItemLine[] }>("GET", base).then((b) => b.items);
export const openDraft = (api: Api, item: string) => api.call<DefinitionDraft>("POST", `${base}/drafts`, { item });

/** A new item: from nothing ("empty"), a mode ("template:…") or another item ("item:…"). */
export interface NewItem {
  item: string;
  name: string;
  from: string;
  department?: string;
}

export const newItem = (api: Api, body: NewItem) => api.call<DefinitionDraft>("POST", `${base}/drafts`, body);
export const getDraft = (api: Api, id: string) => api.call<DefinitionDraft>("GET", `${base}/drafts/${enc(id)}`);

/** What another id does to the files of a draft: what names the entry follows. */
export interface Renamed {
  version: number;
  files: { file: string; commands: Command[]; places: { path: string; was: string; now: string }[] }[];
}

export const renameTo = (api: Api, id: string, at: string, to: string) => api.call<Renamed>("POST", `/designer/drafts/${enc(id)}/rename`, { at, to });

/** What taking entries away does: all that goes, the rules among it, and the tests that name it. */
export interface Removal {
  version: number;
  files: { file: string; commands: Command[] }[];
  rules: { path: string; was: string }[];
  tests: { file: string; line: number; path: string; message: string }[];
}

export const removalOf = (api: Api, id: string, paths: string[]) => api.call<Removal>("POST", `/designer/drafts/${enc(id)}/remove`, { paths });

export const sendCommand = (api: Api, id: string, body: Order, keepalive = false) =>
  api.call<Written>("POST", `${base}/drafts/${enc(id)}/commands`, body, { idempotencyKey: body.key, keepalive });
export const undoStep = (api: Api, id: string, version: number, key: string) => api.call<Written>("POST", `${base}/drafts/${enc(id)}/undo`, { version, key }, { idempotencyKey: key });
export const redoStep = (api: Api, id: string, version: number, key: string) => api.call<Written>("POST", `${base}/drafts/${enc(id)}/redo`, { version, key }, { idempotencyKey: key });
export const changesSince = (api: Api, id: string, since: number, at: string) =>
  api.call<Watching>("GET", `${base}/drafts/${enc(id)}/changes?since=${since}&at=${enc(at)}`);
export const look = (api: Api, id: string, trial: Trial, signal?: AbortSignal) => api.call<Look>("POST", `/designer/drafts/${enc(id)}/look`, { trial }, { signal });
export const samples = (api: Api, id: string) => api.call<{ samples: Sample[] }>("GET", `/designer/drafts/${enc(id)}/samples`).then((b) => b.samples);

/** Something that an item may name. */
export interface Name {
  id: string;
  title: string;
  /** Of a source or licence: what a record of it says. */
  cells?: Name[];
}

/** What an item may name of its catalogue: department, fragment, source, licence, codes, role, person and organisation (themes), step. */
export type Names = Record<string, Name[]>;

export const namesOf = (api: Api, id: string) => api.call<{ names: Names }>("GET", `/designer/drafts/${enc(id)}/names`).then((b) => b.names);
export const schemaOf = (api: Api, kind: string) => api.call<Schema>("GET", `/designer/schema/${kind}`);

/** A JSON Schema, as far as the property panel reads it. */
export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string | string[];
  title?: string;
  description?: string;
  const?: unknown;
  enum?: unknown[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  prefixItems?: Schema[];
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
  pattern?: string;
  format?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}
