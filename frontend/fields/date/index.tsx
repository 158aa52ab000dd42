import { cx } from "../../parts/classes";
import { textOf, type InputProps, type ShowProps } from "../types";

const day = /^(\d{4})-(\d{2})-(\d{2})$/;
const bound = (rule?: string) => (rule && day.test(rule) ? rule : undefined);

/** A civil day, YYYY-MM-DD, by the device's own picker; it can also be typed. */
export function Input(p: InputProps) {
  return (
    <input
      class={cx("input", "input--short")}
      type="date"
      id={p.id}
      value={textOf(p.value)}
      min={bound(p.min)}
      max={bound(p.max) ?? "9999-12-31"}
      disabled={p.disabled}
      aria-invalid={p.invalid ? "true" : undefined}
      aria-describedby={p.describedBy}
      onInput={(e) => p.onChange(e.currentTarget.value || null)}
      onBlur={p.onBlur}
    />
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
