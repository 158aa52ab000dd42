import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Button } from "../parts/button";
import { Note } from "../parts/notices";
import { errorOf, useLoad, useTitle, type Loaded } from "../desk/seat";
import { useBench } from "./app";
import { Bulk, Give, Undone, useOrders } from "./bulk";
import { nextOf, order } from "./claims";
import { list, listPath, type DeskPage, type Filter, type Query, type StaffLine } from "./desk";
import { districtDay, districtTime, waiting } from "./due";
import { FilterForm } from "./filter-form";
import { Find } from "./find";
import { Shell, type Shortcut } from "./frame";
import { useKeys } from "../desk/keys";
import { addressOf, queryOf } from "./query";
import { Queues } from "./queues";
import { Rows } from "./rows";
import { Blank, Failed, Key, Waiting } from "../desk/states";
import { Summary } from "./summary";
import { useWork } from "./words";
import type { WorkWords } from "./messages/zh";

const shortcuts: Shortcut[] = [
  [["J", "K"], "jk"], [["Enter"], "enter"], [["N"], "n"], [["X"], "x"], [["/"], "slash"], [["Shift", "J"], "range"], [["M"], "m"], [["G"], "g"], [["P"], "p"], [["R"], "r"], [["?"], "help"],
];

/** The list as shown: the last answer stays where a newer one fails; further pages stand behind the first. */
function useList(f: Query): { loaded: Loaded<DeskPage>; page: DeskPage | null; stale: Date | null; more: (() => void) | null; busy: boolean } {
  const bench = useBench();
  const key = listPath(f);
  const loaded = useLoad(key, (api) => list(api, f));
  const [busy, setBusy] = useState(false);
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
  const kept = bench.list.value?.key === key ? bench.list.value : null;
  const page = kept?.page ?? (loaded.state === "here" ? loaded.data : null);
  const more = async () => {
    if (busy || !kept?.page.next) return;
    setBusy(true);
    try {
      const next = await list(bench.api, f, kept.page.next);
      if (bench.list.value !== kept) return; // loaded anew meanwhile
      const there = new Set(kept.page.cases.map((c) => c.number));
      const cases = [...kept.page.cases, ...next.cases.filter((c) => !there.has(c.number))];
      bench.list.value = { ...kept, page: { ...kept.page, cases, next: next.next } };
    } catch (e) {
      bench.news.value = errorOf(e).say;
    } finally {
      setBusy(false);
    }
  };
  return { loaded, page, stale: loaded.state === "failed" ? (kept?.at ?? null) : null, more: page?.next ? () => void more() : null, busy };
}

/** What the list is called. */
export function titleOf(f: Query, page: DeskPage | null, w: WorkWords): string {
  if (f.found) return w.foundAre;
  if (f.filter) return w.filters[f.filter] ?? page?.filters.find((x) => x.id === f.filter)?.title ?? w.filtersAre;
  return f.state === "" ? w.all : (w.queue[f.state] ?? page?.states.find((s) => s.state === f.state)?.title ?? f.state);
}

/** The work list: filters and queues, cases, and what is selected. */
export function ListScreen() {
  const w = useWork();
  const bench = useBench();
  const { router, selected, seat, picked, found, undone } = bench;
  const f = queryOf(router.search.value);
  const { loaded, page, stale, more, busy } = useList(f);
  const find = useRef<HTMLInputElement>(null);
  const [edit, setEdit] = useState<Filter | "new" | null>(null);
  useTitle(titleOf(f, page, w));
  const today = districtDay(new Date());
  const cases: StaffLine[] = (f.found ? found.value?.got.cases : page?.cases) ?? [];
  const at = Math.max(0, cases.findIndex((c) => c.number === selected.value));
  const chosen = cases[at];
  const query = router.search.value.size ? `?${router.search.value}` : "";
  const open = (c: StaffLine | undefined) => { if (c) router.go(`/cases/${c.number}${query}`); };
  const orders = useOrders(cases, chosen, loaded.again);
  // The most urgent one that is free becomes mine; one that somebody took just now is passed over.
  const next = async () => {
    const tried = new Set<string>();
    for (let c = nextOf(cases, waiting, tried); c; c = nextOf(cases, waiting, tried)) {
      if (c.claim?.mine || !orders.may || (await order(bench, w, [c.number], "me", w.didClaim)).length > 0) return open(c);
      tried.add(c.number);
    }
  };
  const move = (by: number, pick = false) => {
    const to = cases[Math.min(cases.length - 1, Math.max(0, at + by))];
    if (!to || !chosen) return;
    if (by > 0 && at >= cases.length - 3) more?.();
    if (pick) picked.value = new Set([...picked.value, chosen.number, to.number]);
    selected.value = to.number;
    document.getElementById(`open-${to.number}`)?.focus();
  };
  useKeys({
    j: () => move(1), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1), Home: () => move(-cases.length), End: () => move(cases.length), Enter: () => open(chosen),
    "Shift+j": () => move(1, true), "Shift+k": () => move(-1, true), "Shift+ArrowDown": () => move(1, true), "Shift+ArrowUp": () => move(-1, true),
    n: () => void next(), r: loaded.again, "/": () => find.current?.focus(), x: () => orders.toggle(chosen), a: () => orders.all(),
    m: () => orders.claim(), u: () => orders.release(), g: () => orders.give(), p: () => orders.print("cover"),
    Escape: () => { if (picked.value.size > 0) picked.value = new Set(); else if (f.found) router.go(addressOf({ ...f, found: false })); },
  });
  const title = titleOf(f, page, w);
  const office = [...new Set(cases.map((c) => c.office.title))];
  const counts = page?.filters.find((x) => x.id === "today")?.count ?? 0;
  return (
    <Shell place={<div class="crumbs"><h1 tabIndex={-1}>{w.cases}</h1><span class="muted">{office.length === 1 ? office[0] : seat.value?.clerk?.title}</span></div>} shortcuts={shortcuts}
      foot={page && <span class="muted">{w.today(today)}</span>}>
      <div class="desk">
        <Queues query={f} page={page} onNew={() => setEdit("new")} onEdit={setEdit} />
        <section class="work" aria-label={title}>
          <div class="head head--list">
            <h2>{title}</h2>
            {page && !f.found && <span class="muted">{f.filter === "today" ? w.todayOf(counts) : w.unitCases(f.filter ? (page.filters.find((x) => x.id === f.filter)?.count ?? cases.length) : page.total)}{w.then}{w.byDue}</span>}
            {f.found && found.value && <span class="muted">{w.unitCases(cases.length)}{w.then}{w.foundBy[found.value.got.by]}</span>}
            <Find input={find} query={f} />
            {page && !f.found && page.items.length > 1 && <Items query={f} page={page} />}
            <Button small icon="turn" label={w.refresh} onClick={loaded.again} />
            <Button kind="primary" busy={!nextOf(cases, waiting, new Set())} onClick={() => void next()}>{w.next} <Key>N</Key></Button>
          </div>
          {picked.value.size > 0 && <Bulk orders={orders} />}
          {undone.value.length > 0 && <Undone />}
          {stale && <Note kind="wait" icon="offline" role="status">{w.notRefreshed(districtTime(stale.toISOString()).slice(6))}</Note>}
          {!page && !f.found && loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
          {!page && !f.found && loaded.state !== "failed" && <Waiting lines={9} />}
          {(page || f.found) && cases.length === 0 && <Nothing query={f} page={page} />}
          {cases.length > 0 && (
            <div class="scroll">
              <Rows cases={cases} groups={f.filter === "today" && !f.item ? page?.groups : undefined} whole={f.found || !page?.next} today={today} at={at} orders={orders} query={query} onOpen={open} />
              {f.found ? found.value?.got.more && <p class="pad muted">{w.foundMany}</p>
                : more ? <p class="pages"><Button small after="down" busy={busy} onClick={more}>{w.loadMore}</Button></p>
                  : page?.more && <p class="pad muted">{w.countCut}</p>}
            </div>
          )}
        </section>
        <Summary line={chosen} orders={orders} onOpen={() => open(chosen)} />
      </div>
      {edit && page && <FilterForm filter={edit === "new" ? null : edit} page={page} onClose={() => setEdit(null)} onDone={(id) => { setEdit(null); loaded.again(); router.go(addressOf({ filter: id, state: "", item: "", found: false })); }} />}
      {orders.giving && <Give orders={orders} />}
    </Shell>
  );
}

function Items({ query, page }: { query: Query; page: DeskPage }) {
  const w = useWork();
  const { router } = useBench();
  return (
    <select class="select" aria-label={w.whichItem} value={query.item} onChange={(e) => router.go(addressOf({ ...query, item: e.currentTarget.value }))}>
      <option value="">{w.anyItem}</option>
      {page.items.map((i) => <option key={i.id} value={i.id}>{`${i.title} ${i.count}`}</option>)}
    </select>
  );
}

function Nothing({ query, page }: { query: Query; page: DeskPage | null }) {
  const w = useWork();
  const { router, found } = useBench();
  const all = <Button onClick={() => router.go(addressOf({ filter: "", state: "", item: "", found: false }))}>{w.seeAll}</Button>;
  if (query.found) return found.value ? <Blank icon="search" title={w.foundNone} line={w.foundNoneHint} act={all} /> : <Blank icon="search" title={w.foundAgain} act={all} />;
  const soon = page?.filters.find((x) => x.id === "soon")?.count ?? 0;
  if (query.filter === "today" && !query.item) return <Blank icon="check" title={w.emptyDone} line={soon > 0 ? `${w.filters.soon!} ${w.unitCases(soon)}` : w.emptyDoneHint} act={all} />;
  return <Blank icon="inbox" title={query.filter ? w.emptyFilter : w.emptyQueue} act={all} />;
}
