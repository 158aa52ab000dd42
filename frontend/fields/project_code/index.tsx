import { TextControl } from "../control";
import { textOf, type InputProps, type ShowProps } from "../types";

/** Without spaces, in capitals; long dashes become plain ones. */
export const parse = (typed: string) => typed.replace(/\s/g, "").replace(/[—–－]/g, "-").toUpperCase() || null;

/** The code of an investment project: 2311-440605-04-01-123456. */
export function Input(p: InputProps) {
  return <TextControl {...p} size="medium" maxLength={30} parse={parse} />;
}

/** The code as it is. */
export function Show({ value }: ShowProps) {
  return <span class="num">{textOf(value)}</span>;
}
