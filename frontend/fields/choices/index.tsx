import { Choices } from "../../parts/choice";
import { useWords } from "../../parts/words";
import { optionsOf, textOf, type InputProps, type Json, type ShowProps } from "../types";

const codes = (value: Json) => (Array.isArray(value) ? value.map(textOf) : []);

/** Some of some; the value is the list of codes in the order of the options, so that it doesn't depend on the order of ticking. */
export function Input(p: InputProps) {
  const options = optionsOf(p);
  const change = (picked: string[]) => {
    const sorted = options.map((o) => o.code).filter((c) => picked.includes(c));
    p.onChange(sorted.length > 0 ? sorted : null);
  };
  return (
    <Choices
      many
      name={p.id}
      options={options}
      value={codes(p.value)}
      onChange={change}
      onBlur={p.onBlur}
      describedBy={p.describedBy}
      invalid={p.invalid}
      disabled={p.disabled}
    />
  );
}

/** 热食、自制饮品 */
export function Show({ field, value }: ShowProps) {
  const w = useWords();
  return <>{codes(value).map((c) => field.options?.find((o) => o.code === c)?.text ?? c).join(w.comma)}</>;
}
