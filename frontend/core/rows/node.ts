/** A rule as its author wrote it: twin of engine/rows/node.go. Offsets are those of JavaScript's strings. */

export interface Span { from: number; to: number }

/** literal 12 "租" · name · get a.b · call f(…) · method a.f(…) · list · unary ! - · binary (&& and || a whole chain) · if ?: */
export type Kind = "literal" | "name" | "get" | "call" | "method" | "list" | "unary" | "binary" | "if";

export interface Node {
  kind: Kind;
  text: string;
  args: Node[];
  span: Span;
  /** with the parentheses around it */
  outer: Span;
  /** the operators; of get, call and method the word; of if ? and : */
  signs: Span[];
}

export const textAt = (text: string, s: Span): string => text.slice(s.from, s.to);

export const holds = (a: Span, b: Span): boolean => a.from <= b.from && b.to <= a.to;

export const bare = (n: Node): boolean => n.span.from === n.outer.from && n.span.to === n.outer.to;

/** Visits n and all below it, outermost first, until f returns false for one. */
export function walk(n: Node, f: (n: Node) => boolean): void {
  if (f(n)) for (const a of n.args) walk(a, f);
}

/** form.area of such a node, blanks left out; "" for one that is no path. */
export function pathOf(n: Node): string {
  if (n.kind === "name") return n.text;
  if (n.kind !== "get") return "";
  const base = pathOf(n.args[0]!);
  return base && `${base}.${n.text}`;
}

/** How tightly a node holds together: an operand needs parentheses where its place wants more. */
export const Hold = { if: 1, or: 2, and: 3, compare: 4, add: 5, times: 6, sign: 7, tight: 8 } as const;

export const BINDS: Record<string, number> = {
  "||": Hold.or, "&&": Hold.and, "<": Hold.compare, "<=": Hold.compare, ">": Hold.compare, ">=": Hold.compare,
  "==": Hold.compare, "!=": Hold.compare, in: Hold.compare, "+": Hold.add, "-": Hold.add, "*": Hold.times, "/": Hold.times,
};

/** How tightly the node holds together without its parentheses. */
export function hold(n: Node): number {
  if (n.kind === "if") return Hold.if;
  if (n.kind === "binary") return BINDS[n.text]!;
  return n.kind === "unary" ? Hold.sign : Hold.tight;
}

/** How tightly the i-th part of n has to hold together. */
export function wants(n: Node, i: number): number {
  switch (n.kind) {
    case "if":
      return i === 2 ? Hold.if : Hold.or;
    case "binary":
      return BINDS[n.text]! + (i === 0 && n.text !== "&&" && n.text !== "||" ? 0 : 1);
    case "unary":
    case "get":
      return Hold.tight;
    case "method":
      return i === 0 ? Hold.tight : Hold.if;
  }
  return Hold.if;
}
