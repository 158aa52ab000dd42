import { useState } from "preact/hooks";
import type { Staff } from "../core/api";
import { Icon } from "../parts/icon/icon";
import { Logo } from "../parts/logo";
import { Note } from "../parts/notices";
import { errorOf, sayOf, sit, useDesk, useLoad, useTitle, type Seat } from "./seat";
import { Blank, Failed, OfflineBar, Waiting } from "./states";
import { useDeskWords } from "./words";

const LAST = "workbench.account";

/** Choose a stand-in of the staff; the page says that it is no real sign-in. */
export function SignIn({ seat }: { seat: Seat }) {
  const w = useDeskWords();
  const { site } = useDesk();
  useTitle(w.signInTitle);
  const loaded = useLoad("stand-ins", (a) => a.standIns());
  return (
    <main class="entry" id="main">
      <header><Logo /><span>{site}</span></header>
      <OfflineBar />
      <h1>{w.signInTitle}</h1>
      {seat.ended && <Note kind="wait" icon="clock" role="status">{w.signInEnded}</Note>}
      {seat.other && <Note icon="person">{w.signInOther(seat.other)}</Note>}
      {loaded.state === "waiting" && <Waiting lines={6} />}
      {loaded.state === "failed" && (loaded.error.status === 404
        ? <><Blank icon="person" title={w.signInNone} line={w.signInNoneHint} /><p><a class="btn btn--primary" href={`/api/sign-in?channel=${document.documentElement.dataset.channel ?? "workbench"}&to=${encodeURIComponent(location.pathname)}`}>{w.signInGo}</a></p></>
        : <Failed error={loaded.error} onAgain={loaded.again} />)}
      {loaded.state === "here" && <Accounts label={loaded.data.label} staff={loaded.data.staff} />}
    </main>
  );
}

function Accounts({ label, staff }: { label: string; staff: Staff[] }) {
  const w = useDeskWords();
  const desk = useDesk();
  const [busy, setBusy] = useState("");
  const [fault, setFault] = useState("");
  const last = localStorage.getItem(LAST);
  const enter = async (s: Staff) => {
    if (busy) return;
    setBusy(s.account);
    setFault("");
    try {
      await desk.api.signIn(s.account);
      localStorage.setItem(LAST, s.account);
      await sit(desk);
    } catch (e) {
      setFault(sayOf(errorOf(e), w));
      setBusy("");
    }
  };
  if (staff.length === 0) return <Blank icon="person" title={w.signInNone} line={w.signInNoneHint} />;
  const windows = staff.filter((s) => s.account.startsWith("clerk-"));
  const groups: [string, Staff[]][] = [[w.signInWindows, windows], [w.signInDistrict, staff.filter((s) => !windows.includes(s))]];
  return (
    <>
      <Note kind="plain">{label}</Note>
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      {groups.filter(([, list]) => list.length > 0).map(([title, list]) => (
        <section key={title}>
          <h2>{title}</h2>
          <ul class="accounts">
            {list.map((s) => (
              <li key={s.account}>
                <button type="button" class="account" aria-label={w.signInAs(s.name)} aria-disabled={busy ? "true" : undefined} onClick={() => void enter(s)}>
                  <i aria-hidden="true"><Icon name={s.account.startsWith("clerk-") ? "inbox" : "person"} /></i>
                  <span><b>{s.name}</b><small>{s.title} · {s.account}{s.account === last && ` · ${w.lastTime}`}</small></span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
