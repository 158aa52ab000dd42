import { useEffect, useRef } from "preact/hooks";
import { sayOf, useLoad, useTitle } from "../../desk/seat";
import { Blank, Failed, Waiting } from "../../desk/states";
import { Button, ButtonLink } from "../../parts/button";
import { Note } from "../../parts/notices";
import { Tag } from "../../parts/tag";
import { getDraft } from "../api";
import { useStudio } from "../app";
import { Shell, type Shortcut } from "../frame";
import { useStudioWords } from "../words";
import * as api from "./api";
import { Bar } from "./bar";
import { paperOf } from "./differences";
import { Months } from "./months";
import { ReplayResult, Tiles } from "./replay-result";
import { useReplaying } from "./replaying";
import { monthsOf, windowOf } from "./window";
import { useReuseWords } from "./words";

const shortcuts: Shortcut[] = [[["J", "K"], "rows"], [["Enter"], "openIt"], [["V"], "alike"], [["?"], "help"]];

/** /drafts/:id/replay: what the draft would have made of past cases. It goes on by itself, and stays. */
export default function ReplayScreen({ id }: { id: string }) {
  const w = useReuseWords();
  const desk = useStudioWords();
  const { router } = useStudio();
  const months = monthsOf(router.search.value);
  const titles = useLoad("reuse", api.reuses);
  const draft = useLoad(`draft ${id}`, (a) => getDraft(a, id));
  const r = useReplaying(id);
  useTitle(w.replay);
  const run = () => r.start(windowOf(months, new Date()));
  const all = r.loaded.state === "here" ? r.loaded.data : null;
  const newest = all?.newest;
  const running = newest?.state === "running";
  const old = newest?.state === "done" && all!.stale.length > 0;

  // Who comes to see what a draft would do, and nobody has asked yet, asks.
  const asked = useRef(false);
  useEffect(() => {
    if (!all || newest || asked.current) return;
    asked.current = true;
    run();
  }, [all, newest]);

  const item = draft.state === "here" ? draft.data.item : "";
  const row = titles.state === "here" ? titles.data.find((i) => i.item === item) : undefined;
  const title = (path: string) => row?.papers.find((p) => p.id === paperOf(path))?.title ?? paperOf(path);
  const place = (
    <>
      <nav class="crumbs" aria-label={w.replay}>
        <a href={router.href("/reuse")}>{w.reuse}</a><span aria-hidden="true">/</span>
        {draft.state === "here" && <><a href={router.href(`/drafts/${id}`)}>{draft.data.title}</a><span aria-hidden="true">/</span></>}
        <h1 tabIndex={-1}>{w.replay}</h1>
      </nav>
      {old && <Tag kind="wait" icon="clock">{w.old}</Tag>}
    </>
  );
  const busy = r.starting || running;
  const back = <ButtonLink href={router.href(`/drafts/${id}`)}>{w.backToDraft}</ButtonLink>;
  return (
    <Shell place={place} shortcuts={shortcuts} foot={<span role="status">{busy ? w.replaying : ""}</span>}
      tools={<><Months value={months} /><Button kind="primary" icon="turn" busy={busy} onClick={run}>{newest ? w.run : w.runFirst}</Button></>}>
      <div class="replay">
        {r.failed && <Note kind="no" icon="alert" role="alert">{sayOf(r.failed, desk)}</Note>}
        {r.loaded.state === "failed" && <Failed error={r.loaded.error} onAgain={r.loaded.again} />}
        {(r.loaded.state === "waiting" || r.starting && !newest) && <Waiting lines={10} />}
        {all && newest && running && <Progress of={newest} />}
        {newest?.state === "outdated" && <Blank icon="clock" title={w.cutOff} line={w.cutOffHint} act={<Button kind="primary" icon="turn" busy={busy} onClick={run}>{w.run}</Button>} />}
        {newest?.state === "failed" && <BrokeOff of={newest} />}
        {all && newest?.state === "done" && <ReplayResult key={newest.id} draft={id} all={all} replay={newest} back={back} title={title} again={r.loaded.again} />}
        <p class="muted replay__hint">{w.replayHint}</p>
      </div>
    </Shell>
  );
}

/** How far a replay is, with the sums of what was looked at so far. */
function Progress({ of: r }: { of: api.Replay }) {
  const w = useReuseWords();
  return (
    <section class="panel replay__progress" aria-label={w.replaying}>
      <p><b>{w.replaying}</b> <span>{w.progress(r.done, r.total)}</span></p>
      <Bar percent={r.total === 0 ? 100 : (100 * r.done) / r.total} />
      <p class="muted">{w.replayingHint}</p>
      {r.result && r.done > 0 && <><Tiles counts={r.result.counts} /><p class="muted">{w.partial}</p></>}
    </section>
  );
}

/** A replay that did not come through: which cases were not looked at, and why. */
function BrokeOff({ of: r }: { of: api.Replay }) {
  const w = useReuseWords();
  return (
    <Note kind="no" icon="alert" role="alert">
      <b>{w.brokeOff}</b> {w.brokeHint}
      <ul>{(r.lost ?? []).map((p) => <li key={p.upTo}>{w.lostWhy[p.why]}：{w.lost(p.behind, p.upTo, p.cases)}</li>)}</ul>
    </Note>
  );
}
