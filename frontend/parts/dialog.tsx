import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Button } from "./button";
import { Icon } from "./icon/icon";
import { useLateWords } from "./late-words";

/** Opens a native modal while the part is mounted and gives the focus back afterwards. Esc closes. */
function useModal(onClose: () => void) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const cancel = (e: Event) => { e.preventDefault(); onClose(); };
  return { ref, onCancel: cancel };
}

interface DialogProps {
  /** The question: 撤回这次申请？ */
  title: string;
  /** The safe verb: 不撤回. Esc means the same. */
  stay: string;
  /** The verb that can't be undone: 撤回申请. */
  go: string;
  onStay: () => void;
  onGo: () => void;
  busy?: boolean;
  children?: ComponentChildren;
}

/** Asks before what can't be undone, and only then. The buttons repeat the verb. */
export function Dialog(p: DialogProps) {
  const id = useId();
  return (
    <dialog class="dialog" aria-labelledby={id} {...useModal(p.onStay)}>
      <h2 class="h-s" id={id}>{p.title}</h2>
      {p.children && <div class="mt">{p.children}</div>}
      <div class="dialog__acts">
        <Button onClick={p.onStay}>{p.stay}</Button>
        <Button kind="danger" busy={p.busy} onClick={p.onGo}>{p.go}</Button>
      </div>
    </dialog>
  );
}

interface DrawerProps {
  title: string;
  onClose: () => void;
  foot?: ComponentChildren;
  children: ComponentChildren;
}

/** Slides in from the right, on a phone as a sheet from below, on a terminal as a page. */
export function Drawer(p: DrawerProps) {
  const w = useLateWords();
  const id = useId();
  const modal = useModal(p.onClose);
  const aside = (e: MouseEvent) => { if (e.target === modal.ref.current) p.onClose(); };
  return (
    <dialog class="drawer" aria-labelledby={id} onClick={aside} {...modal}>
      <div class="drawer__in">
        <div class="drawer__head">
          <Icon name="ask" />
          <h2 id={id} class="h-s grow">{p.title}</h2>
          <Button kind="quiet" small label={w.closeIt} icon="cross" onClick={p.onClose} />
        </div>
        <div class="drawer__body stack" tabIndex={0}>{p.children}</div>
        {p.foot && <div class="drawer__foot stack-s">{p.foot}</div>}
      </div>
    </dialog>
  );
}
