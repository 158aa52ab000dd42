import { Fragment } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { CaseLine } from "../core/api";
import { Button, TextButton } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { Note } from "../parts/notices";
import { useBench, useLoad, useTitle, type Loaded } from "./app";
import { list, listPath, type DeskPage, type Query } from "./desk";
import { districtDay, districtTime, groupOf, waiting, type Group } from "./due";
import { Shell, type Shortcut } from "./frame";
import { useKeys } from "./keys";
import { addressOf, queryOf } from "./query";
import { Queues } from "./queues";
import { DueLight, VerdictWord } from "./signs";
import { Blank, Failed, Key, Waiting } from "./states";
import { Summary } from "./summary";
import { useWork } from "./words";

const shortcuts: Shortcut[] = [[["J", "K"], "jk"], [["Enter"], "enter"], [["N"], "n"], [["/"], "slash"], [["?"], "help"], [["R"], "r"]];

/** The list as shown: the last answer stays where a newer one fails. */
function useList(f: Query): { loaded: Loaded<DeskPage>; page: DeskPage | null; stale: Date | null } {
  const bench = useBench();
  const key = listPath(f);
  const loaded = useLoad(key, (api) => list(api, f));
  useLayoutEffect(() => { // before a quick Enter: the case says which of these it is
    if (loaded.state === "here") bench.list.value = { key, page: loaded.data, at: new Date() };
  }, [loaded.state === "here" ? loaded.data : null]);
  // Coming back to the tab asks anew. There is no polling: it would keep an abandoned session alive.
  const again = useRef(loaded.again);
  again.current = loaded.again;
  useEffect(() => {
    const see = () => { if (!document.hidden) again.current(); };
    document.addEventListener("visibilitychange", see);
    return () => document.removeEventListener("visibilitychange", see);
  }, []);
  if (loaded.state === "here") return { loaded, page: loaded.data, stale: null };
  const kept = bench.list.value;
  if (!kept || kept.key !== key) return { loaded, page: null, stale: null };
  return { loaded, page: kept.page, stale: loaded.state === "failed" ? kept.at : null };
}

/** The work list: queues, cases, and what is selected. */
export function ListScreen() {
  const w = useWork();
  const { router, selected, seat } = useBench();
  const f = queryOf(router.search.value);
  const { loaded, page, stale } = useList(f);
  const find = useRef<HTMLInputElement>(null);
  // Beyond the last page, or others have emptied it meanwhile.
  const last = page ? Math.max(1, Math.ceil(page.total / page.size)) : f.page;
  const beyond = page !== null && f.page > last;
  useEffect(() => { if (beyond) router.go(addressOf({ ...f, page: last }), true); }, [beyond]);
  useTitle(w.cases);
  const today = districtDay(new Date());
  const cases = page?.cases ?? [];
  const at = Math.max(0, cases.findIndex((c) => c.number === selected.value));
  const chosen = cases[at];
  const open = (c: CaseLine | undefined) => { if (c) router.go(`/cases/${c.number}${router.search.value.size ? `?${router.search.value}` : ""}`); };
  const next = () => open(cases.find((c) => waiting(c.state)));
  const move = (by: number) => {
    const to = cases[Math.min(cases.length - 1, Math.max(0, at + by))];
    if (!to) return;
    selected.value = to.number;
    document.getElementById(`open-${to.number}`)?.focus();
  };
  useKeys({
    j: () => move(1), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1), Enter: () => open(chosen), n: next, r: loaded.again,
    "/": () => find.current?.focus(),
  });
  const title = f.state === "" ? w.all : (w.queue[f.state] ?? page?.states.find((s) => s.state === f.state)?.title ?? f.state);
  const office = [...new Set(cases.map((c) => c.office.title))];
  return (
    <Shell place={<div class="crumbs"><h1 tabIndex={-1}>{w.cases}</h1><span class="muted">{office.length === 1 ? office[0] : seat.value?.clerk?.title}</span></div>} shortcuts={shortcuts}
      foot={page && <span class="muted">{w.today(today)}</span>}>
      <div class="desk">
        <Queues query={f} page={page} />
        <section class="work" aria-label={title}>
          <div class="head">
            <h2>{title}</h2>
            {page && <span class="muted">{w.unitCases(page.total)}{w.then}{w.byDue}</span>}
            <Find key={f.q} query={f} input={find} />
            <Button small icon="turn" label={w.refresh} onClick={loaded.again} />
            <Button kind="primary" busy={!cases.some((c) => waiting(c.state))} onClick={next}>{w.next} <Key>N</Key></Button>
          </div>
          {stale && <Note kind="wait" icon="offline" role="status">{w.notRefreshed(districtTime(stale.toISOString()).slice(6))}</Note>}
          {!page && loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
          {(!page || beyond) && loaded.state !== "failed" && <Waiting lines={9} />}
          {page && !beyond && cases.length === 0 && <Nothing query={f} />}
          {page && cases.length > 0 && <div class="scroll"><Rows cases={cases} whole={page.total <= page.size} today={today} at={at} onOpen={open} /></div>}
          {page && page.total > page.size && <Pages query={f} page={page} />}
        </section>
        <Summary line={chosen} onOpen={() => open(chosen)} />
      </div>
    </Shell>
  );
}

function Find({ query, input }: { query: Query; input: { current: HTMLInputElement | null } }) {
  const w = useWork();
  const { router } = useBench();
  const [text, setText] = useState(query.q);
  const go = (q: string) => router.go(addressOf({ ...query, q: q.trim(), page: 1 }));
  return (
    <form class="find" role="search" onSubmit={(e) => { e.preventDefault(); go(text); }}>
      <Icon name="search" />
      <input ref={input} class="find__box" type="search" aria-label={w.search} placeholder={w.searchHint} maxLength={100} value={text} onInput={(e) => setText(e.currentTarget.value)}
        onKeyDown={(e) => { if (e.key === "Escape") e.currentTarget.blur(); }} />
      {query.q && <TextButton onClick={() => go("")}>{w.clearSearch}</TextButton>}
    </form>
  );
}

function Nothing({ query }: { query: Query }) {
  const w = useWork();
  const { router } = useBench();
  const all = <Button onClick={() => router.go(addressOf({ state: "", q: "", page: 1 }))}>{w.seeAll}</Button>;
  if (query.q) return <Blank icon="search" title={w.emptyFound(query.q)} line={w.emptyFoundHint} act={all} />;
  if (query.state === "submitted") return <Blank icon="check" title={w.emptyDone} line={w.emptyDoneHint} act={all} />;
  return <Blank icon="inbox" title={w.emptyQueue} act={query.state ? all : undefined} />;
}

/** The rows in the server's order, which is that of the groups; how many a group has is told where none are on another page. */
function Rows({ cases, whole, today, at, onOpen }: { cases: CaseLine[]; whole: boolean; today: string; at: number; onOpen: (c: CaseLine) => void }) {
  const w = useWork();
  const c = w.columns;
  let last: Group | "" = "";
  return (
    <table class="t">
      <thead><tr><th>{c.left}</th><th>{c.number}</th><th>{c.item}</th><th>{c.applicant}</th><th>{c.state}</th><th>{c.checked}</th><th>{c.submitted}</th></tr></thead>
      <tbody>
        {cases.map((line, i) => {
          const group = groupOf(line, today);
          const head = group !== last;
          last = group;
          return (
            <Fragment key={line.number}>
              {head && <tr class={`grp grp--${group}`}><td colSpan={7}>{w.groups[group]} {whole && cases.filter((x) => groupOf(x, today) === group).length}</td></tr>}
              <Line line={line} today={today} chosen={i === at} onOpen={() => onOpen(line)} />
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

function Line({ line, today, chosen, onOpen }: { line: CaseLine; today: string; chosen: boolean; onOpen: () => void }) {
  const w = useWork();
  const { router, selected } = useBench();
  const select = () => { selected.value = line.number; };
  return (
    <tr class={chosen ? "sel" : undefined} aria-current={chosen ? "true" : undefined} onClick={select} onDblClick={onOpen}>
      <td class="nowrap"><DueLight line={line} today={today} /></td>
      <td class="nowrap"><a id={`open-${line.number}`} class="code" href={router.href(`/cases/${line.number}${router.search.value.size ? `?${router.search.value}` : ""}`)} onFocus={select}>{line.number}</a></td>
      <td><span class="clip">{line.name}</span></td>
      <td><span class="clip">{line.applicant}</span></td>
      <td class="nowrap">{w.queue[line.state] ?? line.stateTitle}{line.round > 1 && <span class="muted"> {w.roundOf(line.round)}</span>}</td>
      <td class="nowrap"><VerdictWord verdict={line.verdict} /></td>
      <td class="nowrap muted">{districtTime(line.submittedAt)}</td>
    </tr>
  );
}

function Pages({ query, page }: { query: Query; page: DeskPage }) {
  const w = useWork();
  const { router } = useBench();
  const pages = Math.ceil(page.total / page.size);
  const go = (to: number) => router.go(addressOf({ ...query, page: to }));
  return (
    <div class="pages">
      <Button small icon="back" busy={page.page <= 1} onClick={() => go(page.page - 1)}>{w.prevPage}</Button>
      <span>{w.pageOf(page.page, pages)}</span>
      <Button small after="next" busy={page.page >= pages} onClick={() => go(page.page + 1)}>{w.nextPage}</Button>
    </div>
  );
}
