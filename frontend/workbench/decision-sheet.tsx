import { Icon } from "../parts/icon/icon";
import type { StaffCase } from "./desk";
import type { Foreseen, ForeseenSheet } from "./decision-api";
import { Value } from "./values";
import { useWork } from "./words";

/** What the decision would write and give: the very text that will be stored. Documents are in Chinese, as they are in law. */
export function DecisionSheet({ page, shown }: { page: StaffCase; shown: Foreseen }) {
  return (
    <div class="foreseen">
      {shown.results.filter((r) => r.kind !== "document").map((r) => <Result key={`${r.of} ${r.row ?? ""}`} page={page} result={r} />)}
      {shown.documents.filter((d) => d.kind !== "delivery").map((d) => <Deed key={d.title} sheet={d} />)}
    </div>
  );
}

/** The document as the server writes it, so that what is signed is what was seen. The server has escaped all of it. */
function Deed({ sheet }: { sheet: ForeseenSheet }) {
  return <article class="deed deed--small" lang="zh-Hans" tabIndex={0} aria-label={sheet.title} dangerouslySetInnerHTML={{ __html: sheet.html }} />;
}

function Result({ page, result: r }: { page: StaffCase; result: Foreseen["results"][number] }) {
  const w = useWork();
  const cells = page.view.plan.records[r.of]?.cells ?? [];
  const known = cells.filter((c) => r.cells[c.id] !== undefined && r.cells[c.id] !== null);
  return (
    <article class={r.kind === "licence" ? "licence licence--deed" : "licence"} lang="zh-Hans" aria-label={r.title}>
      <h3>{r.title}</h3>
      <dl class="kv">
        {known.map((c) => <div key={c.id}><dt>{c.title}</dt><dd><Value field={c} value={r.cells[c.id]} /></dd></div>)}
        {r.kind === "licence" && !r.cells.number && <div><dt>{w.evidence.number}</dt><dd class="muted">{w.approval.numberLater}</dd></div>}
        {r.validTo && <div><dt>{w.evidence.until}</dt><dd>{r.validTo}</dd></div>}
      </dl>
      {r.waits && <p class="licence__waits"><Icon name="hourglass" />{w.approval.waits(r.waits.join(w.comma))}</p>}
    </article>
  );
}
