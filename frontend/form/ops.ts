/**
 * What somebody has changed, as operations and not as the result: that way a
 * change made here can be put on top of one that was made elsewhere. Plain
 * JSON, so that it can be kept until the network is back.
 */
import type { Input } from "../core/contract";
import type { Files } from "../core/api";

/** Lists of a draft that one puts paths on and takes them off. */
export type ListName = "confirmed" | "disputed" | "promised" | "deferred" | "brought";

/** Maps of a draft: which record a fact is, which form a material takes. */
export type MapName = "chosen" | "formOf";

/** An answer as JSON. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Changes that wait to be saved. */
export interface Ops {
  /** By field: one value (null: left blank on purpose), or none: no answer any more. */
  answers: Record<string, [Json] | []>;
  /** Tables as they were before they were changed here. */
  before: Record<string, Json>;
  lists: Partial<Record<ListName, Record<string, boolean>>>;
  maps: Partial<Record<MapName, Record<string, string | null>>>;
  /** By material: signed, or the signature taken back. */
  sign: Record<string, boolean>;
  insist?: boolean;
  step?: string;
}

/** The body of a change, see the API. */
export type Patch = Record<string, unknown> & { version: number };

/** No change at all. */
export const nothing = (): Ops => ({ answers: {}, before: {}, lists: {}, maps: {}, sign: {} });

/** Whether there is anything to save. */
export function isNothing(o: Ops): boolean {
  const some = (r: object) => Object.keys(r).length > 0;
  return !some(o.answers) && !some(o.lists) && !some(o.maps) && !some(o.sign) && o.insist === undefined && o.step === undefined;
}

type Nested = Record<string, Record<string, unknown> | undefined>;

function deeper<T extends Nested>(a: T, b: T): T {
  const out: Nested = { ...a };
  for (const k of Object.keys(b)) out[k] = { ...out[k], ...b[k] };
  return out as T;
}

/** First a, then b. */
export function compose(a: Ops, b: Ops): Ops {
  return {
    answers: { ...a.answers, ...b.answers },
    before: { ...b.before, ...a.before }, // the older one is what the server had
    lists: deeper(a.lists, b.lists),
    maps: deeper(a.maps, b.maps),
    sign: { ...a.sign, ...b.sign },
    insist: b.insist ?? a.insist,
    step: b.step ?? a.step,
  };
}

/** Materials that were said to be brought on paper: handed in, and no file there. */
const broughtOf = (input: Input, files: Files) => (input.given ?? []).filter((m) => !files[m]?.length);

function listOf(list: string[] | undefined, changes: Record<string, boolean> | undefined): string[] {
  const out = new Set(list);
  for (const [path, on] of Object.entries(changes ?? {})) {
    if (on) out.add(path);
    else out.delete(path);
  }
  return [...out].sort();
}

function mapOf(map: Record<string, string> | undefined, changes: Record<string, string | null> | undefined): Record<string, string> {
  const out = { ...map };
  for (const [k, v] of Object.entries(changes ?? {})) {
    if (v === null) delete out[k];
    else out[k] = v;
  }
  return out;
}

/** 没错 to whatever stands there: the mark of what it was is the server's. */
const marks = (changes: Record<string, boolean> | undefined): Record<string, string | null> =>
  Object.fromEntries(Object.entries(changes ?? {}).map(([path, on]) => [path, on ? "" : null]));

/** The input as it is with the changes. */
export function apply(input: Input, o: Ops): Input {
  const answers = { ...input.answers };
  for (const [id, value] of Object.entries(o.answers)) {
    if (value.length === 0) delete answers[id];
    else answers[id] = value[0];
  }
  const signed = { ...input.signed };
  for (const [m, on] of Object.entries(o.sign)) {
    if (on) signed[m] = input.user.no;
    else delete signed[m];
  }
  return {
    ...input, answers, signed,
    confirmed: mapOf(input.confirmed, marks(o.lists.confirmed)),
    disputed: listOf(input.disputed, o.lists.disputed),
    promised: listOf(input.promised, o.lists.promised),
    deferred: listOf(input.deferred, o.lists.deferred),
    given: listOf(input.given, o.lists.brought),
    chosen: mapOf(input.chosen, o.maps.chosen),
    formOf: mapOf(input.formOf, o.maps.formOf),
    insist: o.insist ?? input.insist,
  };
}

/** The changes as the server takes them: a list that is given replaces the old one. */
export function patchOf(version: number, input: Input, files: Files, o: Ops): Patch {
  const p: Patch = { version };
  const answers: Record<string, Json> = {};
  const cleared: string[] = [];
  for (const [id, value] of Object.entries(o.answers)) {
    if (value.length === 0) cleared.push(id);
    else answers[id] = value[0];
  }
  if (Object.keys(answers).length > 0) p.answers = answers;
  if (cleared.length > 0) p.cleared = cleared;
  if (o.lists.confirmed) p.confirmed = listOf(Object.keys(input.confirmed ?? {}), o.lists.confirmed);
  for (const name of ["disputed", "promised", "deferred"] as const) if (o.lists[name]) p[name] = listOf(input[name], o.lists[name]);
  if (o.lists.brought) p.brought = listOf(broughtOf(input, files), o.lists.brought);
  for (const name of ["chosen", "formOf"] as const) if (o.maps[name]) p[name] = mapOf(input[name], o.maps[name]);
  const signs = (on: boolean) => Object.keys(o.sign).filter((m) => o.sign[m] === on);
  if (signs(true).length > 0) p.sign = signs(true);
  if (signs(false).length > 0) p.unsign = signs(false);
  if (o.insist !== undefined) p.insist = o.insist;
  if (o.step !== undefined) p.step = o.step;
  return p;
}

type Row = { [key: string]: Json };
const rows = (v: unknown): Row[] => (Array.isArray(v) ? (v as Row[]).filter((r) => r !== null && typeof r === "object" && typeof r._row === "string") : []);
const byId = (list: Row[]) => new Map(list.map((r) => [r._row as string, r]));

/** A table changed here and elsewhere: rows and cells that were changed here count, all others are as elsewhere. */
function mergeTable(before: Json, mine: Json, theirs: unknown): Json {
  const old = byId(rows(before));
  const own = byId(rows(mine));
  const out: Row[] = [];
  for (const t of rows(theirs)) {
    const id = t._row as string;
    const was = old.get(id);
    const now = own.get(id);
    if (!now) {
      if (!was) out.push(t); // new elsewhere; else it was removed here
      continue;
    }
    const row = { ...t };
    for (const k of new Set([...Object.keys(was ?? {}), ...Object.keys(now)])) {
      if (JSON.stringify(was?.[k]) === JSON.stringify(now[k])) continue;
      if (now[k] === undefined) delete row[k];
      else row[k] = now[k];
    }
    out.push(row);
  }
  const there = byId(rows(theirs));
  for (const [id, row] of own) {
    // A row that was removed elsewhere comes back only if it was worked on here.
    if (!there.has(id) && JSON.stringify(old.get(id)) !== JSON.stringify(row)) out.push(row);
  }
  return out;
}

/** Own changes for a draft that was changed elsewhere meanwhile. */
export function rebase(o: Ops, theirs: Input): Ops {
  const answers = { ...o.answers };
  const before: Record<string, Json> = {};
  for (const id of Object.keys(o.before)) {
    const mine = answers[id];
    if (!mine || mine.length === 0 || mine[0] === null) continue;
    answers[id] = [mergeTable(o.before[id] ?? null, mine[0], theirs.answers[id])];
    before[id] = (theirs.answers[id] ?? null) as Json;
  }
  return { ...o, answers, before };
}

/** The changes without some answers: those that the server will not take. */
export function without(o: Ops, fields: string[]): Ops {
  const answers = Object.fromEntries(Object.entries(o.answers).filter(([id]) => !fields.includes(id)));
  return { ...o, answers };
}
