import { useEffect, useRef } from "preact/hooks";

interface TypingProps {
  id: string;
  value: string;
  closed?: boolean;
  code?: boolean;
  /** Its name, where no label stands beside it. */
  label?: string;
  describedBy?: string;
  invalid?: boolean;
  /** typing: more keys may follow. */
  onText: (text: string, typing: boolean) => void;
}

/** A box that grows with its text. What an input method composes is no text yet; what another edit says is shown once nobody types. */
export function Typing({ id, value, closed, code, label, describedBy, invalid, onText }: TypingProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const el = box.current!;
    if (document.activeElement !== el && el.value !== value) el.value = value;
  }, [value]);
  const press = (e: KeyboardEvent) => {
    if (e.isComposing || e.keyCode === 229) return;
    if (e.key === "Enter" && !e.shiftKey) {
      e.preventDefault();
      onText(box.current!.value, false);
    } else if (e.key === "Escape" && box.current!.value !== value) {
      e.stopPropagation();
      box.current!.value = value;
    }
  };
  return (
    <textarea ref={box} id={id} class={`input grows${code ? " code" : ""}`} rows={1} readOnly={closed} aria-label={label} aria-describedby={describedBy} aria-invalid={invalid || undefined} spellcheck={false} defaultValue={value}
      onKeyDown={press}
      onInput={(e) => { if (!(e as unknown as InputEvent).isComposing) onText(e.currentTarget.value, true); }}
      onCompositionEnd={(e) => onText(e.currentTarget.value, true)}
      onBlur={(e) => { if (e.currentTarget.value !== value) onText(e.currentTarget.value, false); }} />
  );
}
