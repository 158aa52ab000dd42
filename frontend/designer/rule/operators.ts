/** Which operators fit a name, and how a row with one is written. */
import type { Cond } from "../../core/rows/cond";
import { quote } from "../../core/rows/literal";
import type { Kind, Name } from "./names";

/** What a row says of its subject. A ! before one is another wording, never a sign. */
export type Op =
  | "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "!in" | "startsWith" | "!startsWith" | "contains" | "!contains"
  | "same_name" | "!same_name" | "same_address" | "!same_address" | "has" | "!has" | "flag" | "!flag"
  | "includes" | "!includes" | "exists" | "!exists" | "all" | "!all";

const compared: Op[] = ["==", "!=", "<", "<=", ">", ">="];
const filled: Op[] = ["has", "!has"];

const fitting: Record<Kind, Op[]> = {
  text: ["==", "!=", "in", "!in", "startsWith", "!startsWith", "contains", "!contains", "same_name", "!same_name", ...filled],
  address: ["==", "!=", "same_address", "!same_address", "contains", "!contains", ...filled],
  boolean: ["flag", "!flag", ...filled],
  integer: [...compared, ...filled],
  number: [...compared, ...filled],
  money: [...compared, ...filled],
  date: ["<", ">=", ">", "<=", "==", "!=", ...filled],
  choice: ["==", "!=", "in", "!in", ...filled],
  choices: ["includes", "!includes", "exists", "!exists", ...filled],
  table: ["exists", "!exists", "all", "!all", ...filled],
  records: ["exists", "!exists", "all", "!all"],
  record: filled,
  opaque: filled,
};

/** The operators that fit what a name stands for. */
export const operatorsOf = (kind: Kind): Op[] => fitting[kind];

/** The operator of a row; undefined for what is no row. */
export function opOf(c: Cond): Op | undefined {
  const not = c.neg ? "!" : "";
  switch (c.kind) {
    case "flag": case "has": return `${not}${c.kind}` as Op;
    case "quant": return `${not}${c.how!}` as Op;
    case "row":
      if (c.op === "in" && c.right?.kind === "path") return `${not}includes` as Op;
      if (c.neg && compared.includes(c.op as Op)) return undefined;
      return `${not}${c.op!}` as Op;
  }
  return undefined;
}

/** Whether a value stands behind the operator. */
export const takesValue = (op: Op): boolean => !/^!?(has|flag|exists|all)$/.test(op);

/** Whether its value is a list. */
export const takesList = (op: Op): boolean => op === "in" || op === "!in";

/** What a new row compares with. */
export function firstValue(n: Name): string {
  if (n.options?.length) return quote(n.options[0]!.code);
  if (n.kind === "date") return "today";
  return n.kind === "integer" || n.kind === "number" || n.kind === "money" ? "0" : '""';
}

/** The operator that a new row has. */
export const firstOp = (n: Name): Op => (n.kind === "record" ? "has" : fitting[n.kind][0]!);

/** A variable for the rows of a list that no name around it has. */
function variable(names: Name[]): string {
  let v = "r";
  while (names.some((n) => n.path === v || n.path.startsWith(`${v}.`))) v += "r";
  return v;
}

/** Writes a row: subject, operator, and the text of its value. */
export function written(subject: string, op: Op, value: string, n: Name | undefined, names: Name[]): string {
  const not = op.startsWith("!") && op !== "!=";
  const word = not ? op.slice(1) : op;
  const sign = not ? "!" : "";
  switch (word) {
    case "flag": return sign + subject;
    case "has": return `${sign}has(${subject})`;
    case "in": return not ? `!(${subject} in ${value})` : `${subject} in ${value}`;
    case "includes": return not ? `!(${value} in ${subject})` : `${value} in ${subject}`;
    case "startsWith": case "contains": return `${sign}${subject}.${word}(${value})`;
    case "same_name": case "same_address": return `${sign}${word}(${subject}, ${value})`;
    case "exists": case "all": {
      const v = variable(names);
      if (n?.kind === "choices") return `${sign}${subject}.${word}(${v}, ${v} in [${value}])`;
      const cell = n?.cells?.[0];
      return `${sign}${subject}.${word}(${v}, ${cell ? `has(${v}.${cell.id})` : "true"})`;
    }
  }
  return `${subject} ${op} ${value}`;
}
