/** The endpoints of staff: /api/staff/cases and what hangs below. */
import type { CounterNote } from "./counter-api";
import type { Api, CaseLine, CasePage as Page, FileLine, Happening, Why } from "../core/api";

/** A case as staff list it: with who has it in hand. */
export type StaffLine = CaseLine & { credit?: string; claim?: Claim; waits?: string };

/** Who has a case in hand. */
export interface Claim {
  name: string;
  mine?: boolean;
  at: string;
}

/** A filter of the work list, with how many open cases it lets through. */
export interface Filter {
  /** today, over, soon, mine, free, back, or of a saved one. */
  id: string;
  /** Of a saved one. */
  title?: string;
  rule: string;
  /** With which it is shared. */
  office?: string;
  mine?: boolean;
  saved?: boolean;
  count: number;
}

/** GET /api/staff/cases */
export interface DeskPage {
  cases: StaffLine[];
  /** By state, whatever the state asked for. */
  counts: Record<string, number>;
  states: { state: string; title: string }[];
  items: { id: string; title: string; count: number }[];
  offices: { id: string; title: string; count: number }[];
  /** With the first page alone, as are the groups. */
  filters: Filter[];
  groups: Record<"over" | "today" | "next" | "stands", number>;
  /** What a filter may ask about. */
  names: string[];
  /** To go on with; "" at the end. */
  next: string;
  more?: boolean;
  size: number;
  /** Of the state and item asked for, whatever the filter. */
  total: number;
}

/** GET /api/staff/cases/{number} */
export type StaffCase = Omit<Page, "case"> & {
  case: StaffLine;
  channelTitle: string;
  unverified?: Unverified[];
  /** Of the window at which it was handed in. */
  counter?: CounterNote;
};

/** What was typed because its register did not answer, and what came of comparing it. */
export interface Unverified {
  path: string;
  source: string;
  result: "waiting" | "matches" | "differs" | "none";
  said?: unknown;
  at?: string;
}

/** What of the list is shown; it lives in the address. What somebody searched does not: it may name a person. */
export interface Query {
  /** "" where a state is asked for */
  filter: string;
  /** "" all */
  state: string;
  item: string;
  /** What was found last, in the place of the list. */
  found: boolean;
}

const enc = encodeURIComponent;
const at = (number: string) => `/staff/cases/${enc(number)}`;

/** The list's address on the server. */
export const listPath = (f: Query, after = "") => `/staff/cases?filter=${enc(f.filter)}&state=${enc(f.state)}&item=${enc(f.item)}${after && `&after=${enc(after)}`}`;

/** One page of the list. */
export const list = (api: Api, f: Query, after = "") => api.call<DeskPage>("GET", listPath(f, after));

/** Why somebody searches: it is written down with the search. */
export const PURPOSES = ["handle", "asked", "check", "complaint"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What a search gave. */
export interface Found {
  cases: StaffLine[];
  more?: boolean;
  /** What the words were taken for: text, number, id_number, phone or licence. */
  by: string;
}

/** Looks for cases. The words go in the body: addresses stand in logs. */
export const search = (api: Api, text: string, purpose: Purpose) => api.call<Found>("POST", "/staff/cases/search", { text, purpose });

/** What an order came to for one case. */
export interface Assigned {
  number: string;
  result: "done" | "claimed" | "gone" | "ended" | "foreign";
  by?: string;
}

/** Takes cases in hand (me), hands them to a colleague, gives them back (""). */
export async function assign(api: Api, numbers: string[], to: string, take = "", key = freshKey()): Promise<Assigned[]> {
  const body = { numbers, to, key, ...(take ? { take: true, reason: take } : {}) };
  return (await api.call<{ results: Assigned[] }>("POST", "/staff/cases/assign", body, { idempotencyKey: key })).results;
}

/** Somebody to whom a case may be handed. */
export interface Colleague { account: string; name: string; title: string }

/** Those who handle cases in one's own offices. */
export const colleagues = async (api: Api) => (await api.call<{ colleagues: Colleague[] }>("GET", "/staff/colleagues")).colleagues;

/** Keeps a filter. */
export const saveFilter = (api: Api, f: { id?: string; title: string; rule: string; office?: string }) => api.call<Filter>("POST", "/staff/filters", f);

/** Takes one of one's own away. */
export const removeFilter = (api: Api, id: string) => api.call<null>("DELETE", `/staff/filters/${enc(id)}`);

/** What is printed of a case. */
export interface Sheet {
  number: string;
  gone?: boolean;
  case?: StaffLine;
  itemCode?: string;
  department?: string;
  address?: string;
  hours?: string;
  phones?: string[];
  papers?: { title: string; state: string }[];
  query?: string;
  /** Where the case is followed and graded without signing in. */
  to?: string;
  qr?: { size: number; path: string };
}

/** Covers or receipts of several cases; each is a look that is written down. */
export const sheets = async (api: Api, numbers: string[], kind: string) => (await api.call<{ sheets: Sheet[] }>("POST", "/staff/cases/sheets", { numbers, kind })).sheets;

/** A place on a picture, in ten-thousandths of it. */
export interface Box { x: number; y: number; width: number; height: number }

/** What a colleague wrote on a paper. */
export interface PaperMark {
  id: string;
  round: number;
  material: string;
  file?: string;
  box?: Box;
  text: string;
  offered?: boolean;
  name: string;
  mine?: boolean;
  at: string;
}

/** All marks on a case. */
export const marks = async (api: Api, number: string) => (await api.call<{ marks: PaperMark[] }>("GET", `${at(number)}/marks`)).marks;

/** Writes one; the same key writes it once. */
export const addMark = (api: Api, number: string, m: { material: string; file?: string; box?: Box; text: string; offered: boolean; key: string }) =>
  api.call<PaperMark>("POST", `${at(number)}/marks`, m, { idempotencyKey: m.key });

/** Takes one's own away. */
export const removeMark = (api: Api, number: string, id: string) => api.call<null>("DELETE", `${at(number)}/marks/${enc(id)}`);

/** Who else has a case open, and how it stands. */
export interface Presence {
  case: StaffLine;
  others: { name: string; title: string; since: string }[];
  last?: Happening;
}

/** Says that one has a case open, or has closed it. Nothing of its content is given, and no look is written down. */
export const reading = (api: Api, number: string, left = false) => api.call<Presence>("POST", `${at(number)}/readers`, { left });

/** One thing in which a submission differs from the one before. */
export interface Change {
  /** Of a field, a cell, a row, or a material. */
  path: string;
  kind: "value" | "row_added" | "row_removed" | "files" | "paper";
  by: "applicant" | "register" | "computed";
  was?: unknown;
  is?: unknown;
}

/** What changed from the submission before to that of a round. */
export const changes = async (api: Api, number: string, round: number) => (await api.call<{ changes: Change[] }>("GET", `${at(number)}/rounds/${round}/changes`)).changes;

/** A case as it was handed in at an earlier time. */
export const round = (api: Api, number: string, n: number) => api.call<StaffCase>("GET", `${at(number)}/rounds/${n}`);

/** One case. The server writes every look into the trail: ask only for what somebody looks at. */
export const read = (api: Api, number: string) => api.call<StaffCase>("GET", `/staff/cases/${enc(number)}`);

/** What a person found about an open check. */
export type Finding = "fits" | "differs";

/** An order to pass or to return. */
export interface Order {
  version: number;
  pass: boolean;
  opinion: string;
  /** By the check's id. */
  findings: Record<string, Finding>;
  /** Of a return: what exactly is to be changed; left out: whatever the applicant finds. */
  parts?: { path: string; reason: string; mend: string }[];
  key: string;
}

/** Passes or returns. The key makes a second order of the same a question after the first one's answer. */
export async function precheck(api: Api, number: string, order: Order): Promise<CaseLine> {
  const path = `/staff/cases/${enc(number)}/precheck`;
  return (await api.call<{ case: CaseLine }>("POST", path, order, { idempotencyKey: order.key })).case;
}

/** Why something of a case is as it is; 501 where the server can't say yet. */
export const why = (api: Api, number: string, path: string) => api.call<Why>("GET", `/staff/cases/${enc(number)}/why?path=${enc(path)}`);

/** Where a file is fetched. */
export const fileHref = (id: string) => `/api/files/${enc(id)}`;

/** Where its preview is fetched: a picture that stands upright, of what was checked. */
export const previewHref = (f: { id: string; turn?: number }) => `${fileHref(f.id)}/preview?turn=${f.turn ?? 0}`;

/** The application form of a case, as handed in. */
export const formHref = (number: string) => `/api/cases/${enc(number)}/form.pdf`;

/** A key that no other order has had. */
export function freshKey(): string {
  return `desk-${crypto.randomUUID()}`;
}

/** Orders anything else about a case, by the last part of its address. */
export async function order(api: Api, number: string, act: string, body: Record<string, unknown>): Promise<CaseLine> {
  return (await api.call<{ case: CaseLine }>("POST", `/staff/cases/${enc(number)}/${act}`, body, { idempotencyKey: String(body.key) })).case;
}

/** A document of a case, to be read and printed. */
export const documentHref = (number: string, seq: number, language: string) => `/api/cases/${enc(number)}/documents/${seq}?language=${language}`;

/** For what staff enclose a file. */
export const ENCLOSING = ["visit", "letter", "sheet", "signed", "other"] as const;
export type Enclosing = (typeof ENCLOSING)[number];

/** A file that staff put to a case (附卷). */
export interface Enclosure { file: FileLine; purpose: Enclosing; note?: string; name: string; title?: string; at: string;
  /** Of the scan of a signed sheet: the digest of what was agreed to on it, and its submission. */
  sheet?: string; round?: number;
}

/** What the applicant agreed to on paper, at the window. */
export interface SignedSheet { round: number; digest: string; person: { name: string; no: string }; name: string; at: string; signs: string[] }

export const enclosures = (api: Api, number: string) => api.call<{ enclosures: Enclosure[]; sheets: SignedSheet[] }>("GET", `/staff/enclosures/${enc(number)}`);

/** What anybody may read of a decision. */
export interface Published { outcomeTitle: string; until: string; shown: { path: string; title: string; value: string }[]; takenDown?: string; reasons: { code: string; text: string }[] }

export const publicity = (api: Api, number: string) => api.call<Published>("GET", `/staff/cases/${enc(number)}/publication`);

/** Ends a publication before its time, for one of its reasons. */
export const takeDown = (api: Api, number: string, why: string) => api.call<void>("POST", `/staff/cases/${enc(number)}/publication/take-down`, { why });

/** Puts a file to a case; the same key puts it there once. Its name goes in a header, as uploads do it: addresses stand in logs. */
export async function enclose(api: Api, number: string, about: { name: string; purpose: Enclosing; note: string; sheet: string }, body: Blob, key: string): Promise<void> {
  const coded = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const metadata = Object.entries(about).filter(([, v]) => v).map(([k, v]) => `${k} ${coded(v)}`).join(",");
  await api.raw("POST", `/staff/enclosures/${enc(number)}`, { headers: { "Content-Type": "application/octet-stream", "Idempotency-Key": key, "Upload-Metadata": metadata }, body });
}
