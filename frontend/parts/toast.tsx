import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { TextButton } from "./button";
import { Icon, type IconName } from "./icon/icon";
import { useWords } from "./words";

interface ToastProps {
  icon?: IconName;
  onUndo?: () => void;
  onGone?: () => void;
  /** How long it stays, in milliseconds; focus or the pointer over it keeps it. */
  stay?: number;
  children: ComponentChildren;
}

/** Says that something succeeded, with 撤销 where possible. Errors never go here. */
export function Toast({ icon = "check", onUndo, onGone, stay = 6000, children }: ToastProps) {
  const w = useWords();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held || !onGone) return;
    const timer = setTimeout(onGone, stay);
    return () => clearTimeout(timer);
  }, [held, stay, onGone]);
  return (
    <div
      class="toast"
      role="status"
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
    >
      <Icon name={icon} />
      <span>{children}</span>
      {onUndo && <TextButton onClick={onUndo}>{w.undo}</TextButton>}
    </div>
  );
}
