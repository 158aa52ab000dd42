/** From the code of an error to a sentence that says what to do. */
import type { FieldError, FieldState, PlanField } from "../core/contract";
import { grouped, placesOf, shift } from "../fields/decimal";
import type { FormWords } from "./messages/zh";

/** The sentence for one error. */
export function faultText(e: FieldError, field: PlanField, w: FormWords): string {
  if (e.say) return e.say;
  if (e.warn && e.bound) return w.beyond; // locked or computed: nothing that the applicant could change
  const b = e.bound ?? "";
  switch (e.code) {
    case "too_long": return w.faults.too_long(b || String(field.length?.[1] ?? ""));
    case "too_short": return w.faults.too_short(b || String(field.length?.[0] ?? ""));
    case "too_big": return field.type === "date" ? w.faults.too_late(b) : w.faults.too_big(bound(b, field));
    case "too_small": return field.type === "date" ? w.faults.too_early(b) : w.faults.too_small(bound(b, field));
    case "too_many_digits": return w.faults.too_many_digits(field.digits ?? 2);
    case "too_few_rows": return w.faults.too_few_rows(b || String(field.rows?.min ?? 1));
    case "too_many_rows": return w.faults.too_many_rows(b || String(field.rows?.max ?? ""));
    case "shape": return w.shapes[field.type] ?? w.faults.shape;
    default: return w.plainFaults[e.code] ?? w.faults.shape;
  }
}

/** A bound as it is typed: of money in the unit of its box. */
const bound = (b: string, field: PlanField) => (field.type === "money" ? grouped(shift(b, -placesOf(field.unit))) : b) + (field.unit ?? "");

/** What is wrong with an answer, and what is only worth a look. */
export function faultsOf(field: PlanField, s: FieldState | undefined, w: FormWords): { error?: string; warning?: string } {
  const of = (warn: boolean) => s?.errors?.filter((e) => !!e.warn === warn && e.code !== "undecided").map((e) => faultText(e, field, w))[0];
  return { error: of(false), warning: of(true) };
}

/** What to do about a question without answer. */
export function askText(field: PlanField, w: FormWords): string {
  switch (field.type) {
    case "choice": case "choices": case "boolean": case "region": case "finding": return w.pleasePick(field.title);
    case "table": return w.pleaseAddRow(field.title);
    case "file": return w.pleaseUpload(field.title);
    default: return w.pleaseFill(field.title);
  }
}
