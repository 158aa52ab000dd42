import { Choices } from "../../parts/choice";
import { optionsOf, textOf, type InputProps, type ShowProps } from "../types";

/** One of some: boxes up to seven, then a list with a search. The value is the code. */
export function Input(p: InputProps) {
  const code = textOf(p.value);
  return (
    <Choices
      name={p.id}
      options={optionsOf(p)}
      value={code ? [code] : []}
      onChange={(v) => p.onChange(v[0] ?? null)}
      onBlur={p.onBlur}
      describedBy={p.describedBy}
      invalid={p.invalid}
      disabled={p.disabled}
    />
  );
}

/** The option's text; a code that is gone shows as it is. */
export function Show({ field, value }: ShowProps) {
  const code = textOf(value);
  return <>{field.options?.find((o) => o.code === code)?.text ?? code}</>;
}
