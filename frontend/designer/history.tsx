import { useState } from "preact/hooks";
import { Button } from "../parts/button";
import { useEditing } from "./app";
import { useStudioWords } from "./words";

/** 历史: every step in words; choosing one of one's own goes back to there. */
export function HistoryPanel() {
  const w = useStudioWords();
  const e = useEditing();
  const { doc } = e;
  const [busy, setBusy] = useState(false);
  const steps = [...doc.steps.value].reverse();
  const mine = steps.filter((s) => s.mine && s.kind === "do" && !s.undone);
  const close = () => { e.beside.value = "none"; };
  /** Takes back one's own steps after one. */
  const backTo = async (seq: number) => {
    setBusy(true);
    for (const s of mine.filter((x) => x.seq > seq)) {
      if (!(await doc.undo())) break;
      void s;
    }
    setBusy(false);
  };
  return (
    <aside class="float history" aria-label={w.history}>
      <div class="window__head"><h2>{w.history}</h2><span class="muted">{w.historyHint}</span><Button kind="quiet" small icon="cross" label={w.closeIt} onClick={close} /></div>
      {steps.length === 0 ? <p class="muted history__none">{w.noSteps}</p> : (
        <ol>
          {steps.map((s) => (
            <li key={s.seq} class={s.undone ? "is-undone" : undefined}>
              <span class="avatar" aria-hidden="true">{[...s.by][0]}</span>
              <button type="button" class="history__step" aria-disabled={busy || undefined} onClick={() => { if (s.file.endsWith("/tests.yaml")) e.beside.value = "tests"; else if (s.path && s.file === doc.file) e.select(s.path); }}>
                <span>{s.label}</span><small>{s.undone ? w.undone : s.mine ? "" : s.by}</small>
              </button>
              <time dateTime={s.at}>{new Date(s.at).toTimeString().slice(0, 5)}</time>
              {s.mine && s.kind === "do" && !s.undone && mine[0]?.seq !== s.seq && <Button small kind="quiet" label={w.backTo(s.label)} onClick={() => void backTo(s.seq)}>{w.backHere}</Button>}
            </li>
          ))}
        </ol>
      )}
    </aside>
  );
}
