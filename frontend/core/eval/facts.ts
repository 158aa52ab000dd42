/** Twin of engine/eval/facts.go: what a look-up gives. */
import type { Found, SharedRecord } from "../contract";
import { parseRecord } from "../field/types";
import { maxDay, minDay, type Day } from "../value/dates";
import { byPoint, type Names } from "../value/names";
import { EMPTY, Kind, YES, bool, date, isTrue, list, textOf, unknown, type Value } from "../value/value";
import { own, shared, type FactCell, type Shared } from "./cells";
import type { FactProg, RecordProg } from "./program";
import type { Session } from "./session";

/** An answer of a source with its records typed, of a dated source those that hold today; of: the answer itself, to see that it is still the same. */
export interface FoundData { of: Found; records: Shared[]; list: Value }

function lookup(s: Session, p: RecordProg, source: string, key: string): FoundData | undefined {
  const id = source + "\n" + key, f = own(own(s.input.facts, source), key);
  if (!f) return undefined;
  let d = s.typed.get(id);
  if (d?.of !== f) {
    const records = (f.records ?? []).map((r) => typed(s, p, r)).filter((r) => r.live || !p.def.dated);
    d = { of: f, records, list: list(records.map((r) => r.self)) };
    s.typed.set(id, d);
  }
  return d;
}

/** Gives each cell its declared type. A cell that its type refuses holds nothing: a register's fault is never the applicant's. */
function typed(s: Session, p: RecordProg, r: SharedRecord): Shared {
  const cells = p.def.cells.map((c) => {
    const v = parseRecord(c.type, own(r.cells, c.id), c);
    if (typeof v !== "string" && v !== EMPTY) return v;
    return c.type === "choices" ? list([]) : EMPTY; // a list is never empty
  });
  const out = shared(p, r.id, r.at ?? "", cells);
  if (p.def.licence) liveLicence(s, out, r, cells);
  else if (p.def.dated) {
    const from = boundary(out, r, "from", minDay), to = boundary(out, r, "to", maxDay);
    out.live = from !== undefined && to !== undefined && from <= s.today && s.today <= to;
  }
  return out;
}

/** Works out whether a licence is live, and gives it an end if it has none. */
function liveLicence(s: Session, out: Shared, r: SharedRecord, cells: Value[]): void {
  const until = boundary(out, r, "valid_to", maxDay), end = out.prog.index.get("valid_to"), at = out.prog.index.get("live");
  out.live = textOf(out.get("status")) === "有效" && until !== undefined && until >= s.today;
  if (end !== undefined && until !== undefined) cells[end] = date(until);
  if (at !== undefined) cells[at] = bool(out.live);
}

/** The first or last day of a record, none where it holds without that bound; undefined for one that can't be read: nobody knows then whether it holds. */
function boundary(out: Shared, r: SharedRecord, cell: string, none: Day): Day | undefined {
  const raw = own(r.cells, cell);
  if (raw == null || raw === "") return none;
  const v = out.get(cell);
  return v.k === Kind.Date ? v.v : undefined;
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

/** The one record among those under the key. Two of a dated source that hold today are a fault of the data. */
function pickOne(s: Session, f: FactProg, c: FactCell, d: FoundData): Value {
  let candidates: readonly Shared[] = d.records;
  if (f.record.def.dated && candidates.length > 1) return c.self;
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
