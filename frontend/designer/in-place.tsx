import { useLayoutEffect, useRef } from "preact/hooks";
import { lay } from "./layer";

interface InPlaceProps {
  /** What shows the text. */
  over: HTMLElement;
  layer: HTMLElement;
  text: string;
  label: string;
  /** null: it stays as it was. */
  onDone: (text: string | null) => void;
}

/** A box over a text of the canvas, in its own type. What an input method composes is not kept before it is whole. */
export function InPlace({ over, layer, text, label, onDone }: InPlaceProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const done = useRef(false);
  useLayoutEffect(() => {
    const el = box.current!;
    const [r, to] = [over.getBoundingClientRect(), layer.getBoundingClientRect()];
    lay(el, { left: r.left - to.left - 4, top: r.top - to.top - 3, width: Math.max(220, r.width + 40), height: Math.max(r.height + 6, 28) });
    const face = getComputedStyle(over);
    el.style.font = face.font;
    el.focus();
    el.select();
  }, []);
  const finish = (value: string | null) => {
    if (done.current) return;
    done.current = true;
    onDone(value);
  };
  const press = (e: KeyboardEvent) => {
    e.stopPropagation();
    if (e.isComposing || e.keyCode === 229) return;
    if (e.key === "Enter" && !e.shiftKey) {
      e.preventDefault();
      finish(box.current!.value);
    } else if (e.key === "Escape") {
      e.preventDefault();
      finish(null);
    }
  };
  return <textarea ref={box} class="in-place" rows={1} aria-label={label} onKeyDown={press} onBlur={() => finish(box.current?.value ?? null)} defaultValue={text} />;
}
