import { useState } from "preact/hooks";
import type { DisputeLine } from "../core/api";
import { Button } from "../parts/button";
import { Note } from "../parts/notices";
import { Tag } from "../parts/tag";
import { errorOf, sayOf, useLoad, useTitle } from "../desk/seat";
import { useBench } from "./app";
import { districtTime } from "./due";
import { Shell, type Shortcut } from "./frame";
import { Blank, Failed, Waiting } from "../desk/states";
import { useWork } from "./words";

const shortcuts: Shortcut[] = [[["?"], "help"]];

/** 数据异议: what people say is wrong in the registers that one keeps. */
export function DisputesScreen() {
  const w = useWork();
  const s = w.disputes;
  const [round, setRound] = useState(0);
  useTitle(s.title);
  const loaded = useLoad(`disputes ${round}`, (api) => api.call<{ disputes: DisputeLine[] }>("GET", "/staff/disputes"));
  const list = loaded.state === "here" ? loaded.data.disputes : [];
  const place = <div class="crumbs"><h1 tabIndex={-1}>{s.title}</h1>{loaded.state === "here" && <span class="muted">{s.count(list.filter((d) => d.state === "open").length)}</span>}</div>;
  return (
    <Shell place={place} shortcuts={shortcuts}>
      <Note kind="plain" icon="source">{s.hint}</Note>
      {loaded.state === "waiting" && <Waiting lines={6} />}
      {loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
      {loaded.state === "here" && (list.length === 0 ? <Blank icon="source" title={s.none} line={s.noneHint} /> : (
        <div class="scroll disputes" tabIndex={0} role="region" aria-label={s.title}>
          {list.map((d) => <One key={d.id} dispute={d} onDone={() => setRound((n) => n + 1)} />)}
        </div>
      ))}
    </Shell>
  );
}

function One({ dispute: d, onDone }: { dispute: DisputeLine; onDone: () => void }) {
  const w = useWork();
  const s = w.disputes;
  const { api, news } = useBench();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const answer = async (correct: boolean) => {
    setBusy(true);
    setFault("");
    try {
      await api.call("POST", `/staff/disputes/${encodeURIComponent(d.id)}/answer`, { correct, reason });
      news.value = s.done;
      onDone();
    } catch (e) {
      const error = errorOf(e);
      setFault(error.fields.reason ?? sayOf(error, w));
      setBusy(false);
    }
  };
  const rows: [string, string | undefined][] = [
    [s.said, typeof d.said === "string" ? d.said : JSON.stringify(d.said)], [s.claim, d.right], [s.reason, d.reason], [s.item, d.item], [s.at, districtTime(d.at)], [s.answered, d.answer],
  ];
  return (
    <article class="staff__card" aria-labelledby={`h-${d.id}`}>
      <h2 id={`h-${d.id}`} class="h-s row row--wrap">{`${d.register}${w.colon}${d.title}`}<Tag kind={d.state === "open" ? "wait" : d.state === "corrected" ? "yes" : undefined}>{s.states[d.state]}</Tag></h2>
      <p class="muted">{[d.name, d.no].filter(Boolean).join(" ")}</p>
      <dl class="values">{rows.map(([k, v]) => v && <div class="value" key={k}><dt>{k}</dt><dd>{v}</dd></div>)}</dl>
      {d.state === "open" && (
        <form class="staff__form" onSubmit={(e) => e.preventDefault()}>
          {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
          <div class="staff__field"><label for={`r-${d.id}`}>{s.answer}</label><textarea class="input" id={`r-${d.id}`} rows={2} maxLength={500} value={reason} onInput={(e) => setReason(e.currentTarget.value)} /></div>
          <div class="staff__acts">
            <Button kind="primary" busy={busy} label={`${s.correct}${w.colon}${d.title}`} onClick={() => void answer(true)}>{s.correct}</Button>
            <Button busy={busy} label={`${s.uphold}${w.colon}${d.title}`} onClick={() => void answer(false)}>{s.uphold}</Button>
          </div>
        </form>
      )}
    </article>
  );
}
