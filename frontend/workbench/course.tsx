import { Icon } from "../parts/icon/icon";
import { documentHref, type StaffCase } from "./desk";
import { fieldAt } from "./model/names";
import { Value } from "./values";
import { useWork } from "./words";

/** What the applicant has changed since the round before: old and new, side by side. */
export function Changes({ page }: { page: StaffCase }) {
  const w = useWork();
  const list = page.handling.changes ?? [];
  if (list.length === 0) return null;
  const show = (path: string, value: unknown) => {
    const at = fieldAt(page.view.plan, path);
    const field = at?.column ?? at?.field;
    if (value === null || value === undefined || value === "") return <span class="muted">{w.blank}</span>;
    return field ? <Value field={field} value={value} /> : <>{w.states[value as keyof typeof w.states] ?? String(value)}</>;
  };
  return (
    <section class="changes" aria-label={w.changesTitle(list.length)}>
      <h3>{w.changesTitle(list.length)}</h3>
      <dl>
        {list.map((c) => (
          <div key={c.path}>
            <dt>{c.title}</dt>
            <dd><span class="muted">{w.before}</span> <del>{show(c.path, c.before)}</del> <span class="muted">{w.after}</span> <ins>{show(c.path, c.after)}</ins>
              {c.files && c.files.length > 0 && <p>{w.files(c.files)}</p>}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What was written in the course of the case: documents, and what staff put down. */
export function Papers({ page }: { page: StaffCase }) {
  const w = useWork();
  const { documents, work, results } = page.handling;
  return (
    <>
      {results.length > 0 && <section><h3>{w.results}</h3><ul class="deeds">{results.map((r) => <li key={r.number}><Icon name="seal" /><span>{r.title} <span class="code">{r.number}</span></span></li>)}</ul></section>}
      {documents.length > 0 && (
        <section><h3>{w.documents}</h3>
          <ul class="deeds">{documents.map((d) => <li key={d.seq}><Icon name="doc" /><a href={documentHref(page.case.number, d.seq)} target="_blank" rel="noopener">{d.title}</a> <span class="muted">{d.number}</span></li>)}</ul>
        </section>
      )}
      {work && work.length > 0 && (
        <section><h3>{w.work}</h3>
          <ul class="deeds">{work.map((x) => <li key={`${x.step} ${x.at}`}><Icon name="edit" /><span><b>{page.view.plan.steps?.find((s) => s.id === x.step)?.title ?? x.step}</b> {[x.title, x.role || x.name].filter(Boolean).join(w.then)}{x.note && <><br />{x.note}</>}</span></li>)}</ul>
        </section>
      )}
    </>
  );
}
