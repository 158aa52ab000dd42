/** Twin of engine/value/json.go: the one JSON text of a value, keys sorted by code point, no spaces. */
import { dayText, type Period } from "./dates";
import { byPoint } from "./names";
import { canon, maxSafe } from "./number";
import { Kind, type Value } from "./value";

/** Canonical JSON of JSON-like data. Keys without a value are left out. Throws for a number that is not whole and safe. */
export function canonical(x: unknown): string {
  if (Array.isArray(x)) return `[${x.map(canonical).join(",")}]`;
  if (typeof x === "number") {
    if (!Number.isSafeInteger(x)) throw new Error(`canonical JSON: ${x} is not whole and below 2^53; write it as text`);
    return String(x);
  }
  if (typeof x !== "object" || x === null) return JSON.stringify(x ?? null);
  const o = x as Record<string, unknown>;
  const keys = Object.keys(o).filter((k) => o[k] !== undefined).sort(byPoint);
  return `{${keys.map((k) => `${JSON.stringify(k)}:${canonical(o[k])}`).join(",")}}`;
}

/** Canonical JSON of a value; throws for a record, which doesn't name its fields, and for none. */
export function valueJSON(v: Value): string {
  switch (v.k) {
    case Kind.Empty: return "null";
    case Kind.Unknown: return canonical({ unknown: v.v });
    case Kind.Int: return v.v > maxSafe || v.v < -maxSafe ? `"${v.v}"` : String(v.v);
    case Kind.Number: return `"${canon(v.v)}"`;
    case Kind.Date: return `"${dayText(v.v)}"`;
    case Kind.Period: return canonical(parts(v.v));
    case Kind.List: return `[${v.v.map(valueJSON).join(",")}]`;
    case Kind.Bool: case Kind.Text: case Kind.Opaque: return canonical(v.v);
  }
  throw new Error("canonical JSON: this value has none");
}

function parts(p: Period): Partial<Period> {
  return { years: p.years || undefined, months: p.months || undefined, days: p.days || undefined, workdays: p.workdays || undefined };
}
