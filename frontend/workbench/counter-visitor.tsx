import { useState } from "preact/hooks";
import { clockOf } from "../core/moment";
import { Button } from "../parts/button";
import { Note } from "../parts/notices";
import { Tag } from "../parts/tag";
import { errorOf, sayOf, useLoad } from "../desk/seat";
import { useBench } from "./app";
import { readHere, ReaderFault } from "./card-reader";
import { identify, noteCard, readCard, readerOf, type NameSays, type Visitor } from "./counter-api";
import { useWork } from "./words";

/** One box with its name. */
export function Box(p: { id: string; label: string; value: string; error?: string; code?: boolean; onInput: (v: string) => void }) {
  return (
    <div class={p.error ? "field field--error" : "field"}>
      <label class="field__label" for={p.id}>{p.label}</label>
      {p.error && <p class="field__error small" id={`${p.id}-e`}>{p.error}</p>}
      <input id={p.id} class={p.code ? "input counter-code" : "input"} value={p.value} autocomplete="off" inputMode={p.code ? "numeric" : undefined}
        aria-describedby={p.error ? `${p.id}-e` : undefined} aria-invalid={p.error ? "true" : undefined} onInput={(e) => p.onInput(e.currentTarget.value)} />
    </div>
  );
}

interface VisitorProps {
  office: string;
  value: Visitor;
  errors: Record<string, string>;
  onChange: (v: Visitor) => void;
}

/** Who is here: the card is read, or typed from the card and checked. */
export function VisitorForm({ office, value, errors, onChange }: VisitorProps) {
  const w = useWork();
  const c = w.counter;
  const { api } = useBench();
  const reader = useLoad(`reader ${office}`, (a) => readerOf(a, office));
  const [card, setCard] = useState("");
  const [says, setSays] = useState<NameSays | "">("");
  const [fault, setFault] = useState("");
  const [reading, setReading] = useState(false);
  const [expired, setExpired] = useState(false);
  const act = (work: () => Promise<void>) => { setFault(""); void work().catch((e: unknown) => setFault(sayOf(errorOf(e), w))); };
  const set = (part: Partial<Visitor>) => { setSays(""); onChange({ ...value, ...part, how: "no" in part || "name" in part ? "typed" : value.how }); };
  const readOne = async (at: string) => {
    if (reading) return;
    setReading(true);
    setFault("");
    setSays("");
    try {
      const card = await readHere(at, clockOf(new Date()).day);
      onChange({ ...(await noteCard(api, office, card)), phone: value.phone });
      setExpired(card.expired);
    } catch (e) {
      setFault(e instanceof ReaderFault ? [c.readerFaults[e.kind], e.said].filter(Boolean).join(w.colon) : sayOf(errorOf(e), w));
    }
    setReading(false);
  };
  const there = reader.state === "here" ? reader.data : null;
  return (
    <>
      {there?.at && (
        <div class="stack-s">
          <div class="row row--wrap">
            <Button icon="card" busy={reading} onClick={() => void readOne(there.at!)}>{c.read}</Button>
            {value.how === "card" && value.no && <Tag kind={expired ? "no" : "yes"} icon={expired ? "alert" : "check"}>{expired ? c.cardExpired : c.byCard}</Tag>}
          </div>
          <p class="small muted">{c.readerAt(there.at)}</p>
          <p class="small">{c.or}</p>
        </div>
      )}
      {there && !there.there && !there.at && <p class="small muted">{c.readerNone}</p>}
      {there?.there && (
        <div class="stack-s">
          <div class="row row--wrap">
            <label class="sr-only" for="card">{c.chooseCard}</label>
            <select id="card" class="input input--short" value={card} onChange={(e) => setCard(e.currentTarget.value)}>
              <option value="">{c.chooseCard}</option>
              {there.cards.map((x) => <option key={x.id} value={x.id}>{x.name}</option>)}
            </select>
            <Button icon="card" busy={!card} onClick={() => act(async () => { setSays(""); onChange({ ...(await readCard(api, office, card)), phone: value.phone }); })}>{c.read}</Button>
            {value.how === "card" && value.no && <Tag kind="yes" icon="check">{c.byCard}</Tag>}
          </div>
          <p class="small muted">{there.label}</p>
          <p class="small">{c.or}</p>
        </div>
      )}
      <div class="fields">
        <Box id="v-name" label={c.name} value={value.name} error={errors["person.name"]} onInput={(name) => set({ name })} />
        <Box id="v-no" label={c.no} value={value.no} error={errors["person.no"]} onInput={(no) => set({ no })} />
        <Box id="v-phone" label={c.phone} value={value.phone ?? ""} error={errors["person.phone"]} onInput={(phone) => set({ phone: phone || undefined })} />
        <div class="field row"><Button kind="quiet" icon="shield" busy={!value.no || !value.name} onClick={() => act(async () => setSays(await identify(api, office, value)))}>{c.check}</Button></div>
      </div>
      <div role="status">{says && <Note kind={says === "match" ? "yes" : "wait"} icon={says === "match" ? "check" : "alert"}>{c.says[says]}</Note>}</div>
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
    </>
  );
}
