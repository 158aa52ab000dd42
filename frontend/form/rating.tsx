import { useState } from "preact/hooks";
import { ApiError, type GradeLine, type Occasion, type RatingOrder } from "../core/api";
import { Button } from "../parts/button";
import { Card } from "../parts/card";
import { Choices } from "../parts/choice";
import { Note } from "../parts/notices";
import { Tag } from "../parts/tag";
import { dayText } from "./format";
import { putAway, steady } from "./steady";
import { usePublicWords } from "./public-words";

interface Props {
  occasions: Occasion[];
  grades: GradeLine[];
  onGive: (order: RatingOrder) => Promise<Occasion>;
}

/** 好差评: what may be graded, once each, and what became of the grades that were given. */
export function RatingCard({ occasions, grades, onGive }: Props) {
  const w = usePublicWords();
  const [given, setGiven] = useState<Record<string, Occasion>>({});
  const list = occasions.map((o) => (given[o.id] ? { ...given[o.id]!, day: o.day } : o));
  const open = list.find((o) => !o.grade);
  const done = list.filter((o) => o.grade);
  if (list.length === 0) return null;
  const title = (o: Occasion) => (o.kind === "matter" ? w.rateMatter : w.rateVisit(dayText(o.day, w)));
  return (
    <Card id="rating" title={w.rateTitle}>
      {open && <One key={open.id} title={title(open)} occasion={open} grades={grades} onGive={async (order) => { const o = await onGive(order); setGiven((all) => ({ ...all, [open.id]: o })); }} />}
      {done.map((o) => (
        <div class="rated" key={o.id} role="status">
          <p class="row row--wrap"><b>{title(o)}</b><Tag kind={o.grade! <= 2 ? "wait" : "yes"}>{o.title}</Tag></p>
          {o.task && <p class="small">{o.task === "closed" ? w.rateClosed : w.rateDealt(w.rateSteps[o.task] ?? "", o.due ? dayText(o.due, w) : "")}</p>}
          {o.answer && <blockquote>{o.answer}</blockquote>}
          {!o.task && <p class="small muted">{w.rateThanks}</p>}
        </div>
      ))}
    </Card>
  );
}

function One({ title, occasion, grades, onGive }: { title: string; occasion: Occasion; grades: GradeLine[]; onGive: (o: RatingOrder) => Promise<void> }) {
  const w = usePublicWords();
  const [grade, setGrade] = useState(0);
  const [reasons, setReasons] = useState<string[]>([]);
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const row = grades.find((g) => g.grade === grade);
  const give = async () => {
    putAway();
    if (busy) return;
    if (!row) return setFault(w.rateAsk);
    setBusy(true);
    setFault("");
    try {
      await onGive({ occasion: occasion.id, grade, reasons, text });
    } catch (e) {
      setFault((e instanceof ApiError && [e.say, ...Object.values(e.fields)].filter(Boolean).join(" ")) || w.trouble);
      setBusy(false);
    }
  };
  return (
    <form class="stack rate" noValidate onSubmit={(e) => { e.preventDefault(); void give(); }}>
      <fieldset class="stack-s">
        <legend class="strong">{title}</legend>
        <p class="small muted">{w.rateHint}</p>
        <Choices name={`grade-${occasion.id}`} value={grade ? [String(grade)] : []} options={grades.map((g) => ({ code: String(g.grade), text: g.title }))}
          onChange={([g]) => { setGrade(Number(g)); setReasons([]); setFault(""); }} />
      </fieldset>
      {row && (
        <fieldset class="stack-s">
          <legend class="strong">{grade <= 3 ? w.rateWhyBad : w.rateWhyGood}</legend>
          <div class="choices choices--2">
            {row.reasons.map((r) => (
              <label key={r.code} class={reasons.includes(r.code) ? "choice choice--on" : "choice"}>
                <input type="checkbox" checked={reasons.includes(r.code)} onChange={() => setReasons((all) => (all.includes(r.code) ? all.filter((c) => c !== r.code) : [...all, r.code]))} />
                <span>{r.text}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      {row && (
        <div class="field">
          <label class="field__label" for={`text-${occasion.id}`}>{w.rateText}</label>
          <textarea class="input" id={`text-${occasion.id}`} rows={3} maxLength={500} value={text} onInput={(e) => setText(e.currentTarget.value)} />
        </div>
      )}
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      <p onMouseDown={steady}><Button kind="primary" type="submit" busy={busy}>{w.rateGo}</Button></p>
    </form>
  );
}
