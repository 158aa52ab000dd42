/** The endpoints of staff: /api/staff/cases and what hangs below. */
import type { Api, CaseLine, CasePage as Page, Why } from "../core/api";

/** GET /api/staff/cases */
export interface DeskPage {
  cases: CaseLine[];
  /** By state, whatever the state asked for. */
  counts: Record<string, number>;
  states: { state: string; title: string }[];
  page: number;
  size: number;
  total: number;
}

/** GET /api/staff/cases/{number} */
export type StaffCase = Page & { channelTitle: string; unverified?: Unverified[] };

/** What was typed because its register did not answer, and what came of comparing it. */
export interface Unverified {
  path: string;
  source: string;
  result: "waiting" | "matches" | "differs" | "none";
  said?: unknown;
  at?: string;
}

/** What of the list is shown; it lives in the address. */
export interface Query {
  /** "" all */
  state: string;
  q: string;
  page: number;
}

const enc = encodeURIComponent;

/** The list's address on the server. */
export const listPath = (f: Query) => `/staff/cases?state=${enc(f.state)}&q=${enc(f.q)}&page=${f.page}`;

/** One page of the list. */
export const list = (api: Api, f: Query) => api.call<DeskPage>("GET", listPath(f));

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

/** A key that no other order has had. */
export function freshKey(): string {
  return `desk-${crypto.randomUUID()}`;
}

/** Orders anything else about a case, by the last part of its address. */
export async function order(api: Api, number: string, act: string, body: Record<string, unknown>): Promise<CaseLine> {
  return (await api.call<{ case: CaseLine }>("POST", `/staff/cases/${enc(number)}/${act}`, body, { idempotencyKey: String(body.key) })).case;
}

/** A document of a case, to be read and printed. */
export const documentHref = (number: string, seq: number) => `/api/cases/${enc(number)}/documents/${seq}`;
