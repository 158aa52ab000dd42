/** What a text becomes, as lists that engine/rows/rowstest makes too. For tests. */
import { add, dissolve, group, move, negate, remove, replace, setOperator, switchGroup } from "./edit";
import { condition, type Cond } from "./cond";
import { RuleError } from "./lex";
import { quoted } from "./literal";
import type { Node, Span } from "./node";
import { operand, type Operand } from "./operand";
import { rename } from "./names";
import { parse } from "./parse";
import { CommandError, apply, type Edit, type Patch } from "./patch";

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

interface Command { do: string; text: string; at: [number, number]; to: [number, number]; first: number; last: number; kind: "all" | "any"; with: string }

const span = ([from, to]: [number, number]): Span => ({ from, to });

const COMMANDS: Record<string, (c: Command, at: Span) => Edit> = {
  replace: (c, at) => replace(c.text, at, c.with),
  negate: (c, at) => negate(c.text, at),
  operator: (c, at) => setOperator(c.text, at, c.with),
  add: (c, at) => add(c.text, at, c.first, c.kind, c.with),
  remove: (c, at) => remove(c.text, at),
  switch: (c, at) => switchGroup(c.text, at),
  group: (c, at) => group(c.text, at, c.first, c.last, c.kind),
  dissolve: (c, at) => dissolve(c.text, at),
  move: (c, at) => move(c.text, at, span(c.to), c.first),
  rename: (c) => apply(c.text, rename(parse(c.text), { row: "form.staff" }, ...c.with.split(" ") as [string, string])),
};

/** Does a command: the new text, the patches and the inverse, or "refused". */
export function run(c: Command): unknown {
  try {
    const e = COMMANDS[c.do]!(c, span(c.at));
    return [e.text, e.patches.map(patchOf), e.inverse.map(patchOf)];
  } catch (e) {
    if (e instanceof RuleError || e instanceof CommandError) return "refused";
    throw e;
  }
}

const patchOf = (p: Patch): unknown => [p.from, p.to, p.text];
