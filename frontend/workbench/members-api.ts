import type { Api } from "../core/api";
import { freshKey } from "./desk";

/** A member of staff, as the directory has him or her. */
export interface Member {
  account: string; name: string; title: string; town?: string; joined: string; left?: string; version: number;
  posts: Post[]; leaves: Leave[];
}

export interface Post {
  id: string; role: string; title: string; at?: string; office?: string; department?: string; town?: string;
  from: string; until?: string; status: "now" | "later" | "ended" | "rests";
}

export interface Leave { id: string; from: string; until: string; deputy?: string; status: "now" | "later" | "ended" }

export interface MembersPage { members: Member[]; total: number; page: number; size: number; today: string }

export interface MemberPage { member: Member; manage: boolean; why?: string }

export interface RoleLine { role: string; title: string; bound: "office" | "department" | "town" | "district"; give: boolean; clashes: string[] }

export interface ActLine { act: string; of: string; title: string; roles: Record<string, string> }

export interface Titled { id: string; title: string; town?: string }

export interface RolesPage { roles: RoleLine[]; acts: ActLine[]; offices: Titled[]; towns: Titled[]; departments: Titled[] }

export interface TrailLine { at: string; kind: string; actor: string; name?: string; act: string; title: string; detail: Record<string, unknown>; sealed: boolean }

/** What is asked of the directory. */
export interface Asked { q: string; role: string; left: boolean; page: number }

export const members = (api: Api, a: Asked) =>
  api.call<MembersPage>("GET", `/staff/members?q=${encodeURIComponent(a.q)}&role=${encodeURIComponent(a.role)}&left=${a.left}&page=${a.page}`);
export const member = (api: Api, account: string) => api.call<MemberPage>("GET", `/staff/members/${encodeURIComponent(account)}`);
export const roles = (api: Api) => api.call<RolesPage>("GET", "/staff/roles");
export const trail = (api: Api, number: string) => api.call<{ entries: TrailLine[] }>("GET", `/staff/cases/${encodeURIComponent(number)}/trail`);

/** Sends a change; the key makes a second try the same order. */
export const change = (api: Api, account: string, what: string, body: Record<string, unknown>) => {
  const key = freshKey();
  return api.call<MemberPage>("POST", `/staff/members${account && `/${encodeURIComponent(account)}`}${what && `/${what}`}`, { ...body, key }, { idempotencyKey: key });
};
