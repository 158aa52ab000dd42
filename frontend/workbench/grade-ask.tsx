import { useEffect, useState } from "preact/hooks";
import { Note } from "../parts/notices";
import { errorOf, sayOf } from "../desk/seat";
import { useBench } from "./app";
import { askGrade, clearScreen } from "./counter-api";
import { AskOnScreen, type Ask } from "./counter-ask";
import { useWork } from "./words";

/** 请申请人评价, on a second screen: at once where the applicant has just confirmed there (`at`), else on the one that the clerk picks. */
export function GradeOnScreen({ number, at }: { number: string; at?: Ask }) {
  const w = useWork();
  const c = w.counter;
  const { api } = useBench();
  const [asked, setAsked] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setFault("");
    try { await work(); } catch (e) { setFault(sayOf(errorOf(e), w)); }
    setBusy(false);
  };
  const ask = (to: Ask) => attempt(async () => {
    await askGrade(api, number, to);
    setAsked(to.screen);
  });
  const unask = () => attempt(async () => {
    await clearScreen(api, asked);
    setAsked("");
  });
  useEffect(() => { if (at) void ask(at); }, []);
  return (
    <div class="stack-s">
      {fault && <Note kind="wait" icon="alert" role="alert">{fault}</Note>}
      {asked && <p role="status">{c.gradeAsked}</p>}
      <AskOnScreen asked={asked} busy={busy} label={c.gradeAsk} onAsk={(to) => void ask(to)} onUnask={() => void unask()} />
    </div>
  );
}
