import { useState } from "preact/hooks";
import { Button, TextButton } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { Note } from "../parts/notices";
import { Tag } from "../parts/tag";
import { errorOf, sayOf, useLoad, useTitle } from "../desk/seat";
import { useBench } from "./app";
import { districtTime } from "./due";
import { Shell, type Shortcut } from "./frame";
import { OpenFile } from "./materials-column";
import { Blank, Failed, Waiting } from "../desk/states";
import { useWork } from "./words";

const shortcuts: Shortcut[] = [[["?"], "help"]];

interface ImportedLine { id: string; title: string; number: string; holder: string; list: string; row: number; by: string; at: string; state: "waiting" | "confirmed" | "rejected" }
interface ImportedOne extends ImportedLine {
  holder_no: string; issuer?: string; issued: string; valid_from: string; valid_to: string; fields: { title: string; value: unknown }[];
  scan: { name: string; type: string; size: number; picture?: boolean }; reason?: string; judged?: string; denied?: string;
}

const path = (id: string) => `/staff/imported/${encodeURIComponent(id)}`;
const kinds = { waiting: "wait", confirmed: "yes", rejected: "no" } as const;

/** 存量证照: paper licences that a colleague has brought in, each held against its scan by a second person. */
export function ImportedScreen() {
  const w = useWork();
  const s = w.imported;
  const { router } = useBench();
  const [round, setRound] = useState(0);
  useTitle(s.title);
  const loaded = useLoad(`imported ${round}`, (api) => api.call<{ imported: ImportedLine[]; waiting: number }>("GET", "/staff/imported"));
  const list = loaded.state === "here" ? loaded.data.imported : [];
  const open = router.search.value.get("id") ?? "";
  const chosen = list.find((m) => m.id === open) ?? list.find((m) => m.state === "waiting") ?? list[0];
  const place = <div class="crumbs"><h1 tabIndex={-1}>{s.title}</h1>{loaded.state === "here" && <span class="muted">{s.count(loaded.data.waiting)}</span>}</div>;
  const next = () => {
    const after = list.slice(list.findIndex((m) => m.id === chosen?.id) + 1).find((m) => m.state === "waiting");
    router.go(after ? `/imported?id=${after.id}` : "/imported", true);
    setRound((n) => n + 1);
  };
  return (
    <Shell place={place} shortcuts={shortcuts}>
      <div class="staff staff--imported">
        <section class="staff__list" aria-label={s.list}>
          <Note kind="plain" icon="shield">{s.hint}</Note>
          {loaded.state === "waiting" && <Waiting lines={10} />}
          {loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
          {loaded.state === "here" && list.length === 0 && <Blank icon="card" title={s.none} line={s.noneHint} />}
          {list.length > 0 && (
            <div class="scroll" tabIndex={0} role="region" aria-label={s.list}>
              <table class="grid">
                <thead><tr><th scope="col">{s.licence}</th><th scope="col">{s.state}</th></tr></thead>
                <tbody>
                  {list.map((m) => (
                    <tr key={m.id} aria-selected={m.id === chosen?.id}>
                      <td><TextButton label={`${m.holder} ${m.title}`} onClick={() => router.go(`/imported?id=${m.id}`, true)}><b>{m.holder}</b></TextButton>
                        <small class="muted block">{m.title}</small><small class="muted block">{m.number}</small></td>
                      <td class="nowrap"><Tag kind={kinds[m.state]}>{s.states[m.state]}</Tag><small class="muted block">{s.place(m.list, m.row)}</small></td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
        {chosen && <One key={`${chosen.id} ${chosen.state}`} id={chosen.id} onDone={next} />}
      </div>
    </Shell>
  );
}

/** What was read off the paper, beside the paper. */
function One({ id, onDone }: { id: string; onDone: () => void }) {
  const w = useWork();
  const loaded = useLoad(`imported ${id}`, (api) => api.call<ImportedOne>("GET", path(id)));
  if (loaded.state === "failed") return <Failed error={loaded.error} onAgain={loaded.again} />;
  if (loaded.state !== "here") return <Waiting lines={8} />;
  const m = loaded.data;
  return (
    <article class="imported" aria-label={`${m.holder}${w.colon}${m.title}`}>
      <Values m={m} onDone={onDone} />
      <Scan m={m} />
    </article>
  );
}

function Values({ m, onDone }: { m: ImportedOne; onDone: () => void }) {
  const w = useWork();
  const s = w.imported;
  const day = (d: string) => (d === "9999-12-31" ? w.forever : d);
  const text = (v: unknown) => (Array.isArray(v) ? v.join(w.comma) : v === true ? s.yes : v === false ? s.no : String(v));
  const rows: [string, string | undefined][] = [
    [s.number, m.number], [s.holder, m.holder], [s.holderNo, m.holder_no], [s.issuer, m.issuer], [s.issued, m.issued], [s.from, m.valid_from], [s.to, day(m.valid_to)],
    ...m.fields.map((f): [string, string] => [f.title, text(f.value)]),
  ];
  return (
    <section class="imported__values" aria-label={s.read}>
      <h2 class="h-s row row--wrap">{m.title}<Tag kind={kinds[m.state]}>{s.states[m.state]}</Tag></h2>
      <p class="muted">{s.brought(m.by, districtTime(m.at), m.list, m.row)}</p>
      <dl class="values">{rows.map(([k, v]) => v && <div class="value" key={k}><dt>{k}</dt><dd>{v}</dd></div>)}</dl>
      {m.state === "rejected" && m.reason && <Note kind="no" icon="alert"><b>{s.states.rejected}</b>{w.colon}{m.reason}</Note>}
      {m.state === "confirmed" && <Note kind="yes" icon="check">{s.stands}</Note>}
      {m.denied && <Note kind="wait" icon="lock">{m.denied}</Note>}
      {m.state === "waiting" && !m.denied && <Judge id={m.id} onDone={onDone} />}
    </section>
  );
}

function Judge({ id, onDone }: { id: string; onDone: () => void }) {
  const w = useWork();
  const s = w.imported;
  const { api, news } = useBench();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const judge = async (confirm: boolean) => {
    setBusy(true);
    setFault("");
    try {
      await api.call("POST", `${path(id)}/judgement`, { confirm, reason: confirm ? "" : reason });
      news.value = confirm ? s.confirmed : s.rejected;
      onDone();
    } catch (e) {
      const error = errorOf(e);
      setFault(error.fields.reason ?? sayOf(error, w));
      setBusy(false);
    }
  };
  return (
    <form class="staff__form" onSubmit={(e) => e.preventDefault()}>
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      <div class="staff__acts"><Button kind="primary" icon="check" busy={busy} onClick={() => void judge(true)}>{s.confirm}</Button></div>
      <div class="staff__field"><label for="imported-reason">{s.reason}</label>
        <textarea class="input" id="imported-reason" rows={2} maxLength={500} value={reason} onInput={(e) => setReason(e.currentTarget.value)} /></div>
      <div class="staff__acts"><Button busy={busy} onClick={() => void judge(false)}>{s.reject}</Button></div>
    </form>
  );
}

function Scan({ m }: { m: ImportedOne }) {
  const w = useWork();
  const s = w.imported;
  const [broken, setBroken] = useState(false);
  const [big, setBig] = useState(false);
  const href = `/api${path(m.id)}/scan`;
  const save = <a class="btn btn--small" href={href} download={m.scan.name}><Icon name="save" />{w.download}</a>;
  return (
    <section class="imported__scan" aria-label={s.scan}>
      <div class="imported__tools"><b class="clip" title={m.scan.name}>{m.scan.name}</b>
        {m.scan.picture && !broken && <Button small icon={big ? "minus" : "plus"} onClick={() => setBig(!big)}>{big ? w.zoomOut : w.zoomIn}</Button>}
        {m.scan.type === "application/pdf" && <OpenFile href={href} onFail={() => setBroken(true)} />}{save}</div>
      {broken && <Note kind="no" icon="alert" role="alert">{w.fileBroken}</Note>}
      <div class="scroll imported__sheet" tabIndex={0} role="region" aria-label={m.scan.name}>
        {m.scan.picture && !broken
          ? <img class={big ? "imported__big" : undefined} src={`/api${path(m.id)}/preview`} alt={s.scanOf(m.title, m.holder)} onError={() => setBroken(true)} />
          : <Blank icon="doc" title={m.scan.name} line={s.openIt} />}
      </div>
    </section>
  );
}
