/** What is done to a row by key or button, and where one is then. */
import type { Builder } from "./builder";
import { added, dissolved, grouped, isGroup, moved, negated, parentOf, removed } from "./edits";

const up = (id: string) => id.slice(0, id.lastIndexOf("."));
const last = (id: string) => Number(id.slice(id.lastIndexOf(".") + 1));

/** Goes to a slot of a row once it is drawn. */
const go = (b: Builder, id: string, slot = "field"): void => {
  b.selected.value = id;
  b.goal = { id, slot };
};

/** A new row behind one, which stands in the text as soon as it says something. */
export function draft(b: Builder, how: "row" | "group" | "text" = "row", after = b.selected.peek()): void {
  if (!b.may || b.read.peek().fault) return;
  b.drafting.value = { after: after && b.find(after) ? after : "", how };
}

/** Writes the row that was drafted. */
export function put(b: Builder, part: string): boolean {
  const d = b.drafting.peek();
  const root = b.read.peek().cond;
  if (!d) return false;
  const after = d.after ? b.find(d.after)?.cond ?? null : null;
  const text = b.text.peek();
  const held = root && after ? parentOf(root, after) : undefined;
  const kind = (held ? held.parent.kind : root?.kind) === "any" ? "all" : "any";
  let next: string | undefined;
  let id = "r";
  if (d.how === "group" && root) {
    // A group of its own: of the row and the new one, or of the last.
    const of = after && after !== root ? after : isGroup(root) ? root.items.at(-1)! : root;
    const path = after && after !== root ? d.after : isGroup(root) ? `r.${root.items.length - 1}` : "r";
    next = isGroup(of) ? added(text, root, of, part) : added(text, of, null, part, kind);
    id = `${path}.${isGroup(of) ? of.items.length : 1}`;
  } else {
    next = added(text, root, after, part);
    if (root && (!after || after === root)) id = `r.${isGroup(root) ? root.items.length : 1}`;
    else if (after && isGroup(after)) id = `${d.after}.${after.items.length}`;
    else if (held && isGroup(held.parent)) id = `${up(d.after)}.${held.index + 1}`;
    else if (root) id = `${d.after}.1`;
  }
  if (!b.change(next)) return false;
  b.drafting.value = null;
  go(b, id, "op");
  return true;
}

export function remove(b: Builder, id: string): void {
  const root = b.read.peek().cond, found = b.find(id);
  if (!root || !found || !b.change(removed(b.text.peek(), root, found.cond))) return;
  const now = b.read.peek().cond;
  if (!now) return draft(b, "row", "");
  const index = last(id);
  go(b, b.find(id) ? id : index > 0 && b.find(`${up(id)}.${index - 1}`) ? `${up(id)}.${index - 1}` : b.find(up(id)) ? up(id) : "r");
}

export function move(b: Builder, id: string, by: 1 | -1): void {
  const root = b.read.peek().cond, found = b.find(id);
  if (root && found && b.change(moved(b.text.peek(), root, found.cond, by))) go(b, `${up(id)}.${last(id) + by}`);
}

export function group(b: Builder, id: string): void {
  const root = b.read.peek().cond, found = b.find(id);
  if (root && found && b.change(grouped(b.text.peek(), root, found.cond))) go(b, `${up(id)}.${b.find(id) ? last(id) : last(id) - 1}.0`);
}

/** Dissolves a group, or the group that a row stands in. */
export function dissolve(b: Builder, id: string): void {
  const found = b.find(id);
  const own = found && isGroup(found.cond) ? id : up(id);
  const whole = own && b.find(own);
  if (whole && isGroup(whole.cond) && b.change(dissolved(b.text.peek(), whole.cond))) go(b, own);
}

export function negate(b: Builder, id: string): void {
  const found = b.find(id);
  if (found) b.change(negated(b.text.peek(), found.cond));
}
