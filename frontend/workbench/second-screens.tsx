import { useEffect, useState } from "preact/hooks";
import { Button } from "../parts/button";
import { Drawer } from "../parts/dialog";
import { Note } from "../parts/notices";
import { Tag } from "../parts/tag";
import { errorOf, sayOf, useLoad, useTitle } from "../desk/seat";
import { useBench } from "./app";
import { pairScreen, revokeScreen, screensOf, type SecondScreen } from "./counter-api";
import { districtTime } from "./due";
import { Shell, type Shortcut } from "./frame";
import { Blank, Failed, Waiting } from "../desk/states";
import { useWork } from "./words";

const shortcuts: Shortcut[] = [[["?"], "help"]];
/** How often the list is looked at while a code waits, in milliseconds. */
const LOOK = 3000;

/** 副屏: those of one's windows, the code for another, and their end. */
export function SecondScreens() {
  const w = useWork();
  const s = w.counter.screens;
  useTitle(s.title);
  const loaded = useLoad("screens", (api) => screensOf(api));
  const [ending, setEnding] = useState<SecondScreen | null>(null);
  const list = loaded.state === "here" ? loaded.data.screens : [];
  const waits = list.some((x) => !x.paired);
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(loaded.again, LOOK);
    return () => clearInterval(timer);
  }, [waits]);
  const place = <div class="crumbs"><h1 tabIndex={-1}>{s.title}</h1>{loaded.state === "here" && <span class="muted">{s.count(list.length)}</span>}</div>;
  return (
    <Shell place={place} shortcuts={shortcuts}>
      <div class="staff">
        <section class="staff__list" aria-label={s.list}>
          <Note kind="plain" icon="info">{s.hint}</Note>
          {loaded.state === "waiting" && <Waiting lines={6} />}
          {loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
          {loaded.state === "here" && (list.length === 0 ? <Blank icon="eye" title={s.none} line={s.noneHint} /> : <List list={list} onEnd={setEnding} />)}
        </section>
        {loaded.state === "here" && loaded.data.offices.length > 0 && <Pair offices={loaded.data.offices} onMade={loaded.again} />}
      </div>
      {ending && <End screen={ending} onClose={() => setEnding(null)} onDone={() => { setEnding(null); loaded.again(); }} />}
    </Shell>
  );
}

const face = { on: "yes", off: "no", waits: "wait", shows: "held" } as const;
const stateOf = (x: SecondScreen) => (!x.paired ? "waits" : !x.on ? "off" : x.draft ? "shows" : "on");

function List({ list, onEnd }: { list: SecondScreen[]; onEnd: (x: SecondScreen) => void }) {
  const w = useWork();
  const s = w.counter.screens;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={s.list}>
      <table class="grid">
        <thead><tr><th scope="col">{s.place}</th><th scope="col">{s.office}</th><th scope="col">{s.state}</th><th scope="col">{s.seen}</th><th scope="col">{w.counter.columns.act}</th></tr></thead>
        <tbody>
          {list.map((x) => (
            <tr key={x.id}>
              <td><b>{x.place}</b></td>
              <td>{x.title}</td>
              <td><Tag kind={face[stateOf(x)]}>{s.states[stateOf(x)]}</Tag></td>
              <td class="nowrap">{x.seen ? districtTime(x.seen) : ""}</td>
              <td><Button small label={`${s.revoke}${w.colon}${x.place}`} onClick={() => onEnd(x)}>{s.revoke}</Button></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Pair({ offices, onMade }: { offices: { id: string; title: string }[]; onMade: () => void }) {
  const w = useWork();
  const s = w.counter.screens;
  const { api } = useBench();
  const [office, setOffice] = useState(offices[0]!.id);
  const [place, setPlace] = useState("");
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const make = async () => {
    if (busy) return;
    setBusy(true);
    setFault("");
    try {
      setCode((await pairScreen(api, office, place)).code);
      onMade();
    } catch (e) {
      setFault(sayOf(errorOf(e), w));
    }
    setBusy(false);
  };
  return (
    <aside class="staff__one" aria-label={s.pairTitle}>
      <div class="staff__card">
        <h2 class="h-s">{s.pairTitle}</h2>
        <form class="staff__form" onSubmit={(e) => { e.preventDefault(); void make(); }}>
          {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
          <div class="staff__field"><label for="pair-office">{s.office}</label>
            <select class="input" id="pair-office" value={office} onChange={(e) => setOffice(e.currentTarget.value)}>{offices.map((o) => <option key={o.id} value={o.id}>{o.title}</option>)}</select>
          </div>
          <div class="staff__field"><label for="pair-place">{s.place}</label>
            <input class="input" id="pair-place" maxLength={20} value={place} aria-describedby="pair-hint" onInput={(e) => setPlace(e.currentTarget.value)} /><span class="small muted" id="pair-hint">{s.placeHint}</span>
          </div>
          <div class="staff__acts"><Button kind="primary" type="submit" busy={busy}>{s.pair}</Button></div>
        </form>
        {code && (
          <div class="stack-s" role="status">
            <p class="small muted">{s.code}</p>
            <p class="pair-code">{code.replace(/(\d{4})(?=\d)/g, "$1 ")}</p>
            <p class="small">{s.codeHow(`${location.origin}/screen/`)}</p>
          </div>
        )}
      </div>
    </aside>
  );
}

function End({ screen, onClose, onDone }: { screen: SecondScreen; onClose: () => void; onDone: () => void }) {
  const w = useWork();
  const s = w.counter.screens;
  const { api, news } = useBench();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const end = async () => {
    if (busy) return;
    setBusy(true);
    try {
      await revokeScreen(api, screen.id);
      news.value = s.revoked;
      onDone();
    } catch (e) {
      setFault(sayOf(errorOf(e), w));
      setBusy(false);
    }
  };
  return (
    <Drawer title={s.revokeTitle(screen.place)} onClose={onClose}>
      <div class="staff__form">
        {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
        <p>{s.revokeHint}</p>
        <div class="staff__acts"><Button kind="danger" busy={busy} onClick={() => void end()}>{s.revokeGo}</Button><Button onClick={onClose}>{s.keep}</Button></div>
      </div>
    </Drawer>
  );
}
