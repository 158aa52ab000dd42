/** The applicants on both sides of where a rule turns: the values are derived from its comparisons, what they come to the server says. */
import { walkCond, type Cond } from "../../core/rows/cond";
import type { Plan } from "../../core/contract";
import { dayText, parseDay } from "../../core/value/dates";
import { dayOf, valueOf } from "./value";

export interface Example {
  /** The answer that is another: a field's id. */
  field: string;
  title: string;
  where: "below" | "at" | "above" | "missing";
  /** As channels send it; null: nothing is answered. */
  value: unknown;
  /** As it is shown. */
  shown: string;
}

const comparing = ["<", "<=", ">", ">=", "==", "!="];

/** So many comparisons are looked at: three or four examples each. */
const MOST = 3;

/** Adds one to a decimal's last place, or takes one away, without rounding. */
export function stepped(text: string, by: 1 | -1, digits: number): string {
  const places = Math.max(digits, text.split(".")[1]?.length ?? 0);
  const zero = BigInt(0);
  const negative = text.startsWith("-");
  const [whole, rest = ""] = text.replace("-", "").split(".") as [string, string?];
  let n = BigInt((whole || "0") + rest.padEnd(places, "0"));
  n = (negative ? -n : n) + BigInt(by);
  const size = (n < zero ? -n : n).toString().padStart(places + 1, "0");
  return (n < zero ? "-" : "") + (places === 0 ? size : `${size.slice(0, -places)}.${size.slice(-places)}`);
}

export function examplesOf(root: Cond | null, plan: Plan, today: string): Example[] {
  const out: Example[] = [];
  const seen = new Set<string>();
  if (!root) return out;
  walkCond(root, (c) => {
    if (c.kind === "quant") return false;
    if (c.kind !== "row" || !comparing.includes(c.op!) || c.left?.kind !== "path" || seen.size >= MOST) return true;
    const field = plan.fields.find((f) => `form.${f.id}` === c.left!.text);
    // Nobody can answer what is computed or filled for good.
    if (!field || field.compute?.length || field.fill?.length && field.edit === "locked") return true;
    const v = valueOf(c.right);
    const key = `${field.id} ${JSON.stringify(v)}`;
    if (seen.has(key)) return true;
    const put = (where: Example["where"], value: unknown, shown: string) => out.push({ field: field.id, title: field.title, where, value, shown });
    const day = field.type === "date" ? parseDay(dayOf(v, today, plan.calendar ?? []) ?? "") : undefined;
    if (day !== undefined) for (const [where, by] of [["below", -1], ["at", 0], ["above", 1]] as const) put(where, dayText(day + by), dayText(day + by));
    else if (v.is === "number" && /^(integer|number|money)$/.test(field.type)) {
      const digits = field.type === "integer" ? 0 : field.digits ?? (field.type === "money" ? 2 : 0);
      for (const [where, text] of [["below", stepped(v.text, -1, digits)], ["at", v.text], ["above", stepped(v.text, 1, digits)]] as const) {
        put(where, field.type === "integer" ? Number(text) : text, field.unit ? `${text} ${field.unit}` : field.type === "money" ? `${text} 元` : text);
      }
    } else return true;
    put("missing", null, "");
    seen.add(key);
    return true;
  });
  return out;
}
