import { Choices } from "../../parts/choice";
import { Tag } from "../../parts/tag";
import { useLateWords } from "../../parts/late-words";
import { textOf, type InputProps, type ShowProps } from "../types";

/** What an inspector found: pass, fail, does not apply. */
export function Input(p: InputProps) {
  const w = useLateWords();
  const value = textOf(p.value);
  return (
    <Choices
      name={p.id}
      options={[{ code: "pass", text: w.pass }, { code: "fail", text: w.fail }, { code: "na", text: w.notApplicable }]}
      value={value ? [value] : []}
      onChange={(v) => p.onChange(v[0] ?? null)}
      onBlur={p.onBlur}
      describedBy={p.describedBy}
      invalid={p.invalid}
      disabled={p.disabled}
    />
  );
}

/** A tag: 合格, 不合格, 不适用. */
export function Show({ value }: ShowProps) {
  const w = useLateWords();
  switch (value) {
    case "pass": return <Tag kind="yes" icon="check">{w.pass}</Tag>;
    case "fail": return <Tag kind="no" icon="cross">{w.fail}</Tag>;
    case "na": return <Tag kind="unknown">{w.notApplicable}</Tag>;
    default: return null;
  }
}
