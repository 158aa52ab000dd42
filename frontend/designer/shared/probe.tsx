import { useState } from "preact/hooks";
import type { ApiError } from "../../core/api";
import { errorOf, sayOf } from "../../desk/seat";
import { Button } from "../../parts/button";
import { Note } from "../../parts/notices";
import { useStudio } from "../app";
import { useStudioWords } from "../words";
import { probe, type Probe } from "./api";
import { useSharedWords } from "./words";

/** Asks the source once: whether it answers, how soon, with what fields. */
export function ProbeIt({ file, keyed }: { file: string; keyed: boolean }) {
  const w = useSharedWords();
  const desk = useStudioWords();
  const { api } = useStudio();
  const [key, setKey] = useState("");
  const [got, set] = useState<Probe | null>(null);
  const [failed, setFailed] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    if (busy) return;
    setBusy(true);
    setFailed(null);
    set(null);
    try {
      set(await probe(api, file, key.trim()));
    } catch (e) {
      setFailed(errorOf(e));
    }
    setBusy(false);
  };
  const said = got && (got.status === "pending" ? w.waiting : got.status === "down" ? w.downs[got.why ?? "unreachable"] : got.records === 0 ? w.noRecord(got.millis) : w.answered(got.millis, got.records));
  return (
    <section class="panel shared__part" aria-label={w.probe}>
      <h2>{w.probe}</h2>
      <p class="muted">{w.probeHint}</p>
      <form class="shared__probe" onSubmit={(e) => { e.preventDefault(); void ask(); }}>
        {keyed && <label for="probe-key">{w.probeKey}<input id="probe-key" class="input" maxLength={60} autocomplete="off" value={key} onInput={(e) => setKey(e.currentTarget.value)} /></label>}
        <Button type="submit" busy={busy}>{busy ? w.probing : w.probeGo}</Button>
      </form>
      {failed && <Note kind="no" icon="alert" role="alert">{sayOf(failed, desk)}</Note>}
      {got && <Note kind={got.status === "records" ? "yes" : "no"} icon={got.status === "records" ? "check" : "alert"} role="status">{said} <span class="muted">{w.via(got.via)}</span></Note>}
      {got && got.cells.length > 0 && <dl class="shared__facts">{got.cells.map((c) => <div key={c.id}><dt>{c.title}</dt><dd>{c.value || <span class="muted">{w.noValue}</span>}</dd></div>)}</dl>}
    </section>
  );
}
