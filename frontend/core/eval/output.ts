/** Twin of engine/eval/output.go: the state, as every channel shows it. Keys without a value are left out. */
import type { FactState, FieldError, FieldState, Is, Origin, RuleState, SectionState, State } from "../contract";
import { toJSON } from "../field/types";
import { union, unique, type Names } from "../value/names";
import { Kind, equal, isTrue, known, namesOf, type Value } from "../value/value";
import type { FactCell, FieldCell, Shared } from "./cells";
import { block, errorBlocks, fieldBlocks, reviewNames, unverified, verdictBlocks, type Writer } from "./blocks";
import { boundOf } from "./checks";
import { confirmed, editWord, fixed } from "./fields";
import { handling, instant } from "./handling";
import { levelOf } from "./identity";
import { piece } from "./pieces";
import type { FactProg, FieldProg } from "./program";
import { effect, verdict } from "./rules";
import type { Session } from "./session";

/** Writes down what was evaluated. */
export function write(s: Session): State {
  const out: State = {
    plan: s.prog.plan.digest, submit: s.input.submit, today: s.input.today, sections: {}, fields: {},
    verdict: "pass", settled: true, visits: { min: 0, max: 0 }, instant: false,
  };
  const w: Writer = { s, out, missing: [] };
  factStates(w);
  sectionStates(w);
  ruleStates(w);
  if (s.materials.length) piece("materials").write(w);
  handling(w);
  if (out.review) out.review = unique(out.review);
  verdict(s, out);
  verdictBlocks(w);
  if (w.missing.length) out.missing = [...w.missing];
  out.instant = instant(s, out);
  return out;
}

const is = (v: Value): Is => (v.k === Kind.Unknown ? "unknown" : v.k === Kind.Empty ? "empty" : "value");

/** Gives an entry the names that its value hangs on. */
export function waitsFor(st: { missing?: string[] }, names: Names): void { if (names.length) st.missing = [...names]; }

function factStates(w: Writer): void {
  const { s } = w;
  s.prog.facts.forEach((f, i) => factState(w, f, s.facts[i]!));
  s.prog.fields.forEach((f, i) => {
    if (!f.isTable || !s.fields[i]!.shown) return;
    for (const r of s.tables.get(i)!.rows) f.facts.forEach((rf, j) => factState(w, rf, r.facts[j]!));
  });
}

function factState(w: Writer, f: FactProg, c: FactCell): void {
  const { source } = f.def, st: FactState = { source, is: is(c.val) };
  if (c.down) st.down = true;
  if (c.key && !c.other) st.key = c.key;
  if (c.val.k === Kind.Unknown) waitsFor(st, c.val.v);
  if (c.val.k === Kind.Record) recordOf(st, c.val.v as Shared);
  if (c.val.k === Kind.List && c.val.v.length) st.count = c.val.v.length;
  if (c.pick.length) st.pick = c.pick.map((r) => r.id);
  (w.out.facts ??= {})[c.path] = st;
  if (c.asked) {
    const want = { source, fact: c.path } as NonNullable<State["wants"]>[number];
    if (c.key) want.key = c.key;
    if (c.other) want.other = true;
    (w.out.wants ??= []).push(want);
  }
  if (c.pick.length && c.val.k === Kind.Unknown) block(w, "missing", "choose:" + c.path);
  if (f.record.def.required && c.val.k === Kind.Unknown && w.s.input.submit) block(w, "source", c.path);
}

function recordOf<T extends { record?: string; at?: string }>(st: T, rec: Shared): T {
  if (rec.id) st.record = rec.id;
  if (rec.at) st.at = rec.at;
  return st;
}

/** An error as it stands in the state: keys without a value left out. */
function clean(errors: readonly FieldError[]): FieldError[] {
  return errors.map((e) => {
    const out: FieldError = { code: e.code };
    if (e.say) out.say = e.say;
    if (e.bound) out.bound = e.bound;
    if (e.warn) out.warn = true;
    if (e.names?.length) out.names = e.names;
    return out;
  });
}

function sectionStates(w: Writer): void {
  const { s } = w;
  s.prog.sections.forEach((sec, i) => {
    const c = s.sections[i]!, st: SectionState = { shown: isTrue(c.show) };
    const level = levelOf(s, sec.level, sec.def.identity);
    if (level) st.level = level;
    if (c.errors.length) st.errors = clean(c.errors);
    if (c.show.k === Kind.Unknown) waitsFor(st, c.show.v);
    if (sec.checks.length) reviewNames(w, namesOf(c.show));
    w.out.sections[sec.def.id] = st;
    for (const at of sec.fields) topField(w, at);
    errorBlocks(w, "section." + sec.def.id, c.errors);
  });
}

function topField(w: Writer, i: number): void {
  const { s, out } = w, f = s.prog.fields[i]!, c = s.fields[i]!;
  const st = (out.fields[c.path] = fieldState(w, f, c)), t = s.tables.get(i);
  if (t?.offers.length) st.options = [...st.options ?? [], ...t.offers.map((r) => r.id)];
  if (t && c.shown && t.rows.length) st.rows = t.rows.map((r) => r.id);
  fieldBlocks(w, f, c);
  if (!t || !c.shown) return;
  for (const r of t.rows) {
    f.columns.forEach((col, j) => {
      const cell = r.cells[j]!;
      out.fields[cell.path] = fieldState(w, col, cell);
      fieldBlocks(w, col, cell);
    });
    if (!r.errors.length) continue;
    const path = `${c.path}[${r.id}]`;
    out.fields[path] = { shown: true, is: "value", edit: "none", errors: clean(r.errors) };
    errorBlocks(w, path, r.errors);
  }
}

function fieldState(w: Writer, f: FieldProg, c: FieldCell): FieldState {
  const { s } = w, st: FieldState = { shown: c.shown, is: is(c.val), edit: "none" };
  if (c.need) st.need = true;
  if (c.errors.length) st.errors = clean(c.errors);
  if (c.val.k === Kind.Unknown) waitsFor(st, c.val.v);
  if (known(c.val) && !f.isTable) st.value = toJSON(f.def.type, c.val) ?? undefined;
  if (!c.shown) return st;
  if (s.disputed.has(c.path)) st.disputed = true;
  if (unverified(s, c)) st.unverified = true;
  st.edit = editing(f, c);
  const from = origin(w, f, c);
  if (from) st.from = from;
  const confirms = editWord(f.def) === "confirm";
  if (c.origin === "answer" && known(c.fill)) {
    if (!same(c.fill, c.val)) st.filled = toJSON(f.def.type, c.fill) ?? undefined;
    else if (confirms) st.confirm = "done";
  }
  if (c.origin === "fill" && confirms) st.confirm = confirmed(s, f, c) ? "done" : "waiting";
  if (f.narrowed && !f.compute) st.options = (f.def.options ?? []).filter((_, i) => c.offered[i]).map((o) => o.code);
  const min = f.minShown && boundOf(s, f.min), max = f.maxShown && boundOf(s, f.max);
  if (min) st.min = min;
  if (max) st.max = max;
  return st;
}

/** Two results are interchangeable. */
const same = (a: Value, b: Value): boolean => a.k === b.k && (a.k === Kind.Empty || equal(a, b) === true);

function editing(f: FieldProg, c: FieldCell): FieldState["edit"] {
  if (f.compute) return "none";
  if (f.def.edit === "locked" && !fixed(f, c)) return "free";
  return c.origin === "fill" || (c.origin === "answer" && known(c.fill)) ? editWord(f.def) : "free";
}

function origin(w: Writer, f: FieldProg, c: FieldCell): Origin | undefined {
  switch (c.origin) {
    case "answer": return { kind: "answer" };
    case "compute": return { kind: "computed" };
    case "fill": return fillOrigin(w, f, c);
  }
  return undefined;
}

function fillOrigin(w: Writer, f: FieldProg, c: FieldCell): Origin {
  if (c.rec && !f.fill) return recordOf<Origin>({ kind: "fact", fact: c.recFact, source: c.rec.prog.def.id }, c.rec);
  const entry = f.fill?.[c.fillBy], read = entry?.facts[0];
  if (!read) return { kind: entry?.own ?? "computed" };
  const path = read.startsWith("row.") ? c.path.slice(0, c.path.lastIndexOf(".") + 1) + read.slice(4) : read;
  const o: Origin = { kind: "fact", fact: path }, fc = w.s.factAt.get(path), source = w.out.facts?.[path]?.source;
  if (source) o.source = source;
  if (!fc) return o;
  if (source === "profile") o.kind = "profile";
  return fc.val.k === Kind.Record ? recordOf(o, fc.val.v as Shared) : o;
}

function ruleStates(w: Writer): void {
  const { s } = w;
  s.prog.rules.forEach((r, i) => {
    const c = s.rules[i]!, st: RuleState = { result: c.result }, e = effect(s, i);
    if (e) st.effect = e;
    if (c.text) st.text = c.text;
    waitsFor(st, c.names);
    if (c.result === "unknown") {
      w.out.settled = false;
      w.missing = union(w.missing, c.names);
    }
    (w.out.rules ??= {})[r.def.id] = st;
  });
}
