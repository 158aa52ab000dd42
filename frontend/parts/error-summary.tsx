import { useEffect, useRef } from "preact/hooks";
import { Icon } from "./icon/icon";
import { useWords } from "./words";

/** One thing to correct: the id of its control and the same words as at the field. */
export interface FormError {
  id: string;
  say: string;
}

/** First on the page after a refused submit: takes the focus, counts, and each line jumps to its field. */
export function ErrorSummary({ errors, attempt }: { errors: FormError[]; /** Grows with each press, so that the focus comes back. */ attempt?: number }) {
  const w = useWords();
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), [attempt]);
  if (errors.length === 0) return null;
  const jump = (id: string) => (e: MouseEvent) => {
    const field = document.getElementById(id);
    if (!field) return;
    e.preventDefault();
    const control = field.matches("fieldset") ? field.querySelector<HTMLElement>("input, select, textarea, button") : field;
    (control ?? field).focus();
    field.scrollIntoView({ block: "center" });
  };
  return (
    <section class="errors" ref={box} tabIndex={-1} role="alert" aria-labelledby="errors-h">
      <h2 id="errors-h"><Icon name="alert" />{w.errorsAre(errors.length)}</h2>
      <ul>
        {errors.map((e) => <li key={e.id}><a href={`#${e.id}`} onClick={jump(e.id)}>{e.say}</a></li>)}
      </ul>
    </section>
  );
}
