import { useState } from "preact/hooks";
import { Button } from "../parts/button";
import { Note } from "../parts/notices";
import { errorOf, sayOf, useLoad } from "../desk/seat";
import { Failed } from "../desk/states";
import { useBench } from "./app";
import { publicity, takeDown, type StaffCase } from "./desk";
import { useWork } from "./words";

/** What anybody may read of the decision (结果公示), and its end before the time by who decides or oversees. */
export function Publicity({ page }: { page: StaffCase }) {
  const w = useWork();
  const p = w.publicity;
  const { api } = useBench();
  const { number } = page.case;
  const decided = page.view.plan.publicity && page.handling.outcome;
  const loaded = useLoad(decided ? `publicity ${number}` : "", (a) => publicity(a, number));
  const [why, setWhy] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  if (loaded.state === "failed") return loaded.error.code === "not_found" ? null : <Failed error={loaded.error} onAgain={loaded.again} />;
  if (loaded.state !== "here") return null;
  const { outcomeTitle, until, shown, takenDown, reasons } = loaded.data;
  const send = async () => {
    if (busy || !why) return;
    setBusy(true);
    setFault("");
    try {
      await takeDown(api, number, why);
    } catch (x) {
      setFault(sayOf(errorOf(x), w));
    }
    setBusy(false);
    loaded.again();
  };
  return (
    <section class="publicity" aria-label={p.title}>
      <h3>{p.title}</h3>
      {takenDown ? <Note kind="plain" icon="eye">{p.down(takenDown)}</Note> : <>
        <p class="tiny">{p.hint(until)}</p>
        <dl>
          <div><dt>{p.outcome}</dt><dd>{outcomeTitle}</dd></div>
          {shown.map((s) => <div key={s.path}><dt>{s.title}</dt><dd>{s.value}</dd></div>)}
        </dl>
      </>}
      {reasons.length > 0 && (
        <form class="enclose" onSubmit={(e) => { e.preventDefault(); void send(); }}>
          <label>{p.why}<select class="box" required value={why} onChange={(e) => setWhy(e.currentTarget.value)}><option value="">{p.choose}</option>{reasons.map((r) => <option key={r.code} value={r.code}>{r.text}</option>)}</select></label>
          <p class="tiny">{p.consequence}</p>
          <Button type="submit" small icon="cross" busy={busy}>{busy ? w.sending : p.take}</Button>
        </form>
      )}
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
    </section>
  );
}
