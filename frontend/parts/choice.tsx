import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { cx } from "./classes";
import { useWords } from "./words";

/** One thing to choose; `hint` is the consequence and stands under the text. */
export interface Option {
  code: string;
  text: string;
  hint?: string;
}

/** Up to this many stand side by side as boxes; more become a list with a search. */
export const MOST_BOXES = 7;

interface ChoicesProps {
  name: string;
  options: Option[];
  value: string[];
  many?: boolean;
  onChange: (value: string[]) => void;
  onBlur?: () => void;
  describedBy?: string;
  invalid?: boolean;
  disabled?: boolean;
  /** Id of the first box, so that an error can jump to it. */
  firstId?: string;
}

/** Radio or check boxes; the whole box is the target. The legend stands outside, in the fieldset. */
export function Choices(p: ChoicesProps) {
  return p.options.length > MOST_BOXES ? <LongChoices {...p} /> : <Boxes {...p} options={p.options} />;
}

function Boxes(p: ChoicesProps) {
  const short = p.options.every((o) => !o.hint && o.text.length <= 6);
  const face = cx("choices", short ? "choices--4" : p.options.length > 1 && "choices--2");
  return <div class={face}>{p.options.map((o, i) => box(p, o, i === 0 ? p.firstId : undefined))}</div>;
}

/** No part of its own: a question that appears brings many of them at once. */
function box(p: ChoicesProps, o: Option, id?: string) {
  const on = p.value.includes(o.code);
  const pick = () =>
    p.onChange(p.many ? (on ? p.value.filter((c) => c !== o.code) : [...p.value, o.code]) : [o.code]);
  return (
    <label key={o.code} class={cx("choice", on && "choice--on")}>
      <input
        id={id}
        type={p.many ? "checkbox" : "radio"}
        name={p.name}
        value={o.code}
        checked={on}
        disabled={p.disabled}
        aria-invalid={p.invalid ? "true" : undefined}
        aria-describedby={p.describedBy}
        onChange={pick}
        onBlur={p.onBlur}
      />
      <span>{o.text}{o.hint && <small>{o.hint}</small>}</span>
    </label>
  );
}

function LongChoices(p: ChoicesProps) {
  const w = useWords();
  const [find, setFind] = useState("");
  const needle = find.trim().toLowerCase();
  const hits = p.options.filter((o) => !needle || `${o.text} ${o.code}`.toLowerCase().includes(needle));
  const chosen = p.options.filter((o) => p.value.includes(o.code)).map((o) => o.text);
  const findId = `${p.name}-find`;
  return (
    <div class="choices-long">
      <label class="small muted" for={findId}>{w.findIn(p.options.length)}</label>
      <input class="input" id={findId} type="search" autocomplete="off" value={find} disabled={p.disabled}
        onInput={(e) => setFind(e.currentTarget.value)} />
      <p class="small" role="status">{hits.length ? chosen.length > 0 && w.chosen(chosen.join(w.comma)) : w.foundNone}</p>
      <div class="choices-long__list">
        {hits.map((o, i) => box(p, o, i === 0 ? p.firstId : undefined))}
      </div>
    </div>
  );
}

/** A declaration or promise. It is never ticked beforehand. */
export function Declaration({ name, checked, onChange, note, children }: {
  name: string;
  checked: boolean;
  onChange: (on: boolean) => void;
  note?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <label class={cx("choice", checked && "choice--on")}>
      <input type="checkbox" name={name} checked={checked} onChange={(e) => onChange(e.currentTarget.checked)} />
      <span>{children}{note && <small>{note}</small>}</span>
    </label>
  );
}
