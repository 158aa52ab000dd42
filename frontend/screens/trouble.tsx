import { Button, ButtonLink } from "../parts/button";
import { Empty, OfflineStrip } from "../parts/notices";
import { useWords } from "../parts/words";
import { usePlace } from "./place";

/** A page that does not exist. */
export function NotFound() {
  const w = useWords();
  const { href } = usePlace();
  return (
    <div class="page band stack">
      <h1>{w.notFound}</h1>
      <Empty icon="search" title={w.notFoundHint} act={<ButtonLink kind="primary" href={href("/")}>{w.toHome}</ButtonLink>} />
    </div>
  );
}

/** Something could not be loaded: what happened, what to do, a number to quote. */
export function Trouble({ say, offline, reference, onAgain, stepUp, refused }: { say: string; offline: boolean; reference?: string; onAgain: () => void; stepUp?: string; refused?: boolean }) {
  const w = useWords();
  const { href } = usePlace();
  if (stepUp) {
    return (
      <div class="page band stack">
        <h1>{w.stepUpNeeded}</h1>
        <p role="alert">{say}</p>
        <p><ButtonLink kind="primary" icon="person" href={href(stepUp)}>{w.stepUp}</ButtonLink></p>
      </div>
    );
  }
  if (refused) {
    return (
      <div class="page band stack">
        <h1>{w.mayNot}</h1>
        <p role="alert">{say}</p>
        <p><ButtonLink kind="primary" href={href("/space")}>{w.toMySpace}</ButtonLink></p>
      </div>
    );
  }
  return (
    <div class="page band stack">
      <h1>{w.trouble}</h1>
      {offline ? <OfflineStrip /> : say && <p role="alert">{say}</p>}
      {reference && <p class="small muted">{w.reference(reference)}</p>}
      <p class="row row--wrap"><Button kind="primary" onClick={onAgain}>{w.again}</Button>{!offline && <a href={href("/cannot-be-done")}>{w.cannotDo}</a>}</p>
    </div>
  );
}
