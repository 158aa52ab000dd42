import { TextControl } from "../control";
import { textOf, type InputProps, type ShowProps } from "../types";

/** Without spaces and dashes, in capitals. */
export const parse = (typed: string) => typed.replace(/[\s-]/g, "").toUpperCase() || null;

/** A unified social credit code of 18 characters. */
export function Input(p: InputProps) {
  return <TextControl {...p} size="medium" maxLength={20} parse={parse} />;
}

/** The code of a firm is public and shown whole. */
export function Show({ value }: ShowProps) {
  return <span class="num">{textOf(value)}</span>;
}
