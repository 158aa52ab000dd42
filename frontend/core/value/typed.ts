/** Values with their kind as key, {"int":"5"}, as the vectors and the parity tests write them. For tests only. */
import { canonical, valueJSON } from "./canonical";
import { parseDay, type Period } from "./dates";
import { unique } from "./names";
import { exact, type Int, type Rational } from "./number";
import { EMPTY, Kind, bool, date, int, list, num, opaque, period, text, unknown, type Value } from "./value";

export interface Typed {
  empty?: true; unknown?: string[]; bool?: boolean; text?: string; int?: string; number?: string; date?: string;
  period?: Partial<Period>; list?: Typed[]; json?: unknown; repeat?: [string, number];
}

/** A whole number of any length. */
export const ofText = (s: string): Int => (Number.isSafeInteger(Number(s)) ? Number(s) : BigInt(s));

/** 1.5 or 3/2, however long. */
function rational(s: string): Rational {
  const [top, bottom] = s.split("/"), [whole, places = ""] = top!.split(".");
  return exact("/", { n: ofText(whole! + places), d: 1 }, { n: ofText(bottom ?? `1${"0".repeat(places.length)}`), d: 1 })!;
}

export function value(x: Typed): Value {
  if (x.unknown) return unknown(unique(x.unknown));
  if (x.bool !== undefined) return bool(x.bool);
  if (x.text !== undefined) return text(x.text);
  if (x.repeat) return text(x.repeat[0].repeat(x.repeat[1]));
  if (x.int !== undefined) return int(ofText(x.int));
  if (x.number !== undefined) return num(rational(x.number));
  if (x.date !== undefined) return date(parseDay(x.date));
  if (x.period) return period({ years: 0, months: 0, days: 0, workdays: 0, ...x.period });
  if (x.list) return list(x.list.map(value));
  return "json" in x ? opaque(x.json) : EMPTY;
}

const kinds = ["none", "empty", "unknown", "bool", "text", "int", "number", "date", "period", "list", "record", "opaque"];

/** Kind and canonical JSON: "int 5". Lists show the kinds of their items. */
export function seen(v: Value): string {
  if (v.k === Kind.None) return "none";
  if (v.k === Kind.List) return `list ${canonical(v.v.map(seen))}`;
  return `${kinds[v.k]} ${valueJSON(v)}`;
}
