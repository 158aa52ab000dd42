import { mask } from "../mask";
import { TextControl } from "../control";
import { textOf, type InputProps, type ShowProps } from "../types";

/** Free text; as wide as its greatest length says. */
export function Input(p: InputProps) {
  const most = p.field.length?.[1];
  const size = most === undefined || most > 30 ? "full" : most <= 10 ? "short" : "medium";
  return <TextControl {...p} size={size} unit={p.field.unit} />;
}

/** The text, masked where others could see it. */
export function Show({ field, value, masked }: ShowProps) {
  const text = textOf(value);
  return <>{masked && field.sensitive ? mask(text, 1, 1) : text}</>;
}
