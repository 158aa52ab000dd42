import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Button } from "../parts/button";
import { useStudioWords } from "./words";

/** A window over the screen, for one choice; Esc closes it and the focus goes back. */
export function Panel({ title, onClose, children }: { title: string; onClose: () => void; children: ComponentChildren }) {
  const w = useStudioWords();
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    ref.current?.showModal();
    ref.current?.querySelector<HTMLElement>("input, textarea")?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected && document.activeElement === document.body) before.focus();
    };
  }, []);
  return (
    <dialog ref={ref} class="window" aria-labelledby={id} onCancel={(e) => { e.preventDefault(); onClose(); }} onClick={(e) => { if (e.target === ref.current) onClose(); }}>
      <div class="window__in">
        <div class="window__head"><h2 id={id}>{title}</h2><Button kind="quiet" small icon="cross" label={w.closeIt} onClick={onClose} /></div>
        {children}
      </div>
    </dialog>
  );
}
