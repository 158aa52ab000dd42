import type { Office } from "../core/api";
import { Card } from "../parts/card";
import { Icon } from "../parts/icon/icon";
import { Tag } from "../parts/tag";
import { useFrontWords } from "../parts/front-words";

/** The one office that does it, or what would tell which; the others stay folded. */
export function Offices({ office, unknown, all }: { office?: Office; unknown: string[]; all: Office[] }) {
  const w = useFrontWords();
  const others = all.filter((o) => o.id !== office?.id);
  return (
    <Card id="o" title={w.offices}>
      {office ? <One office={office} /> : unknown.length > 0 && <p>{w.officeOnce(unknown.join(w.comma))}</p>}
      {others.length > 0 && (
        <details>
          <summary>{w.officesAll(others.length)}</summary>
          <ul class="offices">{others.map((o) => <li key={o.id}><One office={o} /></li>)}</ul>
        </details>
      )}
    </Card>
  );
}

function One({ office: o }: { office: Office }) {
  const w = useFrontWords();
  const { day, time } = opens(o.opens);
  return (
    <div class="office">
      <p class="row row--wrap">
        <Icon name="pin" /><b>{o.title}</b>
        {o.open !== undefined && <Tag kind={o.open ? "yes" : "wait"}>{o.open ? w.openNow : day ? w.opensAt(day, time) : w.closedNow}</Tag>}
      </p>
      {o.address && <p>{o.address}</p>}
      {o.hours && <p class="small muted">{o.hours}</p>}
      {o.windows && o.windows.length > 0 && <p class="small muted">{o.windows.join(w.comma)}</p>}
      {o.phones && o.phones.length > 0 && <p>{o.phones.map((n) => <a key={n} class="office__phone" href={`tel:${n}`}>{n}</a>)}</p>}
    </div>
  );
}

function opens(at: string | undefined): { day: string; time: string } {
  const m = /^\d{4}-(\d\d)-(\d\d)T(\d\d:\d\d)$/.exec(at ?? "");
  return m ? { day: `${Number(m[1])}/${Number(m[2])}`, time: m[3]! } : { day: "", time: "" };
}
