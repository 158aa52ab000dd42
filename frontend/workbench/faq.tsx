import { useState } from "preact/hooks";
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

interface Faq {
  id: string; number: string; item: string; itemName: string; ask: string; answer: string; askEn?: string; answerEn?: string;
  state: "proposed" | "published" | "declined" | "withdrawn"; version: number; by: string; at: string; reviewer?: string; note?: string; mayReview?: boolean; mayWithdraw?: boolean;
}

const kinds = { proposed: "wait", published: "yes", declined: "no", withdrawn: undefined } as const;

/** 常见问题: answers that are proposed for the guides, reviewed by another than who proposed them. */
export function FaqScreen() {
  const w = useWork();
  const s = w.faq;
  useTitle(s.title);
  const loaded = useLoad("faq", (api) => api.call<{ faq: Faq[] }>("GET", "/staff/faq"));
  const list = loaded.state === "here" ? loaded.data.faq : [];
  const place = <div class="crumbs"><h1 tabIndex={-1}>{s.title}</h1>{loaded.state === "here" && <span class="muted">{s.count(list.filter((x) => x.state === "proposed").length)}</span>}</div>;
  return (
    <Shell place={place} shortcuts={shortcuts}>
      <Note kind="plain" icon="book">{s.hint}</Note>
      {loaded.state === "waiting" && <Waiting lines={6} />}
      {loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
      {loaded.state === "here" && (list.length === 0 ? <Blank icon="book" title={s.none} line={s.noneHint} /> : (
        <div class="scroll disputes" tabIndex={0} role="region" aria-label={s.title}>
          {list.map((x) => <One key={x.id} faq={x} onDone={loaded.again} />)}
        </div>
      ))}
    </Shell>
  );
}

function One({ faq: x, onDone }: { faq: Faq; onDone: () => void }) {
  const w = useWork();
  const s = w.faq;
  const { api, news } = useBench();
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const go = async (what: "review" | "withdraw", body: Record<string, unknown>) => {
    if (busy) return;
    setBusy(true);
    setFault("");
    try {
      await api.call("POST", `/staff/faq/${encodeURIComponent(x.id)}/${what}`, { version: x.version, note, ...body });
      news.value = s.done;
      setNote("");
      onDone();
    } catch (e) {
      const error = errorOf(e);
      setFault(error.fields["body.note"] ?? sayOf(error, w));
      if (error.status === 409) onDone();
    }
    setBusy(false);
  };
  const may = x.mayReview || x.mayWithdraw;
  return (
    <article class="staff__card" aria-labelledby={`h-${x.id}`}>
      <h2 id={`h-${x.id}`} class="h-s row row--wrap">{x.ask}<Tag kind={kinds[x.state]}>{s.states[x.state]}</Tag></h2>
      <p class="question__text">{x.answer}</p>
      {x.askEn && <div lang="en"><b>{x.askEn}</b><p class="question__text">{x.answerEn}</p></div>}
      <p class="muted">{[x.itemName, s.from(x.number), s.by(x.by, districtTime(x.at, true)), x.reviewer && s.reviewed(x.reviewer), x.note].filter(Boolean).join(" · ")}</p>
      {may && (
        <form class="staff__form" onSubmit={(e) => e.preventDefault()}>
          {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
          <div class="staff__field"><label for={`n-${x.id}`}>{x.mayReview ? s.whyNot : s.whyOff}</label><textarea class="input" id={`n-${x.id}`} rows={2} maxLength={500} value={note} onInput={(e) => setNote(e.currentTarget.value)} /></div>
          <div class="staff__acts">
            {x.mayReview && <Button kind="primary" busy={busy} label={`${s.publish}${w.colon}${x.ask}`} onClick={() => void go("review", { publish: true })}>{s.publish}</Button>}
            {x.mayReview && <Button busy={busy} label={`${s.decline}${w.colon}${x.ask}`} onClick={() => void go("review", { publish: false })}>{s.decline}</Button>}
            {x.mayWithdraw && <Button busy={busy} label={`${s.withdraw}${w.colon}${x.ask}`} onClick={() => void go("withdraw", {})}>{s.withdraw}</Button>}
          </div>
        </form>
      )}
    </article>
  );
}
