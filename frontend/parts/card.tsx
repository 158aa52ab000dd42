import type { ComponentChildren } from "preact";
import { cx } from "./classes";

interface CardProps {
  id?: string;
  title?: ComponentChildren;
  note?: ComponentChildren;
  act?: ComponentChildren;
  /** Rows inside reach the edges. */
  flush?: boolean;
  extra?: string;
  label?: string;
  children?: ComponentChildren;
}

/** A white sheet on the paper, with a heading where it is a section of the page. */
export function Card(p: CardProps) {
  const head = p.id ? `${p.id}-h` : undefined;
  const inner = (
    <>
      {p.title && (
        <div class={cx("card__head", p.flush && "card__head--pad")}>
          <h2 id={head}>{p.title}</h2>
          {p.note && <span class="muted small">{p.note}</span>}
          {p.act && <span class="push">{p.act}</span>}
        </div>
      )}
      {p.children}
    </>
  );
  const face = cx("card", p.flush && "card--flush", p.extra);
  if (!p.title && !p.label) return <div class={face} id={p.id}>{inner}</div>;
  return (
    <section class={face} id={p.id} aria-label={p.label} aria-labelledby={p.title ? head : undefined}>
      {inner}
    </section>
  );
}
