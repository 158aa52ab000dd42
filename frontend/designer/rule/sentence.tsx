import { useStudioWords } from "../words";
import { useBuilder, within } from "./builder";

/** The rule read out; the clause that is pointed at is marked here as in rows and text. */
export function Sentence() {
  const w = useStudioWords();
  const b = useBuilder();
  const r = b.live.reading.value;
  const fresh = r?.text === b.text.value;
  const hover = b.hover.value;
  const said = r?.of.sentence;
  return (
    <section class="rule-side">
      <h3>{w.readOut} <small class="muted">{w.bothWays}</small></h3>
      <p class={`rule-said${fresh ? "" : " is-old"}`} aria-busy={!fresh} onPointerLeave={() => { b.hover.value = null; }}>
        {said && r.of.clauses.length > 0 ? r.of.clauses.map((c, i) => (
          <span key={i} class={fresh && hover && within(hover, c) ? "lit" : undefined} onPointerEnter={() => { if (fresh) b.hover.value = { from: c.from, to: c.to }; }}>{c.text}</span>
        )) : <span class="muted">{said || (b.live.state.value === "asking" ? w.reading : w.noSentence)}</span>}
      </p>
    </section>
  );
}
