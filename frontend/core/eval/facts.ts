/** Twin of engine/eval/facts.go: what a look-up gives. */
import type { Found, SharedRecord } from "../contract";
import { parseRecord } from "../field/types";
import { maxDay } from "../value/dates";
import { byPoint, type Names } from "../value/names";
import { EMPTY, Kind, YES, bool, date, isTrue, list, textOf, unknown, type Value } from "../value/value";
import { own, shared, type FactCell, type Shared } from "./cells";
import type { FactProg, RecordProg } from "./program";
import type { Session } from "./session";

/** An answer of a source with its records typed; of: the answer itself, to see that it is still the same. */
export interface FoundData { of: Found; records: Shared[]; list: Value }

function lookup(s: Session, p: RecordProg, source: string, key: string): FoundData | undefined {
  const id = source + "\n" + key, f = own(own(s.input.facts, source), key);
  if (!f) return undefined;
  let d = s.typed.get(id);
  if (d?.of !== f) {
    const records = (f.records ?? []).map((r) => typed(s, p, r));
    d = { of: f, records, list: list(records.map((r) => r.self)) };
    s.typed.set(id, d);
  }
  return d;
}

/** Gives each cell its declared type. A cell that its type refuses is empty: a register's fault is never the applicant's. */
function typed(s: Session, p: RecordProg, r: SharedRecord): Shared {
  const cells = p.def.cells.map((c) => {
    const v = parseRecord(c.type, own(r.cells, c.id), c);
    return typeof v === "string" ? EMPTY : v;
  });
  const out = shared(p, r.id, r.at ?? "", cells);
  if (p.def.licence) {
    const raw = own(r.cells, "valid_to"), end = p.index.get("valid_to"), at = p.index.get("live");
    if ((raw == null || raw === "") && end !== undefined) cells[end] = date(maxDay); // no end date; one that can't be read is no such thing
    const until = out.get("valid_to");
    out.live = textOf(out.get("status")) === "有效" && until.k === Kind.Date && until.v >= s.today;
    if (at !== undefined) cells[at] = bool(out.live);
  }
  return out;
}

export function evalFact(s: Session, f: FactProg, c: FactCell): Value {
  c.key = "";
  c.asked = c.other = c.down = false;
  c.pick = [];
  return (c.val = find(s, f, c));
}

function find(s: Session, f: FactProg, c: FactCell): Value {
  const none = f.def.many ? list([]) : EMPTY;
  const when = s.holds(f.when);
  if (when.k === Kind.Unknown) return when;
  if (!isTrue(when)) return none;
  if (f.key) {
    const key = f.key(s.frame);
    if (key.k === Kind.Unknown) return key;
    c.key = textOf(key);
    if (!c.key) return none;
  }
  const consent = consentMissing(s, f, c);
  if (consent.k === Kind.Unknown) return consent;
  const d = lookup(s, f.record, f.def.source, c.key);
  c.asked = !d;
  c.down = d?.of.status === "down";
  if (d?.of.status !== "records") return c.self;
  return f.def.many ? d.list : pickOne(s, f, c, d);
}

/** Unknown while a look at somebody else's record is not allowed yet. */
function consentMissing(s: Session, f: FactProg, c: FactCell): Value {
  const consent = f.def.consent;
  if (!c.key || c.key === s.input.applicant.no || c.key === s.input.user.no) return YES;
  c.other = !!consent;
  return !consent?.material || consented(s, consent.material, c.key) ? YES : unknown(["consent:" + consent.material]);
}

/** The person of a number signed the material, or the paper of any row: what counts is who signed. */
const consented = (s: Session, material: string, no: string): boolean =>
  Object.entries(s.input.signed ?? {}).some(([path, who]) => who === no && (path === material || path.startsWith(material + "[")));

/** The one record among those under the key. */
function pickOne(s: Session, f: FactProg, c: FactCell, d: FoundData): Value {
  let candidates: readonly Shared[] = d.records;
  if (f.record.def.dated) return ofToday(s, c, d);
  if (f.def.licence) {
    candidates = d.records.filter((r) => r.live);
    if (!candidates.length || f.def.latest) return latest(candidates.length ? candidates : d.records)?.self ?? EMPTY;
  }
  if (candidates.length < 2) return candidates[0]?.self ?? EMPTY;
  c.pick = candidates;
  const choice = own(s.input.chosen, c.path);
  if (choice === "none") return EMPTY;
  return candidates.find((r) => r.id === choice)?.self ?? unknown(["choose:" + c.path]);
}

/** The record of a dated source that holds today; two are a fault of the data. */
function ofToday(s: Session, c: FactCell, d: FoundData): Value {
  const hits = d.records.filter((r) => {
    const from = r.get("from"), to = r.get("to");
    return !(from.k === Kind.Date && from.v > s.today) && !(to.k === Kind.Date && to.v < s.today);
  });
  return hits.length > 1 ? c.self : hits[0]?.self ?? EMPTY;
}

/** The record issued last; of equal days the greater number. */
function latest(records: readonly Shared[]): Shared | undefined {
  const day = (r: Shared): number => {
    const v = r.get("issued");
    return v.k === Kind.Date ? v.v : -Infinity;
  };
  const later = (a: Shared, b: Shared): boolean =>
    day(a) === day(b) ? byPoint(textOf(a.get("number")), textOf(b.get("number"))) > 0 : day(a) > day(b);
  let best = records[0];
  for (const r of records) if (best && later(r, best)) best = r;
  return best;
}

/** All that an unknown hangs on are facts whose source does not answer. */
export const isDown = (s: Session, names: Names): boolean => names.length > 0 && names.every((n) => s.factAt.get(n)?.down);
