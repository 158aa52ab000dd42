/** What is done to rows is done to the text: twin of engine/rows/edit.go. Each throws a CommandError where it can't be done, a RuleError for a new part that is none. */
import { ROW_FUNCTIONS, condition } from "./cond";
import { skip } from "./lex";
import { BINDS, Hold, bare, holds, textAt, type Node, type Span } from "./node";
import { CommandError, apart, apply, around, find, fitted, grip, insert, isGroup, noted, wanted, wrapped, type Edit, type Patch, type Place } from "./patch";

const SIGN_OF = { all: "&&", any: "||" } as const;

const COMPARED = ["==", "!=", "<", "<=", ">", ">=", "in"];

const none = (): never => {
  throw new CommandError("nothing there");
};

/** Puts another text in the place of any part: with its parentheses, and in new ones where the place needs them. */
export const replace = (text: string, at: Span, part: string): Edit => apply(text, [apart(text, at, fitted(part, wanted(find(text, at))))]);

/** Says the opposite of a condition, or takes the ! away that stands before it. */
export function negate(text: string, at: Span): Edit {
  const p = find(text, at), n = p.node;
  if (n.kind === "unary" && n.text === "!") {
    const between = { from: n.span.from, to: n.args[0]!.outer.from };
    if (noted(text, between)) between.to = between.from + 1;
    return apply(text, [apart(text, between, "")]);
  }
  const patches = [insert(at.from, "!"), ...wrapped(n, Hold.tight)];
  return apply(text, wanted(p) > Hold.sign && p.parent?.kind !== "unary" ? around(at, patches) : patches);
}

/** Gives a row another operator. A ! before it stays. */
export function setOperator(text: string, at: Span, op: string): Edit {
  let p = find(text, at);
  if (p.node.kind === "unary" && p.node.text === "!") p = { text, node: p.node.args[0]!, parent: p.node, index: 0 };
  const n = p.node, c = condition(n);
  if (c.kind !== "row" || c.neg || !(COMPARED.includes(op) || ROW_FUNCTIONS.includes(op))) none();
  const left = c.left!.node, right = c.right!.node;
  if (n.kind === "binary" && Object.hasOwn(BINDS, op)) return apply(text, [apart(text, n.signs[0]!, op)]);
  const parts: Span[] = [
    { from: n.span.from, to: left.outer.from }, { from: left.outer.to, to: right.outer.from }, { from: right.outer.to, to: n.span.to },
  ];
  if (parts.some((s) => noted(text, s))) throw new CommandError("comment");
  const written = rowParts(p, op, left, right);
  return apply(text, parts.map((s, i) => ({ ...s, text: written[i]! })));
}

/** What stands before, between and behind the two operands of a row. */
function rowParts(p: Place, op: string, left: Node, right: Node): string[] {
  let open = "", between = ` ${op} `, end = "", [wantsLeft, wantsRight, hold]: number[] = [Hold.compare, Hold.compare + 1, Hold.compare];
  if (op === "startsWith" || op === "contains") {
    [between, end] = [`.${op}(`, ")"];
    [wantsLeft, wantsRight, hold] = [Hold.tight, Hold.if, Hold.tight];
  } else if (op === "same_name" || op === "same_address") {
    [open, between, end] = [`${op}(`, ", ", ")"];
    [wantsLeft, wantsRight, hold] = [Hold.if, Hold.if, Hold.tight];
  }
  if (grip(left) < wantsLeft!) [open, between] = [`${open}(`, `)${between}`];
  if (grip(right) < wantsRight!) [between, end] = [`${between}(`, `)${end}`];
  if (bare(p.node) && hold! < wanted(p)) [open, end] = [`(${open}`, `${end})`];
  return [open, between, end];
}

/** Puts a condition into a group; of one that is no group of that kind it makes one of the two: index 0 puts the new one first. */
export function add(text: string, at: Span, index: number, kind: "all" | "any", part: string): Edit {
  const p = find(text, at), n = p.node, sign = SIGN_OF[kind];
  const written = fitted(part, BINDS[sign]! + 1);
  if (isGroup(n) && n.text === sign) return apply(text, [inserted(text, n, index, written)]);
  const inner = wrapped(n, BINDS[sign]! + 1);
  const patches = index <= 0 ? [insert(at.from, `${written} ${sign} `), ...inner] : [...inner, insert(at.to, ` ${sign} ${written}`)];
  return apply(text, wanted(p) > BINDS[sign]! ? around(at, patches) : patches);
}

/** Writes an item into a group, with what the group has between its items. */
function inserted(text: string, n: Node, place: number, part: string): Patch {
  const index = Math.min(Math.max(place, 0), n.args.length);
  const first = Math.min(Math.max(index - 1, 0), n.args.length - 2);
  let gap = text.slice(n.args[first]!.outer.to, n.args[first + 1]!.outer.from);
  if (gap.includes("//") || gap.trim() === gap) gap = ` ${n.text} `;
  return index === 0 ? insert(n.span.from, part + gap) : insert(n.args[index - 1]!.outer.to, gap + part);
}

/** Takes an item out of its group. */
export const remove = (text: string, at: Span): Edit => apply(text, removed(find(text, at)));

/** Takes an item away with the operator beside it. Comments between items stay. */
function removed({ text, node, parent, index }: Place): Patch[] {
  if (!parent || !isGroup(parent)) throw new CommandError("alone");
  const at = node.outer, last = index === parent.args.length - 1;
  const gap = last ? { from: parent.args[index - 1]!.outer.to, to: at.from } : { from: at.to, to: parent.args[index + 1]!.outer.from };
  if (!noted(text, gap)) return [{ from: Math.min(at.from, gap.from), to: Math.max(at.to, gap.to), text: "" }];
  return [{ ...parent.signs[last ? index - 1 : index]!, text: "" }, { ...at, text: "" }];
}

/** Makes 全部满足 of 满足任一, and the reverse. */
export function switchGroup(text: string, at: Span): Edit {
  const p = find(text, at), n = p.node;
  if (!isGroup(n)) none();
  const sign = n.text === "&&" ? "||" : "&&";
  const patches = joinedBy(n, sign, 0, n.args.length - 1);
  return apply(text, bare(n) && wanted(p) > BINDS[sign]! ? around(at, patches) : patches);
}

/** The patches that put another operator between some items. */
function joinedBy(n: Node, sign: string, from: number, to: number): Patch[] {
  const out: Patch[] = [];
  for (let i = from; i <= to; i++) {
    out.push(...wrapped(n.args[i]!, BINDS[sign]! + 1));
    if (i < to && sign !== n.text) out.push({ ...n.signs[i]!, text: sign });
  }
  return out;
}

/** Makes a group of its own of the items from..to of a group, which must not be all of them. */
export function group(text: string, at: Span, from: number, to: number, kind: "all" | "any"): Edit {
  const n = find(text, at).node;
  if (!isGroup(n) || from < 0 || to >= n.args.length || from >= to || to - from === n.args.length - 1) none();
  return apply(text, around({ from: n.args[from]!.outer.from, to: n.args[to]!.outer.to }, joinedBy(n, SIGN_OF[kind], from, to)));
}

/** Makes the items of a group those of the group that it stands in. */
export function dissolve(text: string, at: Span): Edit {
  const { node: n, parent } = find(text, at);
  if (!isGroup(n) || !parent || !isGroup(parent)) none();
  const patches = joinedBy(n, parent!.text, 0, n.args.length - 1);
  const drop = (from: number, to: number) => {
    for (let i = skip(text, from); i < to; i = skip(text, i + 1)) patches.push(apart(text, { from: i, to: i + 1 }, ""));
  };
  drop(at.from, n.span.from);
  drop(n.span.to, at.to);
  return apply(text, patches);
}

/** Takes an item out of its group and puts it into the group at to, before what is now its item of that index. */
export function move(text: string, at: Span, to: Span, index: number): Edit {
  const p = find(text, at), goal = find(text, to).node;
  if (!isGroup(goal) || holds(at, to)) none();
  const home = p.parent?.outer.from === to.from && p.parent.outer.to === to.to;
  if (home && (index === p.index || index === p.index + 1)) return apply(text, []);
  const patches = removed(p);
  return apply(text, [...patches, inserted(text, goal, index, fitted(textAt(text, at), BINDS[goal.text]! + 1))]);
}
