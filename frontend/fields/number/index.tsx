import { TextControl } from "../control";
import { fixed, grouped, tidyDecimal } from "../decimal";
import { textOf, type InputProps, type ShowProps } from "../types";

/** Exact decimals: the value is the text that was typed. */
export function Input(p: InputProps) {
  return (
    <TextControl {...p} inputMode="decimal" pad={p.min !== undefined && Number(p.min) >= 0 ? "." : ".-"} size="short" unit={p.field.unit} parse={(t) => tidyDecimal(t) || null} />
  );
}

/** 86.00平方米 */
export function Show({ field, value }: ShowProps) {
  const text = textOf(value);
  return <>{text && grouped(fixed(text, field.digits)) + (field.unit ?? "")}</>;
}
