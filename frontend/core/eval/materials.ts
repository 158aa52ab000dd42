/** Twin of engine/eval/materials.go: the state of each 申请材料, the first of the table in the language page that fits. */
import type { Evidence, MaterialState, MaterialWord } from "../contract";
import type { Rule } from "../expr/expr";
import { dayText } from "../value/dates";
import { union, type Names } from "../value/names";
import { EMPTY, Kind, NO, NONE, isTrue, known, namesOf, textOf, type Value } from "../value/value";
import { Row, Shared, own, type MaterialCell } from "./cells";
import { isDown } from "./facts";
import type { MaterialProg, ReuseProg } from "./program";
import { asked, render } from "./rules";
import type { Session } from "./session";

export function evalMaterial(s: Session, i: number): void {
  const m = s.prog.materials[i]!;
  if (!m.per) {
    s.materials[i] = [materialAt(s, m, m.def.id)];
    return;
  }
  const table = s.frame.slots[m.per.slot]!, out: MaterialCell[] = [], outer = s.frame.row;
  for (const e of table.k === Kind.List ? table.v : []) {
    if (e.k !== Kind.Record || !(e.v instanceof Row)) continue;
    s.frame.row = e.v.slots;
    out.push(materialAt(s, m, `${m.def.id}[${e.v.id}]`));
  }
  s.frame.row = outer;
  s.materials[i] = out;
}

function materialAt(s: Session, m: MaterialProg, path: string): MaterialCell {
  let need = asked(s, m.def.part);
  if (isTrue(need)) need = s.holds(m.need);
  const state: MaterialState = { state: "not_needed", need: isTrue(need) };
  const formOf = own(s.input.formOf, path);
  if (formOf) state.formOf = formOf;
  const c: MaterialCell = { path, state, names: [], review: false };
  if (need.k === Kind.Unknown) {
    if (s.given.has(path)) state.state = "given";
    else wait(c, "undecided", need.v);
  } else if (!state.need) {
    if (m.def.welcome && s.given.has(path)) state.state = "given";
  } else if (m.def.made) made(s, m, c);
  else if (s.given.has(path)) state.state = "given";
  else withoutPaper(s, m, c);
  return c;
}

function wait(c: MaterialCell, state: MaterialWord, names: Names): void {
  c.state.state = state;
  c.names = names;
}

function made(s: Session, m: MaterialProg, c: MaterialCell): void {
  c.state.state = "made";
  const who = m.sign?.(s.frame);
  if (!who) return;
  if (who.k === Kind.Unknown) wait(c, "undecided", who.v);
  else if (who.k === Kind.Text) {
    if (who.v) c.state.signer = who.v;
    if (!hasSigned(s, m, c.path, who.v)) c.state.state = "needed";
  }
}

/** The signature of the right person is there. For an organisation its user, who has proved to act for it, signs. */
function hasSigned(s: Session, m: MaterialProg, path: string, who: string): boolean {
  const by = own(s.input.signed, path);
  return !!by && (by === who || (m.def.signBy === "applicant" && by === s.input.user.no));
}

/** Looks for what makes a needed material not asked for: reuse, promise, deferral. */
function withoutPaper(s: Session, m: MaterialProg, c: MaterialCell): void {
  const hang = reuse(s, m, c.state);
  if (!hang) return;
  const sourceWaits = hang.length > 0 && (s.input.submit || isDown(s, hang));
  if (sourceWaits) wait(c, "to_be_found", hang);
  else if (hang.length) wait(c, "undecided", hang);
  else c.state.state = "needed";
  if (offered(s, m.promise, !!m.def.promise, s.promised.has(c.path), c)) {
    const words = render(s, m.promiseText!);
    if (words) c.state.promise = words;
    if (s.promised.has(c.path)) return wait(c, "promised", []);
  }
  if (offered(s, m.defer, !!m.def.defer, s.deferred.has(c.path), c)) {
    c.state.defer = true;
    if (s.deferred.has(c.path)) wait(c, "deferred", []);
  }
}

/** A promise or deferral is on offer. One that was made stays when its condition becomes unknown, and a person looks at it. */
function offered(s: Session, when: Rule | undefined, exists: boolean, taken: boolean, c: MaterialCell): boolean {
  if (!exists) return false;
  const v = s.holds(when);
  if (v.k === Kind.Unknown && taken) return (c.review = true);
  return isTrue(v);
}

/** Tries the records in order; undefined when one is evidence. Else the names that an undecided one hangs on. */
function reuse(s: Session, m: MaterialProg, state: MaterialState): Names | undefined {
  let hang: Names = [];
  for (const r of m.reuse) {
    const [v, rec] = tryReuse(s, r);
    hang = union(hang, namesOf(v));
    if (isTrue(v) && rec) {
      state.state = "reused";
      state.by = r.def.by;
      state.evidence = evidence(rec);
      return undefined;
    }
  }
  return hang;
}

function tryReuse(s: Session, r: ReuseProg): [Value, Shared?] {
  const by = r.by(s.frame);
  if (by.k !== Kind.List) return known(by) ? tryRecord(s, r, by) : [by];
  let result = EMPTY;
  for (const e of by.v) {
    const [v, rec] = tryRecord(s, r, e);
    if (isTrue(v)) return [v, rec];
    if (v.k === Kind.Unknown) result = v;
  }
  return [result];
}

function tryRecord(s: Session, r: ReuseProg, v: Value): [Value, Shared?] {
  const rec = v.k === Kind.Record && v.v instanceof Shared ? v.v : undefined;
  const trust = rec ? trustOf(rec) : "";
  if (!trust || trust > (r.def.trust || "B")) return [NO]; // A is the best, D the least
  s.frame.it = v;
  const when = s.holds(r.when);
  s.frame.it = NONE;
  return [when, rec];
}

function trustOf(r: Shared): string {
  const own = r.prog.def.licence ? r.get("trust") : NONE;
  return own.k === Kind.Text ? own.v : r.prog.def.trust ?? "";
}

function evidence(r: Shared): Evidence {
  const { def } = r.prog, e: Evidence = { source: def.id, record: r.id, title: def.title };
  const put = (key: "number" | "issuer" | "until" | "trust" | "at", s: string): void => { if (s) e[key] = s; };
  put("trust", trustOf(r));
  put("at", r.at);
  if (def.licence) {
    put("number", textOf(r.get("number")));
    put("issuer", textOf(r.get("issuer")));
    const until = r.get("valid_to");
    if (until.k === Kind.Date) e.until = dayText(until.v);
  }
  return e;
}
