import { useStudio } from "../app";
import { Sign } from "../icons";
import type { Replay, Replays } from "./api";
import { useReuseWords } from "./words";

/** What is asked of a replay before its draft is handed on, and how far it is. */
export function Steps({ draft, all, replay, left }: { draft: string; all: Replays; replay: Replay; left: number }) {
  const w = useReuseWords();
  const { router } = useStudio();
  const fresh = all.stale.length === 0;
  const d = replay.digest ?? "";
  const step = (done: boolean, say: string, more = "") => (
    <li class={done ? "yes" : "wait"}><Sign name={done ? "check" : "clock"} /><span>{say}{more && <small class="muted"> {more}</small>}</span></li>
  );
  return (
    <section class="replay__steps" aria-label={w.beforeHanding}>
      <h2>{w.beforeHanding}</h2>
      {!all.needed && fresh ? <p class="muted">{w.notNeeded}</p> : (
        <ol class="checks">
          {step(fresh, fresh ? w.stepDone(`${d.slice(0, 4)}…${d.slice(-4)}`) : w.stepOld)}
          {all.grave === 0 ? step(true, w.stepNoneGrave) : step(left === 0, w.stepOpen, w.stepOpenOf(all.grave - left, all.grave))}
          {all.lacks.filter((l) => l.code === "replay" && fresh).map((l) => step(false, l.message))}
          {step(false, w.stepSecond)}
        </ol>
      )}
      <p><small class="muted">{w.ranBy(replay.by)} · {new Date(replay.finished ?? replay.at).toLocaleString([], { dateStyle: "short", timeStyle: "short" })}</small></p>
      <p><a class="link" href={router.href(`/drafts/${draft}/review`)}>{w.toReview}</a></p>
    </section>
  );
}
