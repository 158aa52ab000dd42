/** Twin of engine/eval/blocks.go: what submission waits for, and what a person must look at. */
import type { Block, FieldError, PlanBatch, State } from "../contract";
import { parseDay } from "../value/dates";
import type { Names } from "../value/names";
import type { FieldCell } from "./cells";
import { Kind, namesOf } from "../value/value";
import { confirmWaits, isQuestion, missing, noEntry } from "./fields";
import { identity } from "./identity";
import type { FieldProg } from "./program";
import type { Session } from "./session";

/** Collects a state in the order of the form. */
export interface Writer { s: Session; out: State; missing: Names }

export function block(w: Writer, kind: Block["kind"], path: string): void { (w.out.blocked ??= []).push({ kind, path }); }

export function review(w: Writer, path: string): void { (w.out.review ??= []).push(path); }

export function fieldBlocks(w: Writer, f: FieldProg, c: FieldCell): void {
  if (missing(f, c)) block(w, "missing", c.path);
  if (confirmWaits(w.s, f, c)) block(w, "confirm", c.path);
  if (c.shown && (c.unsure || w.s.disputed.has(c.path))) review(w, c.path);
  if (f.def.clerk) return;
  if (c.shown) errorBlocks(w, c.path, c.errors);
  waiting(w, c);
}

/** A fact that would have filled the field did not answer, so what stands there must be looked at (待核). */
export const unverified = (s: Session, c: FieldCell): boolean => !c.waits && namesOf(c.fill).some((n) => s.factAt.has(n));

/**
 * Notes what a submitted field still waits for: whether it is shown, what it would have been filled with, what it is; whether a
 * blank one must be given, and what else would have been on offer.
 */
function waiting(w: Writer, c: FieldCell): void {
  for (const v of [c.show, c.fill, c.val]) reviewNames(w, namesOf(v));
  reviewNames(w, c.offers);
  if (c.val.k === Kind.Empty || noEntry(c.val)) reviewNames(w, c.needs);
}

/**
 * Notes the errors at a path: one that the applicant can mend blocks, once; of the others a person looks at checks that can't be
 * decided, and at values beyond their bounds.
 */
export function errorBlocks(w: Writer, path: string, errors: readonly FieldError[]): void {
  let blocked = false;
  for (const e of errors) {
    if (e.code === "undecided") reviewNames(w, e.names ?? []);
    else if (e.warn && e.bound) review(w, path);
    else if (!e.warn && !blocked) {
      block(w, "error", path);
      blocked = true;
    }
  }
}

/**
 * Notes why a person must look at a submission: facts that don't answer and comparisons on which something hangs. They block
 * nothing. Blank questions are no reason: the applicant's block by themselves, the clerk's are his.
 */
export function reviewNames(w: Writer, names: Names): void {
  if (w.s.input.submit) for (const n of names) if (!isQuestion(w.s, n)) review(w, n);
}

/** What the verdict, the identity level and a closed batch keep from being submitted. */
export function verdictBlocks(w: Writer): void {
  const [level, enough] = identity(w.s), { verdict: v } = w.out, { batch } = w.s.prog.plan;
  if (level) w.out.level = level;
  if (!enough) block(w, "identity", "user.level");
  if (batch && w.s.input.submit && !openNow(w.s, batch)) block(w, "batch", "batch");
  if (v === "refer" || v === "window" || (v === "refuse" && !w.s.input.insist)) block(w, "verdict", v);
}

/** A batch takes applications today, its last day included. */
function openNow(s: Session, b: PlanBatch): boolean {
  const from = parseDay(b.from), to = parseDay(b.to);
  return !((from !== undefined && s.today < from) || (to !== undefined && s.today > to));
}
