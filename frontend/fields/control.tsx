import { useState } from "preact/hooks";
import { cx } from "../parts/classes";
import type { InputProps } from "./types";
import { textOf } from "./types";

interface TextControlProps extends InputProps {
  type?: "text" | "tel";
  inputMode?: "text" | "numeric" | "decimal" | "tel";
  /** Digits, and these keys beside them, are all that belongs into it: what a keyboard on the screen offers. */
  pad?: string;
  autocomplete?: string;
  maxLength?: number;
  /** The input is as wide as what is expected in it. */
  size?: "short" | "medium" | "full";
  /** From what is typed to the value; and from the value to what is shown while typing. */
  parse?: (typed: string) => InputProps["value"];
  show?: (value: InputProps["value"]) => string;
  unit?: string;
}

const plain = (typed: string) => (typed === "" ? null : typed);

/**
 * A native text input. While an input method is composing (pinyin letters that
 * are not yet characters) the value stays as it was: rules never see half a word.
 */
export function TextControl(p: TextControlProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const show = p.show ?? textOf;
  const emit = (typed: string) => p.onChange((p.parse ?? plain)(typed));
  const common = {
    id: p.id,
    class: cx("input", p.size && p.size !== "full" && `input--${p.size}`),
    value: draft ?? show(p.value),
    disabled: p.disabled,
    "aria-invalid": p.invalid ? ("true" as const) : undefined,
    "aria-describedby": p.describedBy,
    "aria-required": p.need ? ("true" as const) : undefined,
    onCompositionStart: (e: { currentTarget: { value: string } }) => setDraft(e.currentTarget.value),
    onCompositionEnd: (e: { currentTarget: { value: string } }) => {
      setDraft(null);
      emit(e.currentTarget.value);
    },
    onInput: (e: { currentTarget: { value: string } }) => {
      if (draft === null) emit(e.currentTarget.value);
      else setDraft(e.currentTarget.value);
    },
    onBlur: p.onBlur,
  };
  const input =
    (p.field.lines ?? 1) > 1 ? (
      <textarea {...common} rows={p.field.lines} maxLength={p.maxLength} />
    ) : (
      <input
        {...common}
        type={p.type ?? "text"}
        list={undefined}
        inputMode={p.inputMode}
        data-pad={p.pad}
        autocomplete={p.autocomplete ?? "off"}
        maxLength={p.maxLength}
        spellcheck={false}
      />
    );
  if (!p.unit) return input;
  return <div class="with-unit">{input}<span class="nowrap">{p.unit}</span></div>;
}
