import { useRef, useState } from "preact/hooks";
import { cx } from "../../parts/classes";
import { Icon } from "../../parts/icon/icon";
import { useWords } from "../../parts/words";
import { textOf, type InputProps, type ShowProps } from "../types";

const day = /^(\d{4})-(\d{2})-(\d{2})$/;
const bound = (rule?: string) => (rule && day.test(rule) ? rule : undefined);

/** A civil day, YYYY-MM-DD, by the device's own picker; it can also be typed. What is no day, or not a whole one, is no answer: what stood there counts. */
export function Input(p: InputProps) {
  const w = useWords();
  const [bad, setBad] = useState(false);
  const [told, setTold] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const blur = () => {
    setTold(!!input.current?.validity.badInput);
    p.onBlur?.();
  };
  return (
    <>
      <input
        ref={input}
        class={cx("input", "input--short")}
        type="date"
        id={p.id}
        value={bad ? undefined : textOf(p.value)} // what is being typed is left alone
        min={bound(p.min)}
        max={bound(p.max) ?? "9999-12-31"}
        disabled={p.disabled}
        aria-invalid={p.invalid || told ? "true" : undefined}
        aria-describedby={[told && `${p.id}-day`, p.describedBy].filter(Boolean).join(" ") || undefined}
        onInput={(e) => {
          const { badInput } = e.currentTarget.validity;
          setBad(badInput);
          if (badInput) return;
          setTold(false);
          p.onChange(e.currentTarget.value || null);
        }}
        onBlur={blur}
      />
      {told && <p class="field__error" id={`${p.id}-day`} role="alert"><Icon name="alert" /><span>{w.noSuchDay}{textOf(p.value) && w.stillCounts(textOf(p.value))}</span></p>}
    </>
  );
}

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** 2026年11月23日 · 23 November 2026 */
export function Show({ value, lang }: ShowProps) {
  const m = day.exec(textOf(value));
  if (!m) return <>{textOf(value)}</>;
  const [y, mo, d] = [Number(m[1]), Number(m[2]), Number(m[3])];
  return <time dateTime={m[0]}>{lang === "zh" ? `${y}年${mo}月${d}日` : `${d} ${months[mo - 1] ?? mo} ${y}`}</time>;
}
