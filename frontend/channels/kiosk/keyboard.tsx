import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Digits, Keypad, type Key } from "../../parts/keypad";

type Field = HTMLInputElement | HTMLTextAreaElement;

/** What is being typed into; the keyboard stands below as long as there is one. */
export const typing = signal<Field | null>(null);

const typed = (el: EventTarget | null): el is Field =>
  (el instanceof HTMLInputElement && ["text", "tel", "search", "password"].includes(el.type) && !el.readOnly) || el instanceof HTMLTextAreaElement;

/** Changes the text round the caret as a real keyboard would: whoever listens hears an input event. */
function edit(el: Field, change: (before: string, after: string) => [string, string]): void {
  const from = el.selectionStart ?? el.value.length;
  const to = el.selectionEnd ?? from;
  const [before, after] = change(from === to ? el.value.slice(0, from) : `${el.value.slice(0, from)}\u0000`, el.value.slice(to));
  const text = before + after;
  if (el.maxLength >= 0 && [...text].length > el.maxLength) return;
  const proto = el instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(proto, "value")!.set!.call(el, text);
  el.setSelectionRange(before.length, before.length);
  el.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

/** The next thing to type into, in the order of the page. */
function next(el: Field): void {
  const all = [...document.querySelectorAll<HTMLElement>("main input, main textarea, main select")].filter((x) => x.checkVisibility() && !x.hasAttribute("disabled"));
  const after = all[all.indexOf(el) + 1];
  if (after && typed(after)) after.focus();
  else {
    el.blur();
    after?.focus();
  }
}

function press(key: Key): void {
  const el = typing.peek();
  if (!el) return;
  // A selected text is marked by NUL: what is typed takes its place, delete takes only it away.
  if (key.do === "type") edit(el, (b, a) => [b.replace("\u0000", "") + key.text, a]);
  else if (key.do === "delete") edit(el, (b, a) => [b.endsWith("\u0000") ? b.slice(0, -1) : [...b].slice(0, -1).join(""), a]);
  else if (key.do === "next") next(el);
  else if (key.do === "close") el.blur();
}

/** The keys beside the digits where nothing else belongs into a field; null where letters do. */
function padOf(el: Field): string[] | null {
  const { pad } = el.dataset;
  if (pad !== undefined) return [...pad];
  switch (el.inputMode) {
    case "numeric": return [];
    case "decimal": return ["."];
    case "tel": return ["-"];
    default: return null;
  }
}

/** The terminal has no keyboard of its own: this one comes up with the field that is touched. */
export function Keyboard() {
  useEffect(() => {
    const into = (e: FocusEvent) => {
      if (!typed(e.target)) return;
      typing.value = e.target;
      const el = e.target;
      setTimeout(() => el.scrollIntoView({ block: "center" }));
    };
    const out = (e: FocusEvent) => {
      if (!typed(e.relatedTarget)) typing.value = null;
    };
    addEventListener("focusin", into);
    addEventListener("focusout", out);
    return () => {
      removeEventListener("focusin", into);
      removeEventListener("focusout", out);
    };
  }, []);
  useEffect(() => {
    document.documentElement.classList.toggle("typing", typing.value !== null);
  }, [typing.value]);
  if (!typing.value) return null;
  const pad = padOf(typing.value);
  return pad ? <Digits extra={pad} onKey={press} /> : <Keypad plain onKey={press} />;
}
