import type { ComponentChildren } from "preact";
import { Tag } from "./tag";

/** A document with legal force looks like a letter, not like an app. `notice` letters carry points to correct. */
export function Letter({ id, title, notice, signer, on, children }: {
  id: string;
  title: string;
  notice?: boolean;
  signer?: string;
  on?: string;
  children: ComponentChildren;
}) {
  return (
    <section class={notice ? "letter notice-letter" : "letter"} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
      {signer && <p class="small sign-line">{signer}{on && <><br />{on}</>}</p>}
    </section>
  );
}

/** A point of a correction letter: place, reason, basis and its own button. */
export function LetterPoint({ title, line, basis, act }: { title: string; line?: string; basis?: ComponentChildren; act?: ComponentChildren }) {
  return (
    <li>
      <div>
        <b>{title}</b>
        {line && <p class="small muted">{line}</p>}
        {basis && <p class="small">{basis}</p>}
      </div>
      {act}
    </li>
  );
}

/** A licence: brand when valid; dashed and plain when expired or revoked, with the reason as a tag. */
export function LicenceCard({ name, holder, number, line, over, act }: {
  name: string;
  holder: string;
  number?: string;
  line: string;
  over?: string;
  act?: ComponentChildren;
}) {
  return (
    <article class={over ? "licence licence--over" : "licence"}>
      <div><h3>{name}</h3><p>{holder}</p></div>
      {over ? <Tag kind="wait" icon="alert">{over}</Tag> : number && <p class="num">{number}</p>}
      <div class="row row--between"><span class={over ? "muted" : undefined}>{line}</span>{act}</div>
    </article>
  );
}
