/** Twin of engine/eval/materials.go: the state of each 申请材料, the first of the table in the language page that fits. For plans that have some: see ../pieces.ts. */
import "../core";
import type { Evidence, MaterialState, MaterialWord, PlanMaterial, PlanReuse } from "../contract";
import { bind, type Rule, type Scope } from "../expr/expr";
import { dayText } from "../value/dates";
import { union, type Names } from "../value/names";
import { EMPTY, Kind, NO, NONE, isTrue, known, namesOf, textOf, unknown, type Value } from "../value/value";
import { block, review, reviewNames, type Writer } from "./blocks";
import { isRow, isShared, own, type MaterialCell, type Shared } from "./cells";
import { isDown } from "./facts";
import { after } from "./handling";
import { levelOf, signs } from "./identity";
import { waitsFor } from "./output";
import { pieces } from "./pieces";
import { rowScope, rule, textOf as textProg, type MaterialProg, type Program, type RecordProg, type ReuseProg } from "./program";
import { asked, render } from "./rules";
import type { Session } from "./session";

function evalMaterial(s: Session, i: number): void {
  const m = s.prog.materials[i]!;
  if (!m.per) {
    s.materials[i] = [materialAt(s, m, m.def.id)];
    return;
  }
  const table = s.frame.slots[m.per.slot]!, out: MaterialCell[] = [], outer = s.frame.row;
  for (const e of table.k === Kind.List ? table.v : []) {
    if (e.k !== Kind.Record || !isRow(e.v)) continue;
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
  const c: MaterialCell = { path, state, names: [], hang: [], doubts: [], review: false };
  // Nothing that is brought stands in for a signature.
  const given = !m.def.made && s.given.has(path), open = need.k === Kind.Unknown;
  if (!state.need && !open) {
    if (m.def.welcome && given) state.state = "given";
  } else if (m.def.made && made(s, m, c)) {}
  else if (given) settle(c, "given", []);
  else if (reuse(s, m, c)) {}
  else if (open) settle(c, "undecided", namesOf(need));
  else if (state.state === "not_needed") withoutPaper(s, m, c); // no state found yet
  return c;
}

function settle(c: MaterialCell, state: MaterialWord, names: Names): void {
  c.state.state = state;
  c.names = names;
}

/** The system has made the paper and the right person has signed it. Notes who must sign, and waits where that is not known yet. */
function made(s: Session, m: MaterialProg, c: MaterialCell): boolean {
  const who = m.sign?.(s.frame);
  if (who?.k === Kind.Unknown) settle(c, "undecided", who.v);
  if (who?.k === Kind.Text && who.v) c.state.signer = who.v;
  const ready = !who || (who.k === Kind.Text && hasSigned(s, m, c.path, who.v));
  if (ready) c.state.state = "made";
  return ready;
}

function hasSigned(s: Session, m: MaterialProg, path: string, who: string): boolean {
  const by = own(s.input.signed, path);
  return !!by && (by === who || (by === s.input.user.no && signs(s, m.def, who)));
}

/** Looks for what makes a needed material that nothing stands in for not asked for. What is still undecided stays so, but shows what is on offer. */
function withoutPaper(s: Session, m: MaterialProg, c: MaterialCell): void {
  const hangs = c.hang.length > 0, sourceWaits = hangs && (isDown(s, c.hang) || (s.input.submit && !c.hang.some(applicantOpens)));
  const open = hangs && !sourceWaits && !s.input.submit;
  let state: MaterialWord = open ? "undecided" : sourceWaits ? "to_be_found" : "needed";
  if (sourceWaits) c.doubts = c.hang;
  if (offered(s, m.promise, !!m.def.promise, s.promised.has(c.path), c)) {
    const words = render(s, m.promiseText!);
    if (words) c.state.promise = words;
    if (s.promised.has(c.path) && !open) return settle(c, "promised", []);
  }
  if (offered(s, m.defer, !!m.def.defer, s.deferred.has(c.path), c)) {
    c.state.defer = true;
    if (s.deferred.has(c.path) && !open) state = "deferred";
  }
  if (state === "needed") c.doubts = []; // with the paper there is nothing left to doubt
  settle(c, state, open || state === "to_be_found" ? c.hang : []);
}

/** What the applicant can settle: a signature to be had, a record to be picked. */
const applicantOpens = (name: string): boolean => name.startsWith("consent:") || name.startsWith("choose:");

/** A promise or deferral is on offer. One that was made stays when its condition becomes unknown, and a person looks at it. */
function offered(s: Session, when: Rule | undefined, exists: boolean, taken: boolean, c: MaterialCell): boolean {
  if (!exists) return false;
  const v = s.holds(when);
  c.doubts = union(c.doubts, namesOf(v));
  if (v.k === Kind.Unknown && taken) return (c.review = true);
  return isTrue(v);
}

/** Tries the records in order. Where none is evidence it notes what an undecided one hangs on. */
function reuse(s: Session, m: MaterialProg, c: MaterialCell): boolean {
  for (const r of m.reuse) {
    const [v, rec] = tryReuse(s, r);
    c.hang = union(c.hang, namesOf(v));
    if (!isTrue(v) || !rec) continue;
    c.hang = [];
    settle(c, "reused", []);
    c.state.by = r.def.by;
    c.state.evidence = evidence(rec);
    return true;
  }
  return false;
}

function tryReuse(s: Session, r: ReuseProg): [Value, Shared?] {
  const by = r.by(s.frame);
  if (by.k !== Kind.List) return known(by) ? tryRecord(s, r, by) : [by];
  let result = EMPTY;
  for (const e of by.v) {
    const [v, rec] = tryRecord(s, r, e);
    if (isTrue(v)) return [v, rec];
    if (v.k === Kind.Unknown) result = unknown(union(namesOf(result), v.v));
  }
  return [result];
}

function tryRecord(s: Session, r: ReuseProg, v: Value): [Value, Shared?] {
  const rec = v.k === Kind.Record && isShared(v.v) ? v.v : undefined;
  const trust = rec ? trustOf(rec) : "";
  // A is the best, D the least.
  if (!rec || !trust || trust > (r.def.trust || "B") || (r.def.paper && !samePaper(s, rec, r.def))) return [NO];
  s.frame.it = v;
  const when = s.holds(r.when);
  s.frame.it = NONE;
  return [when, rec];
}

/** An earlier paper is the one wanted, and given recently enough: the last day counts. */
function samePaper(s: Session, rec: Shared, { paper, within }: PlanReuse): boolean {
  const given = rec.get("given");
  if (textOf(rec.get("paper")) !== paper || given.k !== Kind.Date) return false;
  return !within || (after(s, given.v, within) ?? 0) >= s.today;
}

/** Each record has its own number, issuer and trust: licences, and papers given before. */
const hasOwn = ({ def }: RecordProg): boolean => !!def.licence || def.id === "papers";

function trustOf(r: Shared): string {
  const own = hasOwn(r.prog) ? r.get("trust") : NONE;
  return own.k === Kind.Text ? own.v : r.prog.def.trust ?? "";
}

function evidence(r: Shared): Evidence {
  const { def } = r.prog, e: Evidence = { source: def.id, record: r.id, title: def.title };
  const put = (key: "number" | "issuer" | "until" | "trust" | "at", s: string): void => { if (s) e[key] = s; };
  put("trust", trustOf(r));
  put("at", r.at);
  if (hasOwn(r.prog)) {
    put("number", textOf(r.get("number")));
    put("issuer", textOf(r.get("issuer")));
    const until = r.get("valid_to");
    if (until.k === Kind.Date) e.until = dayText(until.v);
  }
  return e;
}

function bindMaterial(def: PlanMaterial, p: Program, sc: Scope): MaterialProg {
  const per = def.per === undefined ? undefined : p.fields.find((f) => f.def.id === def.per);
  if (def.per !== undefined && !per) throw new Error(`eval: material ${def.id}: no table ${def.per}`);
  if (per) sc = rowScope(per, p);
  const reuse: ReuseProg[] = [];
  // Of a paper for each row none is looked for among earlier ones: then there is no node.
  for (const r of def.reuse ?? []) if (r.node) reuse.push({ def: r, by: bind(r.node, sc), when: rule(r.when, sc) });
  return {
    def, per, reuse, need: rule(def.need, sc), sign: rule(def.sign, sc), level: rule(def.identity, sc),
    defer: rule(def.defer?.when, sc), promise: rule(def.promise?.when, sc), promiseText: def.promise && textProg(def.promise.text, sc),
  };
}

function write(w: Writer): void {
  w.s.materials.forEach((rows, i) => rows.forEach((m) => {
    waitsFor(m.state, m.names);
    const { level, def } = w.s.prog.materials[i]!, needed = m.state.signer ? levelOf(w.s, level, def.identity) : 0;
    if (needed) m.state.level = needed;
    else delete m.state.level;
    (w.out.materials ??= {})[m.path] = m.state;
    if (m.state.state === "needed") block(w, "material", m.path);
    if (m.state.state === "to_be_found" || m.state.state === "undecided") reviewNames(w, m.names);
    reviewNames(w, m.doubts);
    if (m.review) review(w, m.path);
  }));
}

pieces.materials = {
  bind: bindMaterial, write,
  evaluate: (s) => s.prog.materials.forEach((_, i) => evalMaterial(s, i)),
};
