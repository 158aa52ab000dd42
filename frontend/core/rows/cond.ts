/** A condition as rows show it: twin of engine/rows/cond.go. It points into the tree that it was made from, and so to the text. */
import { pathOf, type Node } from "./node";
import { operand, type Operand } from "./operand";

/** all any: items · not: the opposite of items[0] · row: left op right · flag: left is yes or no · has: left · quant: how var list where · text: what rows can't say */
export type CondKind = "all" | "any" | "not" | "row" | "flag" | "has" | "quant" | "text";

export interface Cond {
  kind: CondKind;
  /** the whole, with its ! where neg is set */
  node: Node;
  /** without that ! */
  body: Node;
  /** of row, flag, has and quant: an ! stands before it */
  neg: boolean;
  items: Cond[];
  /** of row: == != < <= > >= in, or startsWith contains same_name same_address */
  op?: string;
  left?: Operand;
  right?: Operand;
  /** of quant */
  how?: "exists" | "all";
  var?: string;
  list?: Operand;
  where?: Cond;
}

/** The functions of two parts that say yes or no. */
export const ROW_FUNCTIONS = ["startsWith", "contains", "same_name", "same_address"];

const COMPARED = ["==", "!=", "<", "<=", ">", ">=", "in"];

/** list.word(x, …) */
export const isMacro = (n: Node, word: string): boolean => n.kind === "method" && n.text === word && n.args.length === 3 && n.args[1]!.kind === "name";

/** Looks at a node as a condition. */
export function condition(n: Node): Cond {
  const c: Cond = { kind: "text", node: n, body: n, neg: false, items: [] };
  switch (n.kind) {
    case "literal":
      return n.text === "true" || n.text === "false" ? { ...c, kind: "flag", left: operand(n) } : c;
    case "name":
    case "get":
      return pathOf(n) ? { ...c, kind: "flag", left: operand(n) } : c;
    case "unary":
      return n.text === "!" ? negated(n) : c;
    case "binary":
      if (n.text === "&&" || n.text === "||") return { ...c, kind: n.text === "&&" ? "all" : "any", items: n.args.map(condition) };
      return COMPARED.includes(n.text) ? row(c) : c;
    case "call":
    case "method":
      if (n.kind === "call" && n.text === "has" && n.args.length === 1) return { ...c, kind: "has", left: operand(n.args[0]!) };
      if (ROW_FUNCTIONS.includes(n.text) && n.args.length === 2) return row(c);
      if (isMacro(n, "exists") || isMacro(n, "all"))
        return { ...c, kind: "quant", how: n.text as "exists" | "all", var: n.args[1]!.text, list: operand(n.args[0]!), where: condition(n.args[2]!) };
  }
  return c;
}

const row = (c: Cond): Cond => ({ ...c, kind: "row", op: c.node.text, left: operand(c.node.args[0]!), right: operand(c.node.args[1]!) });

/** Takes the ! into a row; it stands above all else. */
function negated(n: Node): Cond {
  const inner = condition(n.args[0]!);
  const simple = inner.kind === "row" || inner.kind === "flag" || inner.kind === "has" || inner.kind === "quant";
  if (simple && !inner.neg) return { ...inner, neg: true, node: n };
  return { kind: "not", node: n, body: n.args[0]!, neg: false, items: [inner] };
}

/** Visits c and all conditions below it, outermost first, those of operands not among them, until f returns false for one. */
export function walkCond(c: Cond, f: (c: Cond) => boolean): void {
  if (!f(c)) return;
  for (const i of c.items) walkCond(i, f);
  if (c.where) walkCond(c.where, f);
}
