/** Values as plain text, for sentences; the readers of fields/ draw them where there is room. */
import type { PlanField } from "../core/contract";
import { clockOf } from "../core/moment";
import type { Messages } from "../parts/messages/zh";

/** A day in a sentence: 11月30日, with the year where it is another one. */
export function dayText(day: string | undefined, w: Messages, today = ""): string {
  const m = /^(\d{4})-(\d{2})-(\d{2})/.exec(day ?? "");
  if (!m) return day ?? "";
  return w.dayOf(m[1] === today.slice(0, 4) ? 0 : Number(m[1]), Number(m[2]), Number(m[3]));
}

/** A moment: 11月24日 09:12. */
export function momentText(at: string, w: Messages): string {
  const { month, date, time } = clockOf(at);
  return `${w.dayOf(0, month, date)} ${time}`;
}

/** A value in words. */
export function valueText(field: PlanField, value: unknown, w: Messages): string {
  if (value === undefined || value === null) return "";
  const option = (code: unknown) => field.options?.find((o) => o.code === code)?.text ?? String(code);
  if (Array.isArray(value)) return value.length === 0 ? w.none : field.type === "table" ? w.rowsAre(value.length) : value.map(option).join(w.comma);
  switch (field.type) {
    case "boolean": return value ? w.yes : w.no;
    case "choice":
    case "region": return option(value);
    case "date": return dayText(String(value), w);
    default: return typeof value === "object" ? "" : String(value) + (field.unit ?? "");
  }
}

/** Bytes as people read them. */
export function sizeText(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))}kB`;
  return `${(bytes / 1024 / 1024).toFixed(1)}MB`;
}
