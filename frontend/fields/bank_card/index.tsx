import { TextControl } from "../control";
import { mask } from "../mask";
import { textOf, type InputProps, type ShowProps } from "../types";

/** Digits only. */
export const parse = (typed: string) => typed.replace(/\s/g, "") || null;

/** A card number, typed as it is embossed; the value has no gaps. */
export function Input(p: InputProps) {
  return <TextControl {...p} inputMode="numeric" size="medium" maxLength={24} parse={parse} />;
}

/** 6222 **** 1234: what one compares with the card in the hand. */
export function Show({ value }: ShowProps) {
  const text = textOf(value);
  return <span class="num">{text.length > 8 && !text.includes("*") ? `${text.slice(0, 4)} **** ${text.slice(-4)}` : mask(text, 4, 4)}</span>;
}
