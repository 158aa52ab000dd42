import { useState } from "preact/hooks";
import type { SnagLine } from "../core/api";
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
const outcomes = ["solved", "explained", "not_ours", "unreached"];

interface Task extends SnagLine { name?: string; phone?: string; version: number; late?: boolean; may?: boolean }
interface Place { id: string; title: string }

/** 办不成事: what people could not get done, answered within the promised time. */
export function SnagsScreen() {
  const w = useWork();
  const s = w.snags;
  const [words, setWords] = useState<Record<string, string>>({}); // begun, by what they are about: they outlast what is loaded anew
  useTitle(s.title);
  const loaded = useLoad("snags", (api) => api.call<{ snags: Task[]; offices?: Place[] }>("GET", "/staff/snags"));
  const list = loaded.state === "here" ? loaded.data.snags : [];
  const place = <div class="crumbs"><h1 tabIndex={-1}>{s.title}</h1>{loaded.state === "here" && <span class="muted">{s.count(list.filter((x) => x.state !== "closed").length)}</span>}</div>;
  return (
    <Shell place={place} shortcuts={shortcuts}>
      <Note kind="plain" icon="info">{s.hint}</Note>
      {loaded.state === "waiting" && <Waiting lines={6} />}
      {loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
      {loaded.state === "here" && (list.length === 0 ? <Blank icon="inbox" title={s.none} line={s.noneHint} /> : (
        <div class="scroll disputes" tabIndex={0} role="region" aria-label={s.title}>
          {list.map((x) => <One key={x.id} snag={x} offices={loaded.data.offices ?? []} text={words[x.id] ?? ""} onText={(text) => setWords((all) => ({ ...all, [x.id]: text }))} onMoved={loaded.again} />)}
        </div>
      ))}
    </Shell>
  );
}

/** One of them. Where somebody else was first, what he did is shown above what was typed here, which stays. */
function One({ snag: x, offices, text, onText, onMoved }: { snag: Task; offices: Place[]; text: string; onText: (text: string) => void; onMoved: () => void }) {
  const w = useWork();
  const s = w.snags;
  const { api, news } = useBench();
  const [office, setOffice] = useState("");
  const [outcome, setOutcome] = useState("solved");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const go = async (act: string, more: Record<string, string> = {}) => {
    setBusy(true);
    setFault("");
    try {
      await api.call("POST", `/staff/snags/${encodeURIComponent(x.id)}/steps`, { version: x.version, act, text, ...more });
      news.value = s.done;
      onText("");
      onMoved();
    } catch (e) {
      const error = errorOf(e);
      setFault(Object.values(error.fields)[0] ?? sayOf(error, w));
      if (error.status === 409) onMoved();
    }
    setBusy(false);
  };
  const rows: [string, string | undefined][] = [[s.item, x.item], [s.number, x.case], [s.who, [x.name, x.phone].filter(Boolean).join(" ")], [s.at, districtTime(x.at, true)], [s.office, x.office]];
  return (
    <article class="staff__card" aria-labelledby={`h-${x.id}`}>
      <h2 id={`h-${x.id}`} class="h-s row row--wrap">{x.text}<Tag kind={x.state === "closed" ? "yes" : "wait"}>{s.states[x.state]}</Tag>{x.state === "open" && <span class={x.late ? "late" : "muted"}>{x.late ? s.late(x.due) : s.due(x.due)}</span>}</h2>
      <dl class="values">{rows.map(([k, v]) => v && <div class="value" key={k}><dt>{k}</dt><dd>{v}</dd></div>)}</dl>
      {x.steps.length > 0 && <ol class="rating__steps">{x.steps.map((t, i) => <li key={i}><b>{[s.acts[t.act], t.outcome && s.outcomes[t.outcome], t.office].filter(Boolean).join(w.comma)}</b> {t.text} <span class="muted">{[t.title, t.name, districtTime(t.at, true)].filter(Boolean).join(" ")}</span></li>)}</ol>}
      {!x.may && fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      {!x.may && text && <Note icon="save"><b>{w.questions.unsent}</b><p class="question__text">{text}</p></Note>}
      {x.may && (
        <form class="staff__form" onSubmit={(e) => e.preventDefault()}>
          {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
          <div class="staff__field"><label for={`t-${x.id}`}>{s.text}</label><textarea class="input" id={`t-${x.id}`} rows={2} maxLength={500} value={text} onInput={(e) => onText(e.currentTarget.value)} /></div>
          <div class="staff__acts">
            <Button kind="primary" busy={busy} onClick={() => void go("answer")}>{s.acts.answer}</Button>
            <label class="row nowrap">{s.to}<select class="input" value={office} onChange={(e) => setOffice(e.currentTarget.value)}><option value="">{s.back}</option>{offices.map((o) => <option key={o.id} value={o.id}>{o.title}</option>)}</select></label>
            <Button busy={busy} onClick={() => void go("hand", { office })}>{s.acts.hand}</Button>
            {x.state === "answered" && <label class="row nowrap">{s.outcome}<select class="input" value={outcome} onChange={(e) => setOutcome(e.currentTarget.value)}>{outcomes.map((o) => <option key={o} value={o}>{s.outcomes[o]}</option>)}</select></label>}
            {x.state === "answered" && <Button busy={busy} onClick={() => void go("close", { outcome })}>{s.acts.close}</Button>}
          </div>
        </form>
      )}
    </article>
  );
}
