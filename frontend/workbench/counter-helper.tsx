import { useState } from "preact/hooks";
import type { Api } from "../core/api";
import { Button } from "../parts/button";
import { Card } from "../parts/card";
import { Note } from "../parts/notices";
import { errorOf, sayOf } from "../desk/seat";
import { useBench } from "./app";
import type { Visitor } from "./counter-api";
import { useWork } from "./words";

/** What a helper of a village or community offers to do in somebody's name. */
interface Offer {
  id: string;
  principal: { name: string; no: string };
  agent: { name: string; no: string };
  /** Ids; none: all items. */
  items: string[];
  until: string;
  /** Names of the items. */
  names: string[];
}

async function offersTo(api: Api, no: string): Promise<Offer[]> {
  const { mandates } = await api.call<{ mandates: Omit<Offer, "names">[] }>("POST", "/staff/mandates/search", { no });
  return Promise.all(mandates.map(async (m) => ({ ...m, names: await Promise.all(m.items.map((id) => api.item(id).then((i) => i.view.plan.name, () => id))) })));
}

/** 村居代办: the elder who stands here agrees, before a clerk, that a helper acts for him or her. */
export function HelperConsent({ person }: { person: Visitor }) {
  const w = useWork();
  const c = w.counter.helper;
  const { api, news } = useBench();
  const [offers, setOffers] = useState<{ no: string; list: Offer[] } | null>(null);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const act = async (work: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setFault("");
    try {
      await work();
    } catch (e) {
      setFault(sayOf(errorOf(e), w));
    }
    setBusy(false);
  };
  const look = () => act(async () => { setAsked(false); setOffers({ no: person.no, list: await offersTo(api, person.no) }); });
  const agree = (o: Offer) => act(async () => {
    await api.call("POST", `/staff/mandates/${encodeURIComponent(o.id)}/witness`, {});
    news.value = c.done(o.principal.name, o.agent.name);
    setAsked(false);
    setOffers(null);
  });
  const list = offers?.no === person.no ? offers.list : null; // of who stands here, and of nobody before
  return (
    <Card id="helper" title={c.title}>
      <p class="small muted">{c.hint}</p>
      <p><Button icon="search" busy={busy || person.no.length !== 18} onClick={() => void look()}>{c.look}</Button></p>
      <div role="status">{list?.length === 0 && <p>{c.none}</p>}</div>
      {list && list.length > 0 && (
        <>
          <ul class="counter-list">
            {list.map((o) => (
              <li key={o.id}>
                <span><b>{c.offers(o.agent.name, o.principal.name)}</b> <span class="muted">{o.agent.no}</span><br />
                  <span class="small muted">{o.names.length > 0 ? o.names.join(w.comma) : c.all}{w.then}{c.until(o.until)}</span></span>
                <span class="push"><Button small kind="primary" busy={busy || !asked} label={`${c.agree}${w.colon}${o.agent.name}`} onClick={() => void agree(o)}>{c.agree}</Button></span>
              </li>
            ))}
          </ul>
          <label class="tick"><input type="checkbox" checked={asked} onChange={(e) => setAsked(e.currentTarget.checked)} />{c.asked}</label>
        </>
      )}
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
    </Card>
  );
}
