import { useState } from "preact/hooks";
import { useWords } from "../../parts/words";
import { TextControl } from "../control";
import { fixed, grouped, placesOf, shift, tidyDecimal } from "../decimal";
import { textOf, type InputProps, type ShowProps } from "../types";

/** An amount in the field's unit, which only says what a person reads and types; the value is in 元, as decimal text. */
export function Input(p: InputProps) {
  const w = useWords();
  const by = placesOf(p.field.unit);
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
  return <TextControl {...p} inputMode="decimal" pad={p.min !== undefined && Number(p.min) >= 0 ? "." : ".-"} size="short" unit={p.field.unit ?? w.yuan} show={show} parse={parse} />;
}

/** 12,000元, 1,234.50元, 1.2万元; CNY 1,234.50. Like the engine's own format: whole amounts have no decimals. */
export function Show({ field, value, lang }: ShowProps) {
  const w = useWords();
  const text = textOf(value);
  if (!text) return null;
  const by = placesOf(field.unit);
  if (by && lang === "zh") return <>{grouped(shift(text, -by)) + field.unit}</>;
  const plain = shift(text, 0);
  const amount = grouped(plain.includes(".") ? fixed(plain, field.digits ?? 2) : plain);
  return <>{lang === "en" ? `CNY ${amount}` : amount + (by ? w.yuan : field.unit ?? w.yuan)}</>;
}
