import type { Office } from "../core/api";
import { Icon } from "./icon/icon";
import { useLateWords } from "./late-words";
import { Tag } from "./tag";

/** One office: where it is, whether it is open now, which windows, whom to phone. */
export function OfficeCard({ office: o }: { office: Office }) {
  const w = useLateWords();
  return (
    <div class="office">
      <p class="row row--wrap">
        <Icon name="pin" /><b>{o.title}</b>
        <OpenTag open={o.open} opens={o.opens} />
      </p>
      {o.address && <p>{o.address}</p>}
      {o.hours && <p class="small muted">{o.hours}</p>}
      {o.windows && o.windows.length > 0 && <p class="small muted">{o.windows.join(w.comma)}</p>}
      {o.phones && o.phones.length > 0 && <p>{o.phones.map((n) => <Phone key={n} number={n} />)}</p>}
    </div>
  );
}

/** A number that can be pressed. */
export function Phone({ number }: { number: string }) {
  return <a class="office__phone" href={`tel:${number}`}>{number}</a>;
}

/** Whether somebody is there now, or when next. */
export function OpenTag({ open, opens }: { open?: boolean; opens?: string }) {
  const w = useLateWords();
  if (open === undefined) return null;
  const m = /^\d{4}-(\d\d)-(\d\d)T(\d\d:\d\d)$/.exec(opens ?? "");
  return <Tag kind={open ? "yes" : "wait"}>{open ? w.openNow : m ? w.opensAt(`${Number(m[1])}/${Number(m[2])}`, m[3]!) : w.closedNow}</Tag>;
}
