/** What the builder does to a rule's text: each is a command of core/rows, or two in a row; only what it is about is written anew. */
import { condition, type Cond } from "../../core/rows/cond";
import * as rows from "../../core/rows/edit";
import { RuleError } from "../../core/rows/lex";
import { textAt, type Span } from "../../core/rows/node";
import { parse } from "../../core/rows/parse";
import { CommandError, noted } from "../../core/rows/patch";
import type { Name } from "./names";
import { firstOp, firstValue, opOf, takesList, takesValue, written, type Op } from "./operators";

/** A rule's text as rows show it; a fault where it can't be read. */
export type Read = { cond: Cond | null; fault?: undefined } | { cond: null; fault: RuleError };

/** Whether a rule says nothing: it always holds. */
export const isEmpty = (text: string): boolean => text.trim() === "" || text.trim() === "true";

export function read(text: string): Read {
  if (isEmpty(text)) return { cond: null };
  try {
    return { cond: condition(parse(text)) };
  } catch (e) {
    if (e instanceof RuleError) return { cond: null, fault: e };
    throw e;
  }
}

/** The text after an edit; undefined where it can't be done. */
function tried(edit: () => string): string | undefined {
  try {
    return edit();
  } catch (e) {
    if (e instanceof RuleError || e instanceof CommandError) return undefined;
    throw e;
  }
}

export type Change = string | undefined;

export const replaced = (text: string, at: Span, part: string): Change => tried(() => rows.replace(text, at, part).text);

/** A whole row in the place of another; not where that would lose a comment. */
const rewritten = (text: string, c: Cond, part: string): Change => (noted(text, c.node.span) ? undefined : replaced(text, c.node.outer, part));

/** The group or quantifier that a condition stands in, and its place there; undefined for the whole rule. */
export function parentOf(root: Cond, c: Cond): { parent: Cond; index: number } | undefined {
  const index = root.items.indexOf(c);
  if (index >= 0) return { parent: root, index };
  if (root.where === c) return { parent: root, index: 0 };
  for (const x of [...root.items, ...(root.where ? [root.where] : [])]) {
    const found = parentOf(x, c);
    if (found) return found;
  }
  return undefined;
}

/** The text of a row's subject: what stands on the side that the operator is about. */
export function subjectOf(c: Cond): Span | undefined {
  const o = c.kind === "quant" ? c.list : opOf(c)?.endsWith("includes") ? c.right : c.left;
  return o?.node.outer;
}

/** The value's place. */
export const valueOf = (c: Cond): Span | undefined => (c.kind === "row" ? (opOf(c)?.endsWith("includes") ? c.left : c.right)?.node.outer : undefined);

/** A row with another subject: what still fits stays. */
export function withSubject(text: string, c: Cond, old: Name | undefined, now: Name, fits: readonly Op[], names: Name[]): Change {
  const op = opOf(c), at = subjectOf(c);
  const same = old && old.kind === now.kind && c.kind !== "quant" && JSON.stringify(old.options ?? []) === JSON.stringify(now.options ?? []);
  if (op && at && (same || fits.includes(op) && (c.kind === "has" || c.kind === "flag"))) return replaced(text, at, now.path);
  return rewritten(text, c, row(now, names));
}

/** A row with another operator. Where both compare alike, the operator alone is written anew. */
export function withOp(text: string, c: Cond, op: Op, n: Name | undefined, names: Name[]): Change {
  const old = opOf(c), at = subjectOf(c);
  if (!old || !at || old === op) return old === op ? text : undefined;
  const bare = (o: Op) => (o !== "!=" && o.startsWith("!") ? o.slice(1) : o);
  const negates = (o: Op) => o !== "!=" && o.startsWith("!");
  const [a, b] = [bare(old), bare(op)];
  if (a === b) return tried(() => rows.negate(text, c.node.outer).text);
  const value = valueOf(c);
  if (value && takesValue(op) && takesList(old) === takesList(op) && a !== "includes" && b !== "includes") {
    const changed = tried(() => rows.setOperator(text, c.node.outer, b).text);
    if (changed === undefined || negates(old) === negates(op)) return changed;
    // The row is where it was, as long as it is now.
    const whole = { from: c.node.outer.from, to: c.node.outer.to + changed.length - text.length };
    return tried(() => rows.negate(changed, whole).text);
  }
  if (c.kind === "quant" && /^(exists|all)$/.test(b)) {
    const word = c.body.signs[0]!;
    const changed = text.slice(0, word.from) + b + text.slice(word.to);
    if (negates(old) === negates(op)) return changed;
    return tried(() => rows.negate(changed, { from: c.node.outer.from, to: c.node.outer.to + changed.length - text.length }).text);
  }
  const said = value ? textAt(text, value) : n ? firstValue(n) : '""';
  const first = c.kind === "row" && c.right?.kind === "list" ? c.right.args[0] : undefined;
  const part = takesList(op) ? `[${said}]` : first ? textAt(text, first.node.outer) : said;
  return rewritten(text, c, written(textAt(text, at), op, part, n, names));
}

/** A new row about a name. */
export const row = (n: Name, names: Name[]): string => {
  const op = firstOp(n);
  return written(n.path, op, firstValue(n), n, names);
};

/** Puts a condition behind another, or at the end of a group; of an empty rule it is the whole. */
export function added(text: string, root: Cond | null, after: Cond | null, part: string, kind: "all" | "any" = "all"): Change {
  if (!root) return part;
  if (!after) return tried(() => rows.add(text, root.node.outer, root.items.length || 1, isGroup(root) ? (root.kind as "all" | "any") : kind, part).text);
  if (isGroup(after)) return tried(() => rows.add(text, after.node.outer, after.items.length, after.kind as "all" | "any", part).text);
  const held = parentOf(root, after);
  const group = held && isGroup(held.parent) ? held : undefined;
  if (group) return tried(() => rows.add(text, group.parent.node.outer, group.index + 1, group.parent.kind as "all" | "any", part).text);
  return tried(() => rows.add(text, after.node.outer, 1, kind, part).text);
}

export const isGroup = (c: Cond): boolean => c.kind === "all" || c.kind === "any";

/** Takes a condition away; the last of a rule leaves it empty, and the last of a quantifier takes the quantifier with it. */
export function removed(text: string, root: Cond, c: Cond): Change {
  if (c === root) return "";
  const held = parentOf(root, c);
  if (!held) return undefined;
  if (isGroup(held.parent)) return tried(() => rows.remove(text, c.node.outer).text);
  return removed(text, root, held.parent);
}

/** Moves a condition up or down in its group. */
export function moved(text: string, root: Cond, c: Cond, by: 1 | -1): Change {
  const held = parentOf(root, c);
  if (!held || !isGroup(held.parent)) return undefined;
  const to = held.index + (by === 1 ? 2 : -1);
  if (to < 0 || to > held.parent.items.length) return undefined;
  return tried(() => rows.move(text, c.node.outer, held.parent.node.outer, to).text);
}

/** Moves a condition to a place in any group. */
export const movedTo = (text: string, c: Cond, group: Cond, index: number): Change => tried(() => rows.move(text, c.node.outer, group.node.outer, index).text);

/** Makes a group of a condition and the one behind it (the one before, for the last); of the other kind than the group around. */
export function grouped(text: string, root: Cond, c: Cond, last: Cond = c): Change {
  const held = parentOf(root, c);
  if (!held || !isGroup(held.parent)) return undefined;
  const { parent } = held;
  const end = parent.items.indexOf(last);
  let [from, to] = [Math.min(held.index, end), Math.max(held.index, end)];
  if (from === to) [from, to] = to + 1 < parent.items.length ? [from, to + 1] : [from - 1, to];
  return tried(() => rows.group(text, parent.node.outer, from, to, parent.kind === "all" ? "any" : "all").text);
}

export const dissolved = (text: string, c: Cond): Change => tried(() => rows.dissolve(text, c.node.outer).text);
export const switched = (text: string, c: Cond): Change => tried(() => rows.switchGroup(text, c.node.outer).text);
export const negated = (text: string, c: Cond): Change => tried(() => rows.negate(text, c.node.outer).text);
