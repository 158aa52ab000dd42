import { Icon } from "../parts/icon/icon";
import { documentHref, type StaffCase } from "./desk";
import { useWork } from "./words";

/** What was written in the course of the case: documents, and what staff put down. */
export function Papers({ page, brief = false }: { page: StaffCase; brief?: boolean }) {
  const w = useWork();
  const { documents, work, results } = page.handling;
  return (
    <>
      {results.length > 0 && <section><h3>{w.results}</h3><ul class="deeds">{results.map((r) => <li key={r.number}><Icon name="seal" /><span>{r.title} <span class="code">{r.number}</span></span></li>)}</ul></section>}
      {documents.length > 0 && (
        <section><h3>{w.documents}</h3>
          <ul class="deeds">{documents.map((d) => <li key={d.seq}><Icon name="doc" /><a href={documentHref(page.case.number, d.seq, w.tongue)} target="_blank" rel="noopener">{d.title}</a> <span class="muted" lang="zh-Hans">{d.number}</span></li>)}</ul>
        </section>
      )}
      {!brief && work && work.length > 0 && (
        <section><h3>{w.work}</h3>
          <ul class="deeds">{work.map((x) => <li key={`${x.step} ${x.at}`}><Icon name="edit" /><span><b>{page.view.plan.steps?.find((s) => s.id === x.step)?.title ?? x.step}</b> {[x.title, x.role || x.name].filter(Boolean).join(w.then)}{x.note && <><br />{x.note}</>}</span></li>)}</ul>
        </section>
      )}
    </>
  );
}
