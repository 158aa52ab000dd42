import { TextControl } from "../control";
import { grouped, tidyDecimal } from "../decimal";
import { textOf, type InputProps, type Json, type ShowProps } from "../types";

/** A JSON number where it is a whole number below 2^53, else the text as typed: the check says what to do. */
export function parse(typed: string): Json {
  const t = tidyDecimal(typed);
  if (t === "") return null;
  const n = Number(t);
  return /^-?\d+$/.test(t) && Number.isSafeInteger(n) ? n : t;
}

/** Whole numbers, typed: no spinners that change a value by scrolling. */
export function Input(p: InputProps) {
  return <TextControl {...p} inputMode="numeric" pad={p.min !== undefined && Number(p.min) >= 0 ? "" : "-"} size="short" unit={p.field.unit} parse={parse} />;
}

/** 1,200人 */
export function Show({ field, value }: ShowProps) {
  const text = textOf(value);
  return <>{text && grouped(text) + (field.unit ?? "")}</>;
}
