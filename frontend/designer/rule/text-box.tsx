import { useEffect, useRef, useState } from "preact/hooks";
import { useStudioWords } from "../words";

/** A condition written as text: Enter keeps it where it can be read, Escape doesn't. */
export function TextBox({ value, onDone }: { value: string; onDone: (text: string | null) => boolean }) {
  const w = useStudioWords();
  const box = useRef<HTMLTextAreaElement>(null);
  const [bad, setBad] = useState(false);
  useEffect(() => box.current?.focus(), []);
  const keep = (leaving: boolean) => {
    const text = box.current!.value;
    if (text === value || text.trim() === "") return leaving || text.trim() === "" || text === value ? onDone(null) : false;
    const kept = onDone(text);
    setBad(!kept);
    return kept;
  };
  return (
    <>
      <textarea ref={box} class="input grows code" rows={1} aria-label={w.textLabel} aria-invalid={bad || undefined} spellcheck={false} defaultValue={value}
        onKeyDown={(e) => {
          if (e.isComposing || e.keyCode === 229) return;
          e.stopPropagation();
          if (e.key === "Enter" && !e.shiftKey) {
            e.preventDefault();
            keep(false);
          } else if (e.key === "Escape") {
            e.preventDefault();
            onDone(null);
          }
        }} onBlur={() => keep(true)} />
      {bad && <span class="field__error" role="alert">{w.badText}</span>}
    </>
  );
}
