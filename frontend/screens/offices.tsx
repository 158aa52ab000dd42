import type { Office } from "../core/api";
import { Card } from "../parts/card";
import { OfficeCard } from "../parts/office";
import { useFrontWords } from "../parts/front-words";

/** The one office that does it, or what would tell which; the others stay folded. */
export function Offices({ office, unknown, all }: { office?: Office; unknown: string[]; all: Office[] }) {
  const w = useFrontWords();
  const others = all.filter((o) => o.id !== office?.id);
  return (
    <Card id="o" title={w.offices}>
      {office ? <OfficeCard office={office} /> : unknown.length > 0 && <p>{w.officeOnce(unknown.join(w.comma))}</p>}
      {others.length > 0 && (
        <details>
          <summary>{w.officesAll(others.length)}</summary>
          <ul class="offices">{others.map((o) => <li key={o.id}><OfficeCard office={o} /></li>)}</ul>
        </details>
      )}
    </Card>
  );
}
