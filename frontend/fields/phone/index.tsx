import { TextControl } from "../control";
import { mask } from "../mask";
import { textOf, type InputProps, type ShowProps } from "../types";

/** Without spaces and dashes, without +86. */
export const parse = (typed: string) => typed.replace(/[\s-]/g, "").replace(/^\+86/, "") || null;

/** A mobile number, or a landline with its area code. */
export function Input(p: InputProps) {
  return <TextControl {...p} type="tel" inputMode="tel" autocomplete="tel" size="medium" parse={parse} />;
}

/** 139****0007 */
export function Show({ value, masked }: ShowProps) {
  const text = textOf(value);
  return <span class="num">{masked && !text.includes("*") ? mask(text, 3, 4) : text}</span>;
}
