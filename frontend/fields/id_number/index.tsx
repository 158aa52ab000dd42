import { TextControl } from "../control";
import { mask } from "../mask";
import { textOf, type InputProps, type ShowProps } from "../types";

/** Without spaces, the last x as X. */
export const parse = (typed: string) => typed.replace(/\s/g, "").toUpperCase() || null;

/** An identity number of 18 characters; the check digit is the engine's work. */
export function Input(p: InputProps) {
  return <TextControl {...p} pad="X" size="medium" maxLength={20} parse={parse} />;
}

/** 6501**********9902: an identity number is never shown whole. */
export function Show({ value }: ShowProps) {
  const text = textOf(value);
  return <span class="num">{text.includes("*") ? text : mask(text, 4, 4)}</span>;
}
