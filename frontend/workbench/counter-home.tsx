import { useEffect, useState } from "preact/hooks";
import type { Hit } from "../core/api";
import { Button, ButtonLink } from "../parts/button";
import { Card } from "../parts/card";
import { Note } from "../parts/notices";
import { Seg } from "../parts/seg";
import { Tag } from "../parts/tag";
import { errorOf, sayOf, useLoad } from "../desk/seat";
import { useBench } from "./app";
import { counterList, mendHere, openAtCounter, pickUp, type Opening, type Visitor } from "./counter-api";
import { HelperConsent } from "./counter-helper";
import { Box, VisitorForm } from "./counter-visitor";
import { districtTime } from "./due";
import { Failed, Waiting } from "../desk/states";
import { useWork } from "./words";

const nobody: Visitor = { no: "", name: "", how: "typed" };

/** What the counter begins with: who is here, what for; or the code of what was begun at home; or what is open. */
export function CounterHome() {
  const w = useWork();
  const c = w.counter;
  const { router } = useBench();
  const list = useLoad("counter", counterList);
  const [person, setPerson] = useState<Visitor>(nobody);
  const open = (id: string) => router.go(`/counter/${id}`);
  return (
    <div class="counter">
      <div class="page counter-home">
        <div class="stack">
          <Begin person={person} onPerson={setPerson} onOpen={open} />
        </div>
        <div class="stack">
          <PickUp person={person} onOpen={open} />
          <Mend person={person} onOpen={open} />
          <HelperConsent person={person} />
          <Card id="open" title={c.open}>
            {list.state === "waiting" && <Waiting lines={3} />}
            {list.state === "failed" && <Failed error={list.error} onAgain={list.again} />}
            {list.state === "here" && (list.data.length === 0 ? <p><b>{c.none}</b><br /><span class="small muted">{c.noneHint}</span></p> : (
              <ul class="counter-list">
                {list.data.map((d) => (
                  <li key={d.id}>
                    <span><b>{d.applicant}</b> {d.name}<br /><span class="small muted">{c.takenBy(d.counter.taken.name, districtTime(d.counter.taken.at))}</span></span>
                    <span class="push"><ButtonLink small href={router.href(`/counter/${d.id}`)}>{c.goOn}</ButtonLink></span>
                  </li>
                ))}
              </ul>
            ))}
          </Card>
        </div>
      </div>
    </div>
  );
}

/** The offices of the item that this clerk serves. */
function useOffices(item: string): { id: string; title: string }[] {
  const { api, seat } = useBench();
  const own = seat.value?.clerk?.offices ?? [];
  const [found, setFound] = useState<{ id: string; title: string }[]>([]);
  useEffect(() => {
    setFound([]);
    if (item) void api.item(item).then((p) => setFound(p.offices.filter((o) => own.includes(o.id))), () => undefined);
  }, [item]);
  return found;
}

function Begin({ person, onPerson, onOpen }: { person: Visitor; onPerson: (v: Visitor) => void; onOpen: (id: string) => void }) {
  const w = useWork();
  const c = w.counter;
  const { api, seat } = useBench();
  const own = seat.value?.clerk?.offices ?? [];
  const [query, setQuery] = useState("");
  const [hits, setHits] = useState<Hit[] | null>(null);
  const [item, setItem] = useState("");
  const [other, setOther] = useState(false);
  const [kind, setKind] = useState<"person" | "organisation">("person");
  const [applicant, setApplicant] = useState({ name: "", no: "" });
  const [actsAs, setActsAs] = useState("family");
  const [authority, setAuthority] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [key, setKey] = useState(() => crypto.randomUUID());
  const offices = useOffices(item);
  useEffect(() => {
    if (!query.trim()) return setHits(null);
    const stop = new AbortController();
    const timer = setTimeout(() => void api.items(query.trim(), "", stop.signal).then((f) => setHits([...f.hits].slice(0, 6)), () => undefined), 200);
    return () => { clearTimeout(timer); stop.abort(); };
  }, [query]);
  const begin = async () => {
    if (busy) return;
    setBusy(true);
    setFault("");
    setErrors({});
    const o: Opening = { office: offices[0]?.id ?? own[0] ?? "", item, person };
    if (other) Object.assign(o, { applicant: { kind, ...applicant }, actsAs: kind === "person" && actsAs === "self" ? "agent" : actsAs, authority });
    try {
      onOpen((await openAtCounter(api, o, key)).id);
    } catch (e) {
      const x = errorOf(e);
      setErrors(x.fields);
      setFault(x.say || sayOf(x, w));
      setKey(crypto.randomUUID());
    }
    setBusy(false);
  };
  const rights = Object.entries(c.rights).filter(([code]) => (kind === "person") !== (code === "self") || code === "agent");
  return (
    <Card id="begin" title={c.begin}>
      <section aria-labelledby="b-who" class="stack-s"><h3 id="b-who">{c.who}</h3><VisitorForm office={own[0] ?? ""} value={person} errors={errors} onChange={onPerson} /></section>
      <section aria-labelledby="b-for" class="stack-s">
        <h3 id="b-for">{c.forWhom}</h3>
        <Seg label={c.forWhom} value={other ? "other" : "self"} options={[{ code: "self", text: c.forSelf }, { code: "other", text: c.forOther }]} onChange={(v) => setOther(v === "other")} />
        {other && (
          <>
            <div class="row row--wrap">
              <Seg label={c.kind} value={kind} options={[{ code: "person", text: c.person }, { code: "organisation", text: c.organisation }]} onChange={(v) => { setKind(v as typeof kind); setActsAs(v === "person" ? "family" : "agent"); }} />
              <label class="row"><span>{c.right}</span><select class="input input--short" value={actsAs} onChange={(e) => setActsAs(e.currentTarget.value)}>{rights.map(([code, text]) => <option key={code} value={code}>{text}</option>)}</select></label>
            </div>
            <div class="fields">
              <Box id="a-name" label={kind === "person" ? c.applicantName : c.orgName} value={applicant.name} error={errors["applicant.name"]} onInput={(name) => setApplicant({ ...applicant, name })} />
              <Box id="a-no" label={kind === "person" ? c.applicantNo : c.orgNo} value={applicant.no} error={errors["applicant.no"]} onInput={(no) => setApplicant({ ...applicant, no })} />
            </div>
            <label class="tick"><input type="checkbox" checked={authority} onChange={(e) => setAuthority(e.currentTarget.checked)} />{c.authority}</label>
            {errors.authority && <p class="field__error small">{errors.authority}</p>}
          </>
        )}
      </section>
      <section aria-labelledby="b-item" class="stack-s">
        <h3 id="b-item">{c.item}</h3>
        <Box id="item" label={c.itemHint} value={query} onInput={(v) => { setQuery(v); setItem(""); }} />
        {hits && (hits.length === 0 ? <p class="small muted">{c.nothing}</p> : (
          <div class="found">{hits.map((h) => <button key={h.id} type="button" aria-pressed={item === h.id} onClick={() => setItem(h.id)}><b>{h.name}</b> <span class="small muted">{h.department.title}</span>{h.stopped && <> <Tag kind="no" icon="alert">{c.stopped}</Tag> <span class="small no">{h.stopped.notice}</span></>}</button>)}</div>
        ))}
        {offices[0] && <p class="small muted">{c.office}{w.colon}{offices[0].title}</p>}
      </section>
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      <p><Button kind="primary" after="right" busy={busy || !item || !person.no || !person.name} onClick={() => void begin()}>{busy ? c.starting : c.start}</Button></p>
    </Card>
  );
}

function PickUp({ person, onOpen }: { person: Visitor; onOpen: (id: string) => void }) {
  const w = useWork();
  const c = w.counter;
  const { api, seat } = useBench();
  const [code, setCode] = useState("");
  const [fault, setFault] = useState("");
  const offices = seat.value?.clerk?.offices ?? [];
  const take = async () => {
    setFault("");
    try {
      onOpen((await pickUp(api, offices[0] ?? "", code, person)).id);
    } catch (e) {
      setFault(sayOf(errorOf(e), w));
    }
  };
  return (
    <Card id="pick-up" title={c.pickUp}>
      <p class="small muted">{c.pickUpHint}</p>
      <Box id="code" label={c.code} code value={code} onInput={(v) => setCode(v.replace(/\D/g, "").slice(0, 8))} />
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      <p><Button icon="inbox" busy={code.length !== 8 || !person.no} onClick={() => void take()}>{c.take}</Button></p>
    </Card>
  );
}

/** A returned case, whose applicant is here: its number may come along from the page of the case. */
function Mend({ person, onOpen }: { person: Visitor; onOpen: (id: string) => void }) {
  const w = useWork();
  const c = w.counter;
  const { api, router } = useBench();
  const [number, setNumber] = useState(() => router.search.value.get("mend") ?? "");
  const [authority, setAuthority] = useState(false);
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const take = async () => {
    if (busy) return;
    setBusy(true);
    setFault("");
    try {
      onOpen((await mendHere(api, number.trim(), person, authority)).id);
    } catch (e) {
      setFault(sayOf(errorOf(e), w));
    }
    setBusy(false);
  };
  return (
    <Card id="mend" title={c.mend}>
      <p class="small muted">{c.mendHint}</p>
      <Box id="mend-number" label={c.mendNumber} value={number} onInput={setNumber} />
      <label class="tick"><input type="checkbox" checked={authority} onChange={(e) => setAuthority(e.currentTarget.checked)} />{c.mendAuthority}</label>
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      <p><Button icon="edit" busy={busy || !number.trim() || !person.no} onClick={() => void take()}>{c.mendTake}</Button></p>
    </Card>
  );
}
