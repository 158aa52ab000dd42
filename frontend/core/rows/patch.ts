/** Edits of a rule's text: twin of engine/rows/patch.go. */
import { Hold, bare, hold, holds, textAt, wants, type Node, type Span } from "./node";
import { parse } from "./parse";

/** Puts text in the place of a part of a text. */
export interface Patch { from: number; to: number; text: string }

/** What a command makes of a rule: the new text, the patches that lead there, and those that lead back. */
export interface Edit { text: string; patches: Patch[]; inverse: Patch[] }

/** Makes an edit of patches that don't overlap. Of two at one place the earlier comes first. */
export function apply(text: string, list: readonly Patch[]): Edit {
  const patches = [...list].sort((a, b) => a.from - b.from || a.to - b.to);
  const inverse: Patch[] = [];
  let out = "", at = 0;
  for (const p of patches) {
    out += text.slice(at, p.from);
    inverse.push({ from: out.length, to: out.length + p.text.length, text: textAt(text, p) });
    out += p.text;
    at = p.to;
  }
  return { text: out + text.slice(at), patches, inverse };
}

/** What a command refuses: there is nothing to do it to, it is all that stands in its place, a comment stands in between. */
export type Refusal = "nothing there" | "alone" | "comment";

export class CommandError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal);
  }
}

/** A part of a rule with what it stands in: parent is undefined for the whole rule, index is among the parent's parts. */
export interface Place { text: string; node: Node; parent?: Node; index: number }

/** Looks for the part that stands at a place, its parentheses included. */
export function find(text: string, at: Span): Place {
  const is = (n: Node) => n.outer.from === at.from && n.outer.to === at.to;
  const root = parse(text);
  if (is(root)) return { text, node: root, index: 0 };
  for (let parent = root; ;) {
    const index = parent.args.findIndex((a) => holds(a.outer, at));
    if (index < 0) throw new CommandError("nothing there");
    const node = parent.args[index]!;
    if (is(node)) return { text, node, parent, index };
    parent = node;
  }
}

/** How tightly what stands there has to hold together. */
export const wanted = (p: Place): number => (p.parent ? wants(p.parent, p.index) : Hold.if);

export const isGroup = (n: Node): boolean => n.kind === "binary" && (n.text === "&&" || n.text === "||");

/** How tightly the node holds together with the parentheses that it has. */
export const grip = (n: Node): number => (bare(n) ? hold(n) : Hold.tight);

export const insert = (at: number, text: string): Patch => ({ from: at, to: at, text });

/** The patches that put parentheses round a part. */
export const around = (at: Span, inner: Patch[]): Patch[] => [insert(at.from, "("), ...inner, insert(at.to, ")")];

/** The patches that put parentheses round a node if its place wants so much. */
export const wrapped = (n: Node, want: number): Patch[] => (grip(n) < want ? around(n.outer, []) : []);

/** A new part as it is written where so much is wanted. */
export function fitted(part: string, want: number): string {
  let out = part.replace(/^[ \t\r\n\f]+|[ \t\r\n\f]+$/g, "");
  const n = parse(out);
  if (n.outer.to < out.length) out += "\n"; // a comment, which goes to the end of its line
  return grip(n) < want ? `(${out})` : out;
}

/** Puts blanks round a new part that would be one word with what stands beside it. */
export function apart(text: string, at: Span, part: string): Patch {
  const word = (s: string, i: number) => /[A-Za-z0-9_]/.test(s[i] ?? "");
  const before = word(text, at.from - 1), after = word(text, at.to);
  let out = part;
  if (before && (out === "" ? after : word(out, 0))) out = ` ${out}`;
  if (out !== "" && after && word(out, out.length - 1)) out += " ";
  return { from: at.from, to: at.to, text: out };
}

/** Tells whether a comment stands in a part between two nodes. */
export const noted = (text: string, s: Span): boolean => textAt(text, s).includes("//");
