/** A value as rows show it: twin of engine/rows/operand.go. */
import { condition, isMacro, type Cond } from "./cond";
import { quoted } from "./literal";
import { BINDS, Hold, bare, pathOf, type Node } from "./node";

/**
 * path · literal, -5 among them · list · date: args[0] text (+ or -) args[1] unit, or the day text · func text(args) · calc: args with text between
 * them, or -args[0] · pick: text (filter or map) of args[0]: where, or args[1] · if: where ? args[0] : args[1] · condition: where · text
 */
export type OperandKind = "path" | "literal" | "list" | "date" | "func" | "calc" | "pick" | "if" | "condition" | "text";

export interface Operand {
  kind: OperandKind;
  node: Node;
  text: string;
  args: Operand[];
  /** of date: days workdays months years; "" for a day that is written out */
  unit: string;
  /** of pick */
  var: string;
  where?: Cond;
}

/** The functions that make a period of a number. */
export const UNITS = ["days", "workdays", "months", "years"];

const VALUE_FUNCTIONS = ["size", "sum", "greatest", "age", "date", "number", ...UNITS];

const isPeriod = (n: Node): boolean => n.kind === "call" && n.args.length === 1 && UNITS.includes(n.text);

/** Looks at a node as a value. */
export function operand(n: Node): Operand {
  const o: Operand = { kind: "text", node: n, text: "", args: [], unit: "", var: "" };
  const of = (kind: OperandKind, more: Partial<Operand> = {}): Operand => ({ ...o, kind, ...more });
  switch (n.kind) {
    case "literal":
      return of("literal", { text: n.text });
    case "name":
    case "get":
      return pathOf(n) ? of("path", { text: pathOf(n) }) : o;
    case "list":
      return of("list", { args: n.args.map(operand) });
    case "if":
      return of("if", { where: condition(n.args[0]!), args: n.args.slice(1).map(operand) });
    case "unary": {
      const part = n.args[0]!;
      if (n.text === "!") return of("condition", { where: condition(n) });
      if (part.kind === "literal" && bare(part) && /^[0-9.]/.test(part.text)) return of("literal", { text: `-${part.text}` });
      return of("calc", { text: "-", args: [operand(part)] });
    }
    case "binary": {
      if (BINDS[n.text]! < Hold.add) return of("condition", { where: condition(n) });
      const [a, b] = n.args as [Node, Node];
      if ((n.text === "+" || n.text === "-") && isPeriod(b) && !isPeriod(a))
        return of("date", { text: n.text, unit: b.text, args: [operand(a), operand(b.args[0]!)] });
      return of("calc", { text: n.text, args: n.args.map(operand) });
    }
    case "call":
    case "method":
      return called(n, of);
  }
}

function called(n: Node, of: (kind: OperandKind, more?: Partial<Operand>) => Operand): Operand {
  const c = condition(n);
  if (c.kind !== "text") return of("condition", { where: c });
  if (n.kind === "call" && n.text === "date" && n.args.length === 1 && n.args[0]!.kind === "literal") {
    const day = quoted(n.args[0]!);
    return day === undefined ? of("text") : of("date", { text: day });
  }
  if (n.kind === "call" && VALUE_FUNCTIONS.includes(n.text)) return of("func", { text: n.text, args: n.args.map(operand) });
  const pick = { text: n.text, var: n.args[1]?.text ?? "" };
  if (isMacro(n, "filter")) return of("pick", { ...pick, args: [operand(n.args[0]!)], where: condition(n.args[2]!) });
  if (isMacro(n, "map")) return of("pick", { ...pick, args: [operand(n.args[0]!), operand(n.args[2]!)] });
  return of("text");
}
