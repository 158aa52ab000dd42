import { useState } from "preact/hooks";
import type { ApiError } from "../../core/api";
import { errorOf } from "../../desk/seat";
import { Button } from "../../parts/button";
import { Dialog } from "../../parts/dialog";
import { Note } from "../../parts/notices";
import { Tag } from "../../parts/tag";
import type { Fault, May } from "../api";
import { useStudio } from "../app";
import { Sign } from "../icons";
import { covered, failing } from "../proof/told";
import type { Proof } from "../proof/api";
import type { Replays } from "../reuse/api";
import type { Effect } from "../shared/api";
import { sharedPath } from "../document";
import type { IconName } from "../../parts/icon/icon";
import { useStudioWords } from "../words";
import * as api from "./api";
import { keeps, lacking } from "./told";
import { useReviewWords } from "./words";

/** What the checks and tests said; null: not yet; failed: they could not be run. */
export interface Checked {
  faults: Fault[] | null;
  proof: Proof | null;
  /** How the draft stands to past cases; null: not yet. */
  replays: Replays | null;
  /** What the items make of it that share what is changed; null: nothing shared is, or not yet. */
  effects: Effect[] | null;
  failed: boolean;
  /** The civil day there. */
  today: string;
}

interface Props {
  draft: api.Reviewed;
  all: number;
  unseen: number;
  open: number;
  checked: Checked;
  again: () => void;
}

type Asking = "" | "publish" | "discard";

/** The right side: what must be given before it is published, and the one act that is next. */
export function Deciding(p: Props) {
  const w = useReviewWords();
  const s = useStudioWords();
  const studio = useStudio();
  const { draft: d } = p;
  const [reason, setReason] = useState("");
  const [day, setDay] = useState("");
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState<Asking>("");
  const [fault, setFault] = useState<ApiError | null>(null);
  const effective = day || dayAfter(p.checked.today);
  const act = async (run: () => Promise<api.ReviewHead>, say: (r: api.ReviewHead) => string) => {
    if (busy) return;
    setBusy(true);
    setFault(null);
    try {
      studio.news.value = say(await run());
      setReason("");
      setAsking("");
      p.again();
    } catch (x) {
      const e = errorOf(x);
      setFault(e);
      setAsking("");
      if (e.status === 409) p.again();
    }
    setBusy(false);
  };
  const lacks = (fault?.body.hindrances ?? []) as api.Hindrance[];
  const keep = keeps(p.unseen, p.open);
  // A replay is asked for at each step; that its cases were opened, of who agrees.
  const [fresh, opened] = [lacking(p.checked.replays, "replay"), lacking(p.checked.replays, "replay_opened")];
  const why = (m?: May) => (m?.may ? "" : m?.why || w.mayNot);
  const closed = {
    submit: p.all === 0 ? w.none : why(d.may.submit) || fresh,
    approve: why(d.may.approve) || (keep === "unseen" ? w.unseenFirst(p.unseen) : keep === "comments" ? w.commentsFirst(p.open) : "") || fresh || opened,
    publish: why(d.may.publish) || fresh,
    giveBack: why(d.may.return) || (!d.mine && !reason.trim() ? w.reasonFirst : ""),
  };
  const { version } = d;
  return (
    <aside class="deciding" aria-label={w.review} tabIndex={0}>
      <div class="deciding__head"><h2>{w.review}</h2><Tag kind={d.state === "in_review" ? "wait" : d.state === "published" ? "yes" : "held"}>{s.standings[d.state]}</Tag><span class="muted push" role="status">{w.progress(p.all - p.unseen, p.all)}</span></div>
      {d.state === "published" && <Note kind="yes" icon="check">{d.number ? w.publishedAs(d.number, d.effective ?? "") : w.publishedShared(d.effective ?? "")}</Note>}
      {d.state === "discarded" && <Note kind="wait" icon="info">{w.discardedNow}</Note>}
      {(d.state === "open" || d.state === "in_review") && (
        <section class="deciding__part">
          <h3>{w.checks}</h3>
          <Checks {...p} />
          {d.behind && <Note kind="wait" icon="alert">{w.behind}</Note>}
        </section>
      )}
      {d.state === "open" && (
        <section class="deciding__part">
          <p class="muted">{w.submitHint}</p>
          <Act kind="primary" name={w.submit} why={closed.submit} busy={busy} onGo={() => void act(() => api.submit(studio.api, d.id, version), () => w.submitted)} />
          {lacks.length > 0 && (
            <div role="alert">
              <p class="no"><b>{w.lacks(lacks.length)}</b></p>
              <ol class="lacks">{lacks.map((h, i) => <li key={i}><span>{h.message}<small class="muted">{h.file}{h.line > 0 && ` ${h.line}:${h.column}`}</small></span><a href={studio.router.href(jumpOf(d.id, h, p.checked.faults))} aria-label={w.goTo(h.message)}>{w.goThere}</a></li>)}</ol>
            </div>
          )}
        </section>
      )}
      {d.state === "in_review" && (
        <>
          {(d.may.publish?.may || d.approved) && (
            <section class="deciding__part">
              <label class="deciding__day" for="review-day"><b>{w.effective}</b><input id="review-day" class="input" type="date" min={p.checked.today} value={effective} onInput={(e) => setDay(e.currentTarget.value)} /></label>
              <h3>{w.thenWhat}</h3>
              <dl class="deciding__then">
                <dt>{w.newcomers}</dt><dd>{w.newcomersSay}</dd>
                <dt>{w.running}</dt><dd>{w.runningSay}</dd>
                <dt>{w.wrong}</dt><dd>{w.wrongSay}</dd>
              </dl>
            </section>
          )}
          <section class="deciding__part">
            {!d.mine && <label class="deciding__opinion" for="review-reason">{w.opinion}<textarea id="review-reason" class="input" rows={3} maxLength={2000} placeholder={w.opinionHint} value={reason} onInput={(e) => setReason(e.currentTarget.value)} /></label>}
            {d.approved
              ? <Act kind="primary" name={w.publish} why={closed.publish} busy={busy} onGo={() => setAsking("publish")} />
              : <Act kind="primary" name={w.approve} why={closed.approve} busy={busy} onGo={() => void act(() => api.approve(studio.api, d.id, version), () => w.approved)} />}
            <Act name={d.mine ? w.takeBack : w.giveBack} why={closed.giveBack} busy={busy} onGo={() => void act(() => api.giveBack(studio.api, d.id, version, reason.trim()), () => (d.mine ? w.taken : w.returned))} />
          </section>
        </>
      )}
      {fault && lacks.length === 0 && <p class="no deciding__part" role="alert">{fault.say || s.errorSay}{fault.status === 409 && ` ${w.changedMeanwhile}`}</p>}
      <section class="deciding__part">
        <h3>{w.history}</h3>
        {d.moves.length === 0 && <p class="muted">{w.noMoves}</p>}
        <ol class="moves">{d.moves.map((m, i) => <li key={i}><b>{w.moves[m.act]}</b> {m.by} <time class="muted" dateTime={m.at}>{new Date(m.at).toLocaleString([], { dateStyle: "short", timeStyle: "short" })}</time>{m.reason && <p>{m.reason}</p>}</li>)}</ol>
        {d.may.discard?.may && <Button small kind="quiet" onClick={() => setAsking("discard")}>{w.discard}</Button>}
      </section>
      {asking === "publish" && <Dialog title={w.publishAsk(effective)} stay={w.notYet} go={w.publish} busy={busy} onStay={() => setAsking("")} onGo={() => void act(() => api.publish(studio.api, d.id, version, effective), (r) => (r.number ? w.published(r.number, r.effective ?? effective) : w.publishedShared(r.effective ?? effective)))}><p>{w.publishHint}</p></Dialog>}
      {asking === "discard" && <Dialog title={w.discardAsk} stay={w.notYet} go={w.discard} busy={busy} onStay={() => setAsking("")} onGo={() => void act(() => api.discard(studio.api, d.id, version), () => w.discarded)}><p>{w.discardHint}</p></Dialog>}
    </aside>
  );
}

/** An act, or why it can't be taken, beside it. */
function Act({ name, kind, why, busy, onGo }: { name: string; kind?: "primary"; why: string; busy: boolean; onGo: () => void }) {
  const w = useReviewWords();
  return (
    <div class="act">
      <Button kind={kind} busy={busy || why !== ""} label={why ? w.cannot(name, why) : undefined} onClick={onGo}>{name}</Button>
      {why && <span class="muted" aria-hidden="true"><Sign name="lock" />{why}</span>}
    </div>
  );
}

function Checks({ checked: c, all, unseen, open, draft }: Props) {
  const w = useReviewWords();
  const errors = c.faults?.filter((f) => f.severity === "error").length ?? 0;
  const warnings = c.faults?.filter((f) => f.severity === "warning").length ?? 0;
  const wrong = c.proof ? failing(c.proof) : 0;
  const others = c.effects?.reduce((n, e) => n + e.tests, 0) ?? 0;
  const failed = c.effects?.reduce((n, e) => n + e.failing.length + (e.broken ? 1 : 0), 0) ?? 0;
  const line = (state: "yes" | "no" | "wait", say: string) => <li class={state}><Sign name={({ yes: "check", no: "cross", wait: "clock" } as const)[state] as IconName} /><span>{say}</span></li>;
  return (
    <ul class="checks">
      {c.faults ? line(errors > 0 ? "no" : "yes", errors > 0 ? w.errors(errors) : w.noErrors(warnings)) : line("wait", c.failed ? w.notChecked : w.checking)}
      {c.proof ? line(wrong > 0 ? "no" : "yes", wrong > 0 ? w.testsFail(wrong) : w.testsPass(c.proof.tests.length, covered(c.proof.rules))) : !c.failed && errors === 0 && !sharedPath(draft.item) && line("wait", w.testing)}
      {c.effects ? line(failed > 0 ? "no" : "yes", failed > 0 ? w.othersFail(failed) : w.othersPass(c.effects.length, others)) : sharedPath(draft.item) && !c.failed && line("wait", w.testing)}
      {c.replays && <Replayed draft={draft.id} of={c.replays} own={draft.mine} />}
      {line(unseen > 0 ? "wait" : "yes", unseen > 0 ? w.unseen(unseen) : w.allSeen(all))}
      {line(open > 0 ? "wait" : "yes", open > 0 ? w.commentsOpen(open) : w.commentsDone)}
      {draft.state === "in_review" && line(draft.approved ? "yes" : "wait", draft.approved ? w.approvedBy(draft.approved) : w.waitsFor)}
    </ul>
  );
}

/** What past cases say of the draft, or what is missing of that; who wrote it need not open them. */
function Replayed({ draft, of: r, own }: { draft: string; of: Replays; own: boolean }) {
  const w = useReviewWords();
  const { router } = useStudio();
  const lack = r.lacks.find((l) => l.code === "replay" || !own);
  const done = r.newest?.state === "done" && r.stale.length === 0 ? r.newest.result : undefined;
  if (!r.needed && !done) return null;
  const n = (k: keyof NonNullable<typeof done>["counts"]) => done?.counts[k] ?? 0;
  return (
    <li class={lack ? "wait" : "yes"}>
      <Sign name={lack ? "clock" : "check"} />
      <span>{lack ? lack.message : done ? w.replayed(done.cases, n("waived"), n("asked"), n("verdict")) : w.replayLoads} <a class="link" href={router.href(`/drafts/${draft}/replay`)}>{w.toReplay}</a></span>
    </li>
  );
}

/** Where a hindrance is mended: a replay on its page, a test in the tests, a fault at its entry. */
function jumpOf(draft: string, h: api.Hindrance, faults: Fault[] | null): string {
  if (h.code.startsWith("replay")) return `/drafts/${draft}/replay`;
  if (h.code === "test") return `/drafts/${draft}?view=tests`;
  const f = faults?.find((x) => x.file === h.file && x.line === h.line && x.column === h.column) ?? faults?.find((x) => x.file === h.file && x.line === h.line);
  return `/drafts/${draft}?at=${encodeURIComponent(f?.path ?? "")}`;
}

/** The day after a civil day. */
export function dayAfter(day: string): string {
  const d = new Date(`${day}T00:00:00Z`);
  d.setUTCDate(d.getUTCDate() + 1);
  return d.toISOString().slice(0, 10);
}
