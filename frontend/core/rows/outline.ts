/** What a text becomes, as lists that engine/rows/rowstest makes too. For tests. */
import { condition, type Cond } from "./cond";
import { RuleError } from "./lex";
import { quoted } from "./literal";
import type { Node, Span } from "./node";
import { operand, type Operand } from "./operand";
import { parse } from "./parse";

export function outline(text: string): unknown {
  try {
    const n = parse(text);
    return [nodeOf(n), condOf(condition(n)), operandOf(operand(n))];
  } catch (e) {
    if (!(e instanceof RuleError)) throw e;
    return ["fault", e.at.from, e.at.to, e.message];
  }
}

const at = (...list: Span[]): number[] => list.flatMap((s) => [s.from, s.to]);

const nodeOf = (n: Node): unknown => [n.kind, n.text, quoted(n) ?? "-", at(n.span, n.outer), at(...n.signs), n.args.map(nodeOf)];

const condOf = (c?: Cond): unknown => c
  ? [c.kind, at(c.node.span, c.body.outer), c.neg, c.op ?? "", operandOf(c.left), operandOf(c.right), c.how ?? "", c.var ?? "", operandOf(c.list), condOf(c.where), c.items.map(condOf)]
  : null;

const operandOf = (o?: Operand): unknown => o ? [o.kind, at(o.node.outer), o.text, o.unit, o.var, condOf(o.where), o.args.map(operandOf)] : null;
