import { useId, useRef, useState } from "preact/hooks";
import type { Hit as Found } from "../core/api";
import { clockOf } from "../core/moment";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { Tag } from "../parts/tag";
import { useFrontWords } from "../parts/front-words";
import { usePlace } from "./place";

/** The server looks for no longer words, in characters. */
export const LONGEST = 100;

interface FinderProps {
  /** What the box begins with. */
  query?: string;
  examples: string[];
  /** Hits for what stands in the box; null while nothing was looked for. */
  hits: Found[] | null;
  /** Each change of the box, but not while an input method is composing. */
  onQuery: (query: string) => void;
  onOpen: (id: string) => void;
  onSubmit: (query: string) => void;
}

/** One search box for everything: a combobox whose list the arrows walk, Enter opens and Esc closes. */
export function Finder(p: FinderProps) {
  const w = useFrontWords();
  const { can } = usePlace();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(p.query ?? "");
  const [at, setAt] = useState(-1);
  const [open, setOpen] = useState(false);
  const composing = useRef(false);
  const hits = open && text.trim() ? p.hits : null;
  const ask = (value: string) => {
    setAt(-1);
    setOpen(true);
    p.onQuery(value.trim());
  };
  const keys = (e: KeyboardEvent) => {
    if (e.isComposing || !hits) return;
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      const n = hits.length;
      if (n > 0) setAt(e.key === "ArrowDown" ? (at + 1) % n : (at + n - (at < 0 ? 0 : 1)) % n);
    } else if (e.key === "Escape") {
      e.preventDefault();
      setOpen(false);
    }
  };
  const submit = (e: Event) => {
    e.preventDefault();
    const hit = hits?.[at];
    setOpen(false);
    if (hit) p.onOpen(hit.id);
    else if (text.trim()) p.onSubmit(text.trim());
    else input.current?.focus();
  };
  return (
    <form class="search" role="search" onSubmit={submit}>
      <Icon name="search" />
      <label class="sr-only" for={id}>{w.searchLabel}</label>
      <input
        ref={input} id={id} type="search" role="combobox" maxLength={LONGEST} autocomplete="off" enterKeyHint="search" list={undefined}
        aria-expanded={!!hits && hits.length > 0} aria-controls={`${id}-found`} aria-autocomplete="list"
        aria-activedescendant={hits && at >= 0 ? `${id}-${at}` : undefined}
        placeholder={p.examples.length > 0 ? w.searchFor(p.examples.slice(0, can.shared ? 2 : 3).join(w.comma)) : w.searchLabel} value={text}
        onCompositionStart={() => { composing.current = true; }}
        onCompositionEnd={(e) => { composing.current = false; setText(e.currentTarget.value); ask(e.currentTarget.value); }}
        onInput={(e) => { setText(e.currentTarget.value); if (!composing.current) ask(e.currentTarget.value); }}
        onKeyDown={keys}
        onBlur={() => setOpen(false)}
      />
      <Button kind="primary" type="submit">{w.searchButton}</Button>
      <div class="suggest" hidden={!hits} onMouseDown={(e) => e.preventDefault()}>
        <p role="status">{hits && (hits.length > 0 ? w.foundHow : `${w.foundNothing(text.trim())}。${w.foundNothingHint}`)}</p>
        <div id={`${id}-found`} role="listbox" aria-label={w.found}>
          {hits?.map((h, i) => (
            <div key={h.id} role="option" id={`${id}-${i}`} aria-selected={i === at} onMouseEnter={() => setAt(i)} onClick={() => p.onOpen(h.id)}>
              <Hit hit={h} />
            </div>
          ))}
        </div>
      </div>
    </form>
  );
}

/** Title, other names with the match marked, and the figure that matters most. */
export function Hit({ hit }: { hit: Found }) {
  const w = useFrontWords();
  const m = hit.match;
  const inTitle = m?.text === hit.name;
  const names = hit.alsoKnownAs.slice(0, 4);
  if (m && !inTitle && hit.alsoKnownAs.includes(m.text) && !names.includes(m.text)) names.splice(3, 1, m.text);
  return (
    <>
      <span>
        <b>{inTitle ? <Marked {...m} /> : hit.name}</b>
        {names.length > 0 && <><br /><small>{w.alsoCalled}{names.map((a, i) => (
          <span key={a}>{i > 0 && w.comma}{m?.text === a ? <Marked {...m} /> : a}</span>
        ))}</small></>}
        {hit.stopped && <><br /><small class="no">{w.stoppedFrom(clockOf(hit.stopped.at).day)}{hit.stopped.notice}</small></>}
      </span>
      {hit.stopped ? <Tag kind="no" icon="alert">{w.stoppedMark}</Tag> : <Tag kind={hit.visits.max === 0 ? "yes" : undefined}>{w.toVisit(w.visitsBetween(hit.visits.min, hit.visits.max))}</Tag>}
    </>
  );
}

function Marked({ text, from, to }: NonNullable<Found["match"]>) {
  const all = [...text];
  const cut = (a: number, b?: number) => all.slice(a, b).join("");
  return <>{cut(0, from)}<mark>{cut(from, to)}</mark>{cut(to)}</>;
}
