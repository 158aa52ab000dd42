import { useLayoutEffect, useRef } from "preact/hooks";

const KEPT = "workbench.letters";

/** Whether single letters act (WCAG 2.1.4: they can be switched off). */
export function lettersOn(): boolean {
  return localStorage.getItem(KEPT) !== "off";
}

/** Switches single letters on or off on this device. */
export function setLetters(on: boolean): void {
  if (on) localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, "off");
}

const typing = (t: EventTarget | null) => t instanceof HTMLElement && (t.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName));
const checkbox = (t: EventTarget | null) => t instanceof HTMLInputElement && (t.type === "checkbox" || t.type === "radio");

/** Keys of a screen by name: "j", "Shift+j", "/", "Enter", "Escape", "Ctrl+Enter". */
export type Keys = Record<string, (e: KeyboardEvent) => void>;

/**
 * Listens while the screen is there. What composes (an input method) is left
 * alone; letters act only where nobody types; Enter on a control is its own.
 *
 * The keys come and go with what is seen, in the same step: an effect after the next frame would lose a
 * quick key on the new screen, or give it to the screen that is gone.
 */
export function useKeys(keys: Keys): void {
  const now = useRef(keys);
  now.current = keys;
  useLayoutEffect(() => {
    const press = (e: KeyboardEvent) => {
      if (e.isComposing || e.keyCode === 229 || e.defaultPrevented || e.altKey || e.metaKey) return;
      const bare = (e.ctrlKey ? "Ctrl+" : "") + (e.key.length === 1 ? e.key.toLowerCase() : e.key);
      const name = e.shiftKey && now.current[`Shift+${bare}`] ? `Shift+${bare}` : bare;
      const act = now.current[name];
      if (!act) return;
      const plain = !e.ctrlKey && name !== "Escape";
      if (plain && typing(e.target) && !checkbox(e.target)) return;
      if ((plain || name === "Escape") && document.querySelector("dialog[open]")) return;
      if (name === "Enter" && e.target instanceof HTMLElement && e.target.closest("a, button, summary, [role=option]")) return;
      if (plain && e.key.length === 1 && !lettersOn()) return;
      if (name === " " && e.target instanceof HTMLElement && e.target.closest("a, button, summary, input, [role=separator]")) return;
      act(e);
      e.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
