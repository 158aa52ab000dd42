import { useEffect, useRef, useState } from "preact/hooks";
import { useKeys } from "../../desk/keys";
import { useLoad, useTitle } from "../../desk/seat";
import { Blank, Failed, Waiting } from "../../desk/states";
import { Button } from "../../parts/button";
import { Note } from "../../parts/notices";
import { Tag } from "../../parts/tag";
import { useWords } from "../../parts/words";
import { getDraft, type DefinitionDraft } from "../api";
import { useStudio } from "../app";
import { Shell } from "../frame";
import { useStudioWords } from "../words";
import * as api from "./api";
import { changes, lesser, linesOf, paperOf, papersOf, sideText, tiles } from "./differences";
import { Months } from "./months";
import { monthsOf, windowOf, type Window } from "./window";
import { useReuseWords } from "./words";

/** How many differences are drawn at a time. */
const PAGE = 100;

/** How often it is asked whether the draft has changed since, in ms. */
const POLL = 5000;

/** A replay that has ended, with the draft as it was before it began. */
interface Done { draft: DefinitionDraft; within: Window; result: api.Replayed }

/** /drafts/:id/replay: what the draft would have made of past cases. */
export default function ReplayScreen({ id }: { id: string }) {
  const w = useReuseWords();
  const { router } = useStudio();
  const months = monthsOf(router.search.value);
  const [round, setRound] = useState(0);
  const titles = useLoad("reuse", api.reuses);
  const loaded = useLoad(`replay ${id} ${months} ${round}`, async (a): Promise<Done> => {
    // Its version is asked for first: a change while it runs makes the result outdated, never the other way round.
    const draft = await getDraft(a, id);
    const within = windowOf(months, new Date());
    return { draft, within, result: await api.replay(a, id, within) };
  });
  useTitle(w.replay);
  const again = () => setRound((n) => n + 1);
  const busy = loaded.state === "waiting";
  const name = loaded.state === "here" ? loaded.data.draft.title : "";
  const old = useOld(id, loaded.state === "here" ? loaded.data.draft.version : null);
  const place = (
    <>
      <nav class="crumbs" aria-label={w.replay}>
        <a href={router.href("/reuse")}>{w.reuse}</a><span aria-hidden="true">/</span>
        {name && <><a href={router.href(`/drafts/${id}`)}>{name}</a><span aria-hidden="true">/</span></>}
        <h1 tabIndex={-1}>{w.replay}</h1>
      </nav>
      {old && <Tag kind="wait" icon="clock">{w.old}</Tag>}
    </>
  );
  const row = titles.state === "here" && loaded.state === "here" ? titles.data.find((i) => i.item === loaded.data.draft.item) : undefined;
  return (
    <Shell place={place} tools={<><Months value={months} /><Button kind="primary" icon="turn" busy={busy} onClick={again}>{w.run}</Button></>}
      foot={<span role="status">{busy ? w.replaying : ""}</span>} shortcuts={[[["J", "K"], "rows"], [["Enter"], "openIt"], [["?"], "help"]]}>
      {loaded.state === "waiting" && <Waiting lines={10} />}
      {loaded.state === "failed" && <Failed error={loaded.error} onAgain={again} />}
      {loaded.state === "here" && <Result key={round} done={loaded.data} old={old} title={(p) => row?.papers.find((x) => x.id === p)?.title ?? p} />}
    </Shell>
  );
}

/** Whether a draft has another version than one that was seen. */
function useOld(id: string, seen: number | null): boolean {
  const { api: a } = useStudio();
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(null);
    if (seen === null) return;
    let current = true;
    const ask = () => {
      if (document.visibilityState === "hidden") return;
      getDraft(a, id).then((d) => { if (current) setNow(d.version); }, () => undefined); // what can't be asked now is asked again
    };
    ask();
    const poll = setInterval(ask, POLL);
    document.addEventListener("visibilitychange", ask);
    return () => { current = false; clearInterval(poll); document.removeEventListener("visibilitychange", ask); };
  }, [id, seen]);
  return seen !== null && now !== null && now !== seen;
}

function Result({ done: { draft, within, result }, old, title }: { done: Done; old: boolean; title: (paper: string) => string }) {
  const w = useReuseWords();
  const desk = useStudioWords();
  const parts = useWords();
  const { router } = useStudio();
  const [kind, setKind] = useState<api.Kind | "">("");
  const [shown, setShown] = useState(PAGE);
  const body = useRef<HTMLTableSectionElement>(null);
  const lines = linesOf(result, kind);
  const names = { verdicts: desk.verdicts as Record<string, string>, spans: parts.spans as Record<string, (n: number) => string> };
  const papers = papersOf(result);
  const total = changes(result);
  const pick = (k: api.Kind | "") => { setKind(k); setShown(PAGE); };
  const go = (by: number) => {
    const links = [...(body.current?.querySelectorAll<HTMLElement>("a") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[Math.max(0, Math.min(links.length - 1, at + by))]?.focus();
  };
  useKeys({ j: () => go(1), k: () => go(-1) });
  const count = (k: api.Kind) => result.counts[k] ?? 0;
  const back = <a class="btn" href={router.href(`/drafts/${draft.id}`)}>{w.backToDraft}</a>;
  return (
    <div class="replay">
      {old && <Note kind="wait" icon="clock" role="status"><b>{w.old}</b> {w.oldHint}</Note>}
      <div class="tiles" role="group" aria-label={w.columns.what}>
        {tiles.map((k) => (
          <button key={k} type="button" class={`tile${count(k) > 0 ? ` tile--${k}` : ""}`} aria-pressed={kind === k} onClick={() => pick(kind === k ? "" : k)}>
            <b>{count(k).toLocaleString()}</b><span>{w.kinds[k]}</span><small>{w.kindHints[k]}</small>
          </button>
        ))}
      </div>
      {result.cases === 0 ? <Blank icon="inbox" title={w.nothingPast} line={w.nothingPastHint} act={back} />
        : total === 0 ? <Blank icon="check" title={w.nothing} line={`${w.replayed(within.from, within.to, result.cases)}。${w.nothingHint}`} act={back} />
          : (
            <div class="replay__both">
              <section class={`panel replay__list${old ? " is-old" : ""}`} aria-label={w.columns.what}>
                <div class="panel__head">
                  <h2>{w.changed(lines.length)}</h2>
                  <span class="seg" role="group" aria-label={w.columns.what}>
                    <button type="button" aria-pressed={kind === ""} onClick={() => pick("")}>{w.all}</button>
                    {lesser.filter((k) => count(k) > 0).map((k) => <button key={k} type="button" aria-pressed={kind === k} onClick={() => pick(kind === k ? "" : k)}>{w.kinds[k]} {count(k)}</button>)}
                  </span>
                  <span class="muted">{w.replayed(within.from, within.to, result.cases)}</span>
                  {result.failed ? <span class="wait">{w.failed(result.failed)}</span> : null}
                </div>
                {lines.length === 0 ? <Blank icon="check" title={w.noneOfKind} /> : (
                  <div class="panel__scroll" tabIndex={0}>
                    <table class="t">
                      <thead><tr><th scope="col">{w.columns.number}</th><th scope="col">{w.columns.day}</th><th scope="col">{w.columns.what}</th><th scope="col">{w.columns.where}</th><th scope="col">{w.columns.from}</th><th scope="col">{w.columns.to}</th></tr></thead>
                      <tbody ref={body}>
                        {lines.slice(0, shown).map((l) => (
                          <tr key={`${l.number} ${l.kind} ${l.at ?? ""}`}>
                            <td><a class="link code" href={`/staff/cases/${encodeURIComponent(l.number)}`} aria-label={w.openCase(l.number)}>{l.number}</a></td>
                            <td>{l.day}</td>
                            <td>{w.kinds[l.kind]}</td>
                            <td>{l.at ? title(paperOf(l.at)) : "—"}</td>
                            <td class="muted">{sideText(l.kind, l.before, w, names)}</td>
                            <td class={`strong ${l.kind === "asked" ? "no" : l.kind === "waived" ? "yes" : ""}`}>{sideText(l.kind, l.after, w, names)}</td>
                          </tr>
                        ))}
                      </tbody>
                    </table>
                    {lines.length > shown && <p class="replay__more"><Button small onClick={() => setShown((n) => n + PAGE)}>{w.more(Math.min(PAGE, lines.length - shown))}</Button></p>}
                  </div>
                )}
              </section>
              {papers.length > 0 && (
                <section class="panel replay__papers" aria-label={w.byPaper}>
                  <div class="panel__head"><h2>{w.byPaper}</h2></div>
                  <ul>{papers.map(([p, n]) => <li key={p}><span>{title(p)}</span><b class={n > 0 ? "yes" : "no"}>{w.byPaperLine(n)}</b></li>)}</ul>
                </section>
              )}
            </div>
          )}
      <p class="muted replay__hint">{w.replayHint}</p>
    </div>
  );
}
