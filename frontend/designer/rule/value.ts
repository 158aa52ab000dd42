/** The value of a row: how it reads as something that one can choose, and how it is written. */
import { quote, quoted } from "../../core/rows/literal";
import type { Operand } from "../../core/rows/operand";
import { Calendar, addPeriod, dayText, parseDay, periodOf } from "../../core/value/dates";
import type { PlanYear } from "../../core/contract";

export const units = ["days", "workdays", "months", "years"] as const;
export type Unit = (typeof units)[number];

export type Value =
  | { is: "text"; text: string }
  | { is: "number"; text: string }
  | { is: "truth"; yes: boolean }
  | { is: "day"; day: string }
  /** So long after a date, or before it. */
  | { is: "shifted"; from: string; sign: "+" | "-"; n: string; unit: Unit }
  | { is: "name"; path: string }
  | { is: "list"; codes: string[] }
  /** More than can be chosen: the text as it stands. */
  | { is: "other" };

const number = /^-?(\d+(\.\d+)?|\.\d+)$/;

export function valueOf(o: Operand | undefined): Value {
  switch (o?.kind) {
    case "path": return { is: "name", path: o.text };
    case "literal": {
      const text = quoted(o.node);
      if (text !== undefined) return { is: "text", text };
      if (o.text === "true" || o.text === "false") return { is: "truth", yes: o.text === "true" };
      return number.test(o.text) ? { is: "number", text: o.text } : { is: "other" };
    }
    case "date": {
      if (!o.unit) return { is: "day", day: o.text };
      const [from, n] = o.args;
      if (from?.kind !== "path" || n?.kind !== "literal" || !/^\d+$/.test(n.text)) return { is: "other" };
      return { is: "shifted", from: from.text, sign: o.text as "+" | "-", n: n.text, unit: o.unit as Unit };
    }
    case "list": {
      const codes = o.args.map((a) => quoted(a.node));
      return codes.every((c) => c !== undefined) ? { is: "list", codes: codes as string[] } : { is: "other" };
    }
  }
  return { is: "other" };
}

/** Writes a value; "" for what is none yet: a number without digits, a day without a year. */
export function writtenValue(v: Exclude<Value, { is: "other" }>): string {
  switch (v.is) {
    case "text": return quote(v.text);
    case "number": return number.test(v.text) ? v.text : "";
    case "truth": return String(v.yes);
    case "day": return parseDay(v.day) === undefined ? "" : `date(${quote(v.day)})`;
    case "shifted": return /^\d+$/.test(v.n) ? `${v.from} ${v.sign} ${v.unit}(${v.n})` : "";
    case "name": return v.path;
    case "list": return `[${v.codes.map(quote).join(", ")}]`;
  }
}

/** The day that a value stands for, where that hangs on today alone. */
export function dayOf(v: Value, today: string, calendar: readonly PlanYear[]): string | undefined {
  if (v.is === "day") return parseDay(v.day) === undefined ? undefined : v.day;
  if (v.is === "name" && v.path === "today") return today;
  const from = parseDay(today);
  if (v.is !== "shifted" || v.from !== "today" || from === undefined) return undefined;
  const n = Number(v.n) * (v.sign === "-" ? -1 : 1);
  const period = periodOf(v.unit, n);
  const day = period && (v.unit === "workdays" ? new Calendar(calendar).add(from, period) : addPeriod(from, period));
  return day === undefined ? undefined : dayText(day);
}
