/** The middle of a row: twin of engine/rows/operators.go, whose test writes operators.json. */
import { Hold, wants, type Node } from "./node";
import table from "./operators.json";
import { parse } from "./parse";
import { apply, fitted, type Patch } from "./patch";
import { same } from "./same";

export interface Operator {
  id: string;
  zh: string;
  en: string;
  /** types of fields on which it is offered; record and records are what is looked up */
  types: string[];
  /** the pattern: l is what is asked about, a and b its values, x a variable, where asks a row */
  written: string;
  /** what a and b are */
  values: string[];
  not: boolean;
}

export const OPERATORS: readonly Operator[] = table;

export const operatorsOf = (type: string): Operator[] => OPERATORS.filter((o) => o.types.includes(type));

/** The text of a row: parts are the texts of l, a, b and where, and the name that x gets. */
export function write(o: Operator, parts: Readonly<Record<string, string>>): string {
  const patches: Patch[] = [];
  const fill = (n: Node, want: number): void => {
    if (n.kind === "name" && Object.hasOwn(parts, n.text)) patches.push({ ...n.span, text: fitted(parts[n.text]!, want) });
    n.args.forEach((a, i) => fill(a, wants(n, i)));
  };
  fill(parse(o.written), o.not ? Hold.tight : Hold.if);
  const { text } = apply(o.written, patches);
  return o.not ? `!${fitted(text, Hold.tight)}` : text;
}

const HOLES = ["l", "a", "b", "x", "where"];

/** The parts of a node that is written as the operator writes it; undefined where it isn't. Types are not looked at. */
export function match(o: Operator, n: Node): Record<string, Node> | undefined {
  const parts: Record<string, Node> = {};
  const fits = (p: Node, n: Node): boolean => {
    if (p.kind === "name" && HOLES.includes(p.text)) {
      const before = parts[p.text];
      if (before) return same(before, n);
      parts[p.text] = n;
      return p.text !== "x" || n.kind === "name";
    }
    return p.kind === n.kind && p.text === n.text && p.args.length === n.args.length && p.args.every((a, i) => fits(a, n.args[i]!));
  };
  if (o.not && !(n.kind === "unary" && n.text === "!")) return undefined;
  return fits(parse(o.written), o.not ? n.args[0]! : n) ? parts : undefined;
}
