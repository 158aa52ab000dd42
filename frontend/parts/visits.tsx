import type { ComponentChildren } from "preact";
import { useLateWords } from "./late-words";

/** How often one must come, as figure and dots; the line names each visit, or who comes instead. */
export function Visits({ count, line }: { count: number; line?: string }) {
  const w = useLateWords();
  return (
    <span class="visits">
      <b class="big-num">{w.visitsAre(count)}</b>{" "}
      {count > 0 && <span class="steps-count" aria-hidden="true">{Array.from({ length: count }, (_, i) => <i key={i} class="on" />)}</span>}
      <br />
      <span class="small muted">{line ?? (count === 0 ? w.visitsNone : "")}</span>
    </span>
  );
}

/** A figure that was computed: 承诺办完 5个工作日. */
export interface Fact {
  id: string;
  title: string;
  figure: ComponentChildren;
  unit?: string;
  line?: ComponentChildren;
}

/** Up to four figures in a row. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl class="facts">
      {facts.map((f) => (
        <div class="fact" key={f.id}>
          <dt>{f.title}</dt>
          <dd><b>{f.figure}</b>{f.unit}{f.line && <small>{f.line}</small>}</dd>
        </div>
      ))}
    </dl>
  );
}
