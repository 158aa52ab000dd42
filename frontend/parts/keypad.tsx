import { useRef, useState } from "preact/hooks";
import { Icon } from "./icon/icon";
import { useLateWords } from "./late-words";

/** What a key of the terminal's keyboard asks for. */
export type Key =
  | { do: "type"; text: string }
  | { do: "delete" }
  | { do: "next" }
  | { do: "close" }
  | { do: "pick"; candidate: string }
  | { do: "mode"; mode: "hand" | "rare" | "language" };

interface KeypadProps {
  /** What has been typed but not yet turned into characters: zhi'ming. */
  typed?: string;
  /** Characters for what was typed, best first. */
  candidates?: string[];
  /** Only what can be typed without an input method: no candidates, no other ways to write. */
  plain?: boolean;
  onKey: (key: Key) => void;
}

const rows = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** The frame of the on-screen keyboard; who turns pinyin into characters is told by `candidates`. */
export function Keypad({ typed, candidates = [], plain, onKey }: KeypadProps) {
  const w = useLateWords();
  const [all, setAll] = useState(false);
  const bed = useRef<HTMLElement>(null);
  // The field keeps its focus and caret while keys are touched.
  const stay = (e: Event) => e.preventDefault();
  const key = (c: string) => <button key={c} class="key" type="button" onClick={() => onKey({ do: "type", text: c })}>{c}</button>;
  const wide = (text: string, k: Key) => <button class="key key--wide" type="button" onClick={() => onKey(k)}>{text}</button>;
  const shown = all ? candidates : candidates.slice(0, 5);
  return (
    <section class="kb" aria-label={w.keyboard} ref={bed} onMouseDown={stay}>
      {!plain && <div class={all ? "cands cands--all" : "cands"} role="group" aria-label={w.candidates}>
        {typed && <em>{typed}</em>}
        {shown.map((c) => <button key={c} type="button" onClick={() => { setAll(false); onKey({ do: "pick", candidate: c }); }}>{c}</button>)}
        {candidates.length > 5 && (
          <button class="push" type="button" aria-label={w.moreCandidates} aria-expanded={all} onClick={() => setAll(!all)}><Icon name="down" /></button>
        )}
      </div>}
      {rows.slice(0, 3).map((r) => <div class="kb__row" key={r}>{[...r].map(key)}</div>)}
      <div class="kb__row">
        {plain ? key("-") : wide(w.keyRare, { do: "mode", mode: "rare" })}
        {[...rows[3]!].map(key)}
        <button class="key key--wide" type="button" aria-label={w.keyDelete} onClick={() => onKey({ do: "delete" })}><Icon name="del" /></button>
      </div>
      <div class="kb__row">
        {plain ? wide(w.keyClose, { do: "close" }) : wide(w.keyHand, { do: "mode", mode: "hand" })}
        {plain ? key(".") : wide(w.keyLanguage, { do: "mode", mode: "language" })}
        {key("·")}
        <button class="key key--space" type="button" onClick={() => onKey({ do: "type", text: " " })}>{w.keySpace}</button>
        <button class="key key--ok" type="button" onClick={() => onKey({ do: "next" })}>{w.keyNext}</button>
      </div>
    </section>
  );
}

/** For numbers: a pad of digits, with the few other keys that may belong into the field. */
export function Digits({ extra, onKey }: { extra: string[]; onKey: (key: Key) => void }) {
  const w = useLateWords();
  const key = (c: string) => <button key={c} class="key" type="button" onClick={() => onKey({ do: "type", text: c })}>{c}</button>;
  return (
    <section class="kb kb--digits" aria-label={w.keyboard} onMouseDown={(e) => e.preventDefault()}>
      <div class="kb__pad">{[..."1234567890", ...extra].map(key)}</div>
      <div class="kb__acts">
        <button class="key key--wide" type="button" aria-label={w.keyDelete} onClick={() => onKey({ do: "delete" })}><Icon name="del" /></button>
        <button class="key key--wide" type="button" onClick={() => onKey({ do: "close" })}>{w.keyClose}</button>
        <button class="key key--ok" type="button" onClick={() => onKey({ do: "next" })}>{w.keyNext}</button>
      </div>
    </section>
  );
}
