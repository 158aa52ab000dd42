import { Choices } from "../../parts/choice";
import { useWords } from "../../parts/words";
import type { InputProps, ShowProps } from "../types";

/** Yes or no, as two boxes: a lone tick can't say “no”. */
export function Input(p: InputProps) {
  const w = useWords();
  const value = p.value === true ? ["true"] : p.value === false ? ["false"] : [];
  return (
    <Choices
      name={p.id}
      options={[{ code: "true", text: w.yes }, { code: "false", text: w.no }]}
      value={value}
      onChange={(v) => p.onChange(v[0] === "true")}
      onBlur={p.onBlur}
      describedBy={p.describedBy}
      invalid={p.invalid}
      disabled={p.disabled}
    />
  );
}

/** 是, 否 */
export function Show({ value }: ShowProps) {
  const w = useWords();
  return <>{value === true ? w.yes : value === false ? w.no : ""}</>;
}
