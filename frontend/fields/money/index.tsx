import { useState } from "preact/hooks";
import { useWords } from "../../parts/words";
import { TextControl } from "../control";
import { fixed, grouped, shift, tidyDecimal } from "../decimal";
import { textOf, type InputProps, type PlanField, type ShowProps } from "../types";

// The value is always in 元; the unit only says what a person reads and types.
const places = (unit?: string) => (unit === "万元" ? 4 : unit === "亿元" ? 8 : 0);

/** An amount in the field's unit; the value is in 元, as decimal text. */
export function Input(p: InputProps) {
  const w = useWords();
  const by = places(p.field.unit);
  // What is being typed is kept as typed (1. or 0.50), the value is what it means.
  const [typed, setTyped] = useState<{ text: string; value: string } | null>(null);
  const value = textOf(p.value);
  const show = () => (typed && typed.value === value ? typed.text : shift(value, -by));
  const parse = (text: string) => {
    const tidy = tidyDecimal(text);
    const yuan = by ? shift(tidy, by) : tidy;
    setTyped({ text: tidy, value: yuan });
    return yuan || null;
  };
  return <TextControl {...p} inputMode="decimal" size="short" unit={p.field.unit ?? w.yuan} show={show} parse={parse} />;
}

/** 12,000元, 1.2万元 */
export function Show({ field, value }: ShowProps) {
  const w = useWords();
  const text = textOf(value);
  const by = places((field as PlanField).unit);
  return <>{text && grouped(by ? shift(text, -by) : fixed(text, field.digits)) + (field.unit ?? w.yuan)}</>;
}
