import { Tag } from "../../parts/tag";
import type { Outcomes } from "./api";
import { useOutcomesWords } from "./words";

/** One outcome: the answers that lead there, and all that follows. */
export function Panel({ of: o, row }: { of: Outcomes; row: number }) {
  const w = useOutcomesWords();
  const r = o.rows[row]!;
  const said = o.said[row]!;
  const answers = o.questions.flatMap((q, i) => (r.answers[i]?.length ? [[q.title, said.answers[i]!] as const] : []));
  const ends = r.verdict === "refuse" || r.verdict === "refer";
  const facts = ends ? [] : ([[w.columns.days, said.days], [w.columns.visits, said.visits], [w.columns.fee, said.fee]] as const).filter(([, x]) => x);
  return (
    <aside class="outcomes__panel" tabIndex={0} aria-label={w.number(row + 1)}>
      <h2>{w.number(row + 1)}<span class={`verdict-${r.verdict}`}>{said.verdict}</span></h2>
      {r.fails.length > 0 && <section><h3>{w.notMet}</h3><ul class="outcomes__list">{r.fails.map((f) => <li key={f.id}>{f.title}{f.to && <small>→ {f.to}</small>}</li>)}</ul></section>}
      <section>
        <h3>{w.answers}</h3>
        {answers.length === 0 ? <p class="muted">{w.always}</p> : <dl class="outcomes__pairs">{answers.map(([title, text]) => <div key={title}><dt>{title}</dt><dd>{text}</dd></div>)}</dl>}
      </section>
      {facts.length > 0 && (
        <section>
          <dl class="outcomes__pairs">{facts.map(([title, text]) => <div key={title}><dt>{title}</dt><dd>{text}</dd></div>)}</dl>
          {(r.hangs?.length ?? 0) > 0 && <p class="muted">{w.hangs(r.hangs!.join(w.or))}</p>}
        </section>
      )}
      <section>
        <h3>{w.paperList}</h3>
        {r.papers.length === 0 && <p class="muted">{ends ? w.nothing : w.noPapers}</p>}
        <ul class="outcomes__list">
          {r.papers.map((p, i) => (
            <li key={p.id}>
              <span>{p.title} <Tag kind={p.made ? "held" : p.maybe ? "unknown" : "wait"}>{said.papers[i]}</Tag></span>
              {said.notes[i] && <small>{said.notes[i]}</small>}
              {p.reuse && p.reuse.length > 0 && <small class="yes">{w.waivedBy(p.reuse.join(w.or))}</small>}
            </li>
          ))}
        </ul>
      </section>
      {r.open.length > 0 && <section><h3>{w.open(r.open.length)}</h3><ul class="outcomes__list">{r.open.map((c) => <li key={c.id}>{c.title}</li>)}</ul></section>}
    </aside>
  );
}
