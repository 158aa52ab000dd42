import type { ComponentChildren } from "preact";
import { useLateWords } from "./late-words";

/** One event of a case. `when` is a date that happened, or words such as 补齐后: never an invented date. */
export interface TimelineEvent {
  id: string;
  state: "done" | "now" | "next";
  when?: string;
  title: string;
  line?: ComponentChildren;
}

/** The course of a case: done is solid, now is a ring, next is dashed. */
export function Timeline({ events }: { events: TimelineEvent[] }) {
  const w = useLateWords();
  return (
    <ol class="timeline">
      {events.map((e) => (
        <li key={e.id} class={e.state} aria-current={e.state === "now" ? "step" : undefined}>
          <span class="when">{e.state === "now" ? (e.when ?? w.now) : e.when}</span>
          <div>
            <b>{e.title}</b>
            {e.line && <p class="small muted">{e.line}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
