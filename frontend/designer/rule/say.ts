/** What a part of a rule is called where it is no plain name. */
import type { Operand } from "../../core/rows/operand";
import { quoted } from "../../core/rows/literal";
import { textAt } from "../../core/rows/node";
import type { StudioWords } from "../words";
import { nameOf, type Kind, type Name } from "./names";

/** A value in words; what has none is said as it is written. */
export function sayOperand(text: string, o: Operand, names: Name[], w: StudioWords): string {
  const say = (x: Operand) => sayOperand(text, x, names, w);
  switch (o.kind) {
    case "path": return nameOf(names, o.text)?.title ?? o.text;
    case "literal": return quoted(o.node) ?? o.text;
    case "date": return o.unit ? w.shifted(say(o.args[0]!), o.text === "+", say(o.args[1]!), w.units[o.unit] ?? o.unit) : o.text;
    case "func": {
      const f = w.funcs[o.text];
      if (f && o.args.length > 0) return f(say(o.args[0]!), o.args[1] ? say(o.args[1]) : "");
      break;
    }
    case "pick":
      if (o.text === "map" && o.args[1]?.kind === "path") {
        const list = o.args[0]!.kind === "path" ? nameOf(names, o.args[0]!.text) : undefined;
        const cell = list?.cells?.find((c) => o.args[1]!.text === `${o.var}.${c.id}`);
        if (cell) return w.funcs.pick!(list!.title, cell.title);
      }
      break;
    case "calc":
      if (o.args.length === 2) return `${say(o.args[0]!)} ${o.text.replace("*", "×").replace("/", "÷")} ${say(o.args[1]!)}`;
  }
  return textAt(text, o.node.outer);
}

/** What kind of value a part is, as far as operators go; undefined: it can't be told. */
export function kindOfOperand(o: Operand, names: Name[]): Kind | undefined {
  if (o.kind === "path") return nameOf(names, o.text)?.kind;
  if (o.kind === "date") return "date";
  if (o.kind === "func") return o.text === "date" ? "date" : o.text === "age" || o.text === "size" ? "integer" : "number";
  return o.kind === "calc" ? "number" : undefined;
}

/** Whether all of a part can be said: what can't stays as text. */
function plainly(o: Operand, names: Name[]): boolean {
  switch (o.kind) {
    case "path": case "literal": return true;
    case "date": case "func": case "calc": return o.args.every((a) => plainly(a, names));
    case "pick": return o.text === "map" && o.args[0]!.kind === "path" && o.args[1]!.kind === "path" && !!nameOf(names, o.args[0]!.text)?.cells;
  }
  return false;
}

/** What a row is about: a name, or what is made of names. */
export function subjectName(text: string, o: Operand, names: Name[], w: StudioWords): Name | undefined {
  if (o.kind === "path") return nameOf(names, o.text) ?? { path: o.text, title: o.text, group: "", kind: "text" };
  const kind = plainly(o, names) ? kindOfOperand(o, names) : undefined;
  return kind && { path: textAt(text, o.node.outer), title: sayOperand(text, o, names, w), group: "", kind };
}
