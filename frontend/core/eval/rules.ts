/** Twin of engine/eval/rules.go: 受理条件, the verdict, and texts with values. */
import { effects, type Effect, type State } from "../contract";
import { union } from "../value/names";
import { Kind, NO, YES, isTrue, itemsOf, namesOf, textOf, type Value } from "../value/value";
import { own } from "./cells";
import { piece } from "./pieces";
import type { TextProg } from "./program";
import type { Session } from "./session";

/** The parts that are applied for. */
function partsValue(s: Session): Value | undefined {
  const slot = s.prog.slots.get("form." + s.prog.plan.parts);
  return slot === undefined ? undefined : s.frame.slots[slot];
}

/** Whether a part is applied for; true for what belongs to no part. */
export function asked(s: Session, part: string | undefined): Value {
  if (!part) return YES;
  const v = partsValue(s)!;
  if (v.k !== Kind.List) return v;
  return v.v.some((e) => textOf(e) === part) ? YES : NO;
}

export function evalRule(s: Session, i: number): void {
  const r = s.prog.rules[i]!, c = s.rules[i]!;
  c.result = "off";
  c.text = "";
  c.names = [];
  let when = asked(s, r.def.part);
  if (isTrue(when)) when = s.holds(r.when);
  const open = when.k === Kind.Unknown;
  if (!open && !isTrue(when)) return;
  const that = r.that(s.frame);
  if (isTrue(that)) c.result = "true";
  else if (open || that.k === Kind.Unknown) {
    c.result = "unknown";
    c.names = union(namesOf(when), namesOf(that));
  } else {
    c.result = that.k === Kind.Empty ? "empty" : "false";
    c.text = r.otherwise ? render(s, r.otherwise) : "";
  }
}

/** What the rule does to the verdict. */
export function effect(s: Session, i: number): Effect | undefined {
  const { result } = s.rules[i]!;
  if (result === "false") return s.prog.rules[i]!.def.effect;
  return result === "empty" || (result === "unknown" && s.input.submit) ? "review" : undefined;
}

/** The place of an effect in its order; 0 for none. */
const gravity = (e: Effect | undefined): number => (e ? Math.max(effects.indexOf(e), 0) : 0);
const refuse = effects.indexOf("refuse");

/** The gravest effect. A part's rules strike only their part; when every part asked for is refused, the whole is. */
export function verdict(s: Session, out: State): void {
  let whole = out.review ? gravity("review") : 0;
  const parts = partsValue(s), byPart: Record<string, number> = {};
  for (const e of parts ? itemsOf(parts) : []) byPart[textOf(e)] = 0;
  s.prog.rules.forEach(({ def }, i) => {
    const g = gravity(effect(s, i));
    if (!def.part) whole = Math.max(whole, g);
    else if (own(byPart, def.part) !== undefined) byPart[def.part] = Math.max(byPart[def.part]!, g);
  });
  const all = Object.values(byPart);
  const ofParts = all.length && all.every((g) => g === refuse) ? refuse : Math.max(0, ...all.filter((g) => g !== refuse));
  out.verdict = effects[Math.max(whole, ofParts)]!;
  if (all.length) {
    out.parts = {};
    for (const [part, g] of Object.entries(byPart)) out.parts[part] = effects[g]!;
  }
}

/** Writes a text with its values. */
export function render(s: Session, t: TextProg): string {
  return t.map((p) => (typeof p === "string" ? p : piece("format")(p.as.type, p.rule(s.frame), p.as, s.prog.plan.language))).join("");
}
