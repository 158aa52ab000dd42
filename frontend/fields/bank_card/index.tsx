import { TextControl } from "../control";
import { mask } from "../mask";
import { textOf, type InputProps, type ShowProps } from "../types";

const inFours = (text: string) => text.replace(/(.{4})(?=.)/g, "$1 ");

/** Digits only. */
export const parse = (typed: string) => typed.replace(/\s/g, "") || null;

/** A card number, typed as it is embossed; the value has no gaps. */
export function Input(p: InputProps) {
  return <TextControl {...p} inputMode="numeric" size="medium" maxLength={24} parse={parse} />;
}

/** 6222 **** **** 1234 */
export function Show({ value }: ShowProps) {
  const text = textOf(value);
  return <span class="num">{inFours(text.includes("*") ? text : mask(text, 4, 4))}</span>;
}
