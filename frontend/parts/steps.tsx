import type { ComponentChildren } from "preact";
import { useWords } from "./words";

/** The steps of the form; `now` counts from 0. A done step may lead back. */
export function Steps({ titles, now, hrefs }: { titles: string[]; now: number; hrefs?: (string | undefined)[] }) {
  return (
    <ol class="stepper">
      {titles.map((t, i) => (
        <li key={t} class={i < now ? "done" : undefined} aria-current={i === now ? "step" : undefined}>
          {hrefs?.[i] && i < now ? <a href={hrefs[i]}>{t}</a> : t}
        </li>
      ))}
    </ol>
  );
}

/** On a phone: title, what it is of, “第2步，共4步”, and four dashes. */
export function StepsLead({ title, of, titles, now, line, note }: { title: string; of?: string; titles: string[]; now: number; line?: string; note?: ComponentChildren }) {
  const w = useWords();
  return (
    <>
      <div class="lead">
        <h1>{title}</h1>
        {of && <p>{of}</p>}
        <p>{[w.stepOf(now + 1, titles.length), line].filter(Boolean).join(" · ")}{note}</p>
      </div>
      <div class="steps4" aria-hidden="true">{titles.map((t, i) => <i key={t} class={i <= now ? "on" : undefined} />)}</div>
    </>
  );
}
