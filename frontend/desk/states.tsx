import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ApiError } from "../core/api";
import { Button, ButtonLink } from "../parts/button";
import { Icon, type IconName } from "../parts/icon/icon";
import { Note } from "../parts/notices";
import { sayOf, useDesk } from "./seat";
import { useDeskWords } from "./words";

/** One sentence, one act: never a blank. */
export function Blank({ icon, title, line, act, alert }: { icon: IconName; title: string; line?: string; act?: ComponentChildren; alert?: boolean }) {
  return (
    <div class="blank" role={alert ? "alert" : undefined}>
      <Icon name={icon} large />
      <h2>{title}</h2>
      {line && <p>{line}</p>}
      {act && <div class="blank__act">{act}</div>}
    </div>
  );
}

/** What could not be loaded: what happened, what is safe, what to do, a number to quote. */
export function Failed({ error, onAgain }: { error: ApiError; onAgain: () => void }) {
  const w = useDeskWords();
  const { router } = useDesk();
  const home = <ButtonLink href={router.href("/")}>{w.backToList}</ButtonLink>;
  if (error.status === 404) return <Blank icon="search" title={w.notFound} line={w.notFoundHint} act={home} />;
  if (error.status === 403) return <Blank icon="lock" title={w.forbidden} line={error.say || w.forbiddenHint} act={home} />;
  return (
    <Blank icon={error.offline ? "offline" : "alert"} title={w.trouble} line={sayOf(error, w)} alert act={(
      <>
        <Button kind="primary" icon="turn" onClick={onAgain}>{w.tryAgain}</Button>
        {error.reference && <p class="tiny reference">{w.reference(error.reference)}</p>}
      </>
    )} />
  );
}

/** Whether some time has passed since this was first drawn. */
function useAfter(ms: number): boolean {
  const [passed, set] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => set(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return passed;
}

const widths = ["w80", "w60", "w40", "w60"];

/** Grey lines in the shape of what comes, after 200 ms; after 5 s a sentence. */
export function Waiting({ lines }: { lines: number }) {
  const w = useDeskWords();
  const shown = useAfter(200);
  const long = useAfter(5000);
  return (
    <div class="waiting" aria-busy="true">
      <span class="sr-only" role="status">{w.loading}</span>
      {shown && Array.from({ length: lines }, (_, i) => <div key={i} class={`skeleton ${widths[i % 4]}`} />)}
      {long && <p class="tiny">{w.loadingLong}</p>}
    </div>
  );
}

/** A strip as long as this device has no network. */
export function OfflineBar() {
  const w = useDeskWords();
  const [on, setOn] = useState(navigator.onLine);
  useEffect(() => {
    const see = () => setOn(navigator.onLine);
    addEventListener("online", see);
    addEventListener("offline", see);
    return () => { removeEventListener("online", see); removeEventListener("offline", see); };
  }, []);
  return on ? null : <Note kind="wait" icon="offline" role="status"><b>{w.offline}</b>{w.offlineHint}</Note>;
}

/** The name of a key. */
export function Key({ children }: { children: string }) {
  return <kbd class="kbd">{children}</kbd>;
}
