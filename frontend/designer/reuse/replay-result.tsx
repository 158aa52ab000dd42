import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ApiError } from "../../core/api";
import { useKeys } from "../../desk/keys";
import { errorOf } from "../../desk/seat";
import { Blank } from "../../desk/states";
import { Note } from "../../parts/notices";
import { useStudio } from "../app";
import * as api from "./api";
import { alike, changes, lesser, linesOf, papersOf, tiles } from "./differences";
import { ReplayCase } from "./replay-case";
import { ReplayList } from "./replay-list";
import { Steps } from "./replay-steps";
import { useReuseWords } from "./words";

interface Props {
  draft: string;
  all: api.Replays;
  replay: api.Replay;
  back: ComponentChildren;
  title: (path: string) => string;
  again: () => void;
}

/** A replay that is through: its sums, its differences, one of them opened, and what is still missing before the draft is handed on. */
export function ReplayResult({ draft, all, replay, back, title, again }: Props) {
  const w = useReuseWords();
  const { api: a } = useStudio();
  const [kind, setKind] = useState<api.Kind | "">("");
  const [on, setOn] = useState("");
  const [why, setWhy] = useState<{ number: string; got?: api.Why; failed?: ApiError } | null>(null);
  // What was opened here counts at once; what the server noted comes with the next answer.
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set());
  const result = replay.result!;
  const lines = linesOf(result, kind);
  const opened = new Set([...all.opened, ...mine]);
  const old = all.stale.length > 0;
  const note = (numbers: string[]) => setMine((m) => new Set([...m, ...numbers]));

  const last = useRef(0);
  const open = async (number: string, key: string) => {
    const round = ++last.current;
    setOn(key);
    setWhy({ number });
    try {
      const got = await api.openReplayed(a, draft, replay.id, number);
      note([number]);
      if (round === last.current) setWhy({ number, got });
    } catch (e) {
      if (round === last.current) setWhy({ number, failed: errorOf(e) });
    }
  };
  const like = why?.got ? alike(result.lines ?? [], why.number).filter((n) => !opened.has(n)) : [];
  const mark = async () => {
    if (!why?.got || like.length === 0) return;
    try {
      await api.markOpened(a, draft, replay.id, why.number);
      note(like);
    } catch (e) {
      setWhy({ number: why.number, failed: errorOf(e) });
    }
  };
  useKeys({ v: () => void mark() });
  // Once all is opened, what is missing is asked for again.
  const left = Math.max(0, all.grave - [...opened].filter((n) => linesOf(result, "").some((l) => l.number === n && (l.kind === "asked" || l.kind === "verdict"))).length);
  const told = useRef(left);
  useEffect(() => {
    if (left === 0 && told.current > 0) again();
    told.current = left;
  }, [left]);

  const papers = papersOf(result);
  const total = changes(result);
  const range = w.replayed(replay.from, replay.to, result.cases);
  return (
    <>
      {old && <Note kind="wait" icon="clock" role="status"><b>{w.old}</b> {all.stale.map((s) => w.oldHint[s]).join("")}{w.oldAct}</Note>}
      <Tiles counts={result.counts} kind={kind} onPick={setKind} />
      {result.cases === 0 ? <Blank icon="inbox" title={w.nothingPast} line={w.nothingPastHint} act={back} />
        : total === 0 && !result.failed ? <Blank icon="check" title={w.nothing} line={`${range}。${w.nothingHint}`} act={back} />
          : (
            <div class="replay__both">
              <section class={`panel replay__list${old ? " is-old" : ""}`} aria-label={w.columns.what}>
                <div class="panel__head">
                  <h2>{w.changed(lines.length)}</h2>
                  <span class="seg" role="group" aria-label={w.columns.what}>
                    <button type="button" aria-pressed={kind === ""} onClick={() => setKind("")}>{w.all}</button>
                    {lesser.filter((k) => (result.counts[k] ?? 0) > 0).map((k) => <button key={k} type="button" aria-pressed={kind === k} onClick={() => setKind(kind === k ? "" : k)}>{w.kinds[k]} {result.counts[k]}</button>)}
                  </span>
                  <span class="muted">{range}</span>
                  {result.failed ? (
                    <details class="replay__failed"><summary class="wait">{w.failed(result.failed)}</summary>
                      <ul>{(result.which ?? []).map((f) => <li key={f.number}><span class="code">{f.number}</span> {w.failedWhy[f.why]}</li>)}</ul>
                    </details>
                  ) : null}
                </div>
                {lines.length === 0 ? <Blank icon="check" title={w.noneOfKind} />
                  : <ReplayList key={kind} lines={lines} on={on} opened={opened} title={title} onOpen={(l, key) => void open(l.number, key)} />}
              </section>
              <aside class="replay__aside" aria-label={w.whyChanges} tabIndex={0}>
                {why ? <ReplayCase number={why.number} why={why.got} failed={why.failed} alike={like.length} onAlike={() => void mark()} title={title} />
                  : <p class="muted replay__none">{w.chooseCase}</p>}
                <Steps draft={draft} all={all} replay={replay} left={left} />
                {papers.length > 0 && (
                  <section class="replay__papers" aria-label={w.byPaper}>
                    <h2>{w.byPaper}</h2>
                    <ul>{papers.map(([p, n]) => <li key={p}><span>{title(p)}</span><b class={n > 0 ? "yes" : "no"}>{w.byPaperLine(n)}</b></li>)}</ul>
                  </section>
                )}
              </aside>
            </div>
          )}
    </>
  );
}

/** The four sums that are looked at first; each shows its own lines. */
export function Tiles({ counts, kind, onPick }: { counts: api.Replayed["counts"]; kind?: api.Kind | ""; onPick?: (k: api.Kind | "") => void }) {
  const w = useReuseWords();
  const face = (k: api.Kind) => `tile${(counts[k] ?? 0) > 0 ? ` tile--${k}` : ""}`;
  const inside = (k: api.Kind) => <><b>{(counts[k] ?? 0).toLocaleString()}</b><span>{w.kinds[k]}</span><small>{w.kindHints[k]}</small></>;
  return (
    <div class="tiles" role="group" aria-label={w.columns.what}>
      {tiles.map((k) => (onPick
        ? <button key={k} type="button" class={face(k)} aria-pressed={kind === k} onClick={() => onPick(kind === k ? "" : k)}>{inside(k)}</button>
        : <div key={k} class={face(k)}>{inside(k)}</div>))}
    </div>
  );
}
