import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ApiError } from "../../core/api";
import { useKeys } from "../../desk/keys";
import { errorOf, sayOf, useLoad, useTitle } from "../../desk/seat";
import { Blank, Failed, Waiting } from "../../desk/states";
import { Note } from "../../parts/notices";
import { openDraft } from "../api";
import { useStudio } from "../app";
import { Shell } from "../frame";
import { useStudioWords } from "../words";
import * as api from "./api";
import { CellPanel } from "./cell-panel";
import { Grid, type Cell } from "./grid";
import { matching, pathOf, shownColumns, sumOf, useOf, waysBy } from "./matrix";
import { Months } from "./months";
import { Rates } from "./rates";
import { monthsOf, windowOf } from "./window";
import { useReuseWords } from "./words";

/** /reuse: which paper is waived by what, how often, and why not. */
export default function ReuseScreen() {
  const w = useReuseWords();
  const { router } = useStudio();
  useTitle(w.reuse);
  const loaded = useLoad("reuse", api.reuses);
  const months = monthsOf(router.search.value);
  if (loaded.state === "here" && loaded.data.length > 0) return <Matrix all={loaded.data} months={months} />;
  return (
    <Shell place={<h1 tabIndex={-1}>{w.reuse}</h1>} shortcuts={[[["?"], "help"]]}>
      {loaded.state === "waiting" && <Waiting lines={12} />}
      {loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
      {loaded.state === "here" && <Blank icon="list" title={w.noItems} line={w.noItemsHint} />}
    </Shell>
  );
}

function Matrix({ all, months }: { all: api.ItemRow[]; months: number }) {
  const w = useReuseWords();
  const desk = useStudioWords();
  const studio = useStudio();
  const [department, setDepartment] = useState("");
  const [item, setItem] = useState("");
  const [text, setText] = useState("");
  const [at, setAt] = useState<Cell | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ApiError | null>(null);
  const box = useRef<HTMLInputElement>(null);
  const head = useRef<HTMLHeadingElement>(null);
  const entering = useRef(false);
  useLayoutEffect(() => {
    if (!entering.current) return;
    entering.current = false;
    head.current?.focus();
  });
  const rates = useMemo(() => {
    const within = windowOf(months, new Date());
    return new Rates((i) => api.used(studio.api, i, within));
  }, [months]);
  useEffect(() => () => rates.close(), [rates]);

  const departments = [...new Map(all.map((i) => [i.department.id, i.department.title]))];
  const withPapers = useMemo(() => all.filter((i) => i.papers.length > 0), [all]);
  const ofDepartment = withPapers.filter((i) => !department || i.department.id === department);
  const items = matching(ofDepartment.filter((i) => !item || i.item === item), text);
  const ids = items.map((i) => i.item).join(" ");
  useEffect(() => rates.want(ids ? ids.split(" ") : []), [rates, ids]);

  const { columns, others } = shownColumns(withPapers, items);
  const title = (records: string) => [...columns, ...others].find((c) => c.records === records)?.title ?? records;
  const row = items.find((i) => i.item === at?.item && i.papers.some((p) => p.id === at.paper));
  const column = columns.find((c) => c.records === at?.records);
  const cell = row && column ? at : null;
  const sum = sumOf(items, (i) => rates.of(i));
  const here = items.every((i) => rates.all.value.get(i.item)?.is === "here");
  const none = here && items.length > 0 && items.every((i) => rates.of(i.item)?.cases === 0);

  const go = async (to: (draft: string) => string) => {
    if (!row || busy) return;
    setBusy(true);
    setFailed(null);
    try {
      studio.router.go(to((await openDraft(studio.api, row.item)).id));
    } catch (e) {
      setFailed(errorOf(e));
      setBusy(false);
    }
  };
  const paper = row?.papers.find((p) => p.id === cell?.paper);
  const edit = () => paper && void go((d) => `/drafts/${d}?at=${encodeURIComponent(pathOf(paper.id, waysBy(paper, cell!.records)[0]))}`);
  const replayIt = () => cell && void go((d) => `/drafts/${d}/replay?months=${months}`);
  useKeys({
    "/": () => box.current?.focus(), e: edit, p: replayIt,
    Escape: () => document.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]')?.focus(),
  });
  const foot = (
    <>
      <span>{w.foot(items.length, sum.papers)}</span>
      {sum.needed > 0 && <span>{w.footWaived(sum.needed, sum.waived, Math.round((100 * sum.waived) / sum.needed))}</span>}
      <span class="muted" role="status">{here ? "" : w.counting}</span>
    </>
  );
  return (
    <Shell place={<div class="crumbs"><h1 tabIndex={-1}>{w.reuse}</h1></div>} foot={foot}
      shortcuts={[[["↑", "↓", "←", "→"], "cells"], [["Enter"], "openIt"], [["E"], "editRule"], [["P"], "replay"], [["/"], "find"], [["?"], "help"]]}>
      <div class="reuse">
        <section class="reuse__matrix" aria-label={w.reuse}>
          <div class="panel__head">
            {departments.length > 1 && (
              <>
                <label class="sr-only" for="reuse-department">{desk.department}</label>
                <select id="reuse-department" class="select" value={department} onChange={(e) => { setDepartment(e.currentTarget.value); setItem(""); }}>
                  <option value="">{desk.allDepartments}</option>
                  {departments.map(([id, name]) => <option key={id} value={id}>{name}</option>)}
                </select>
              </>
            )}
            <label class="sr-only" for="reuse-item">{w.itemOf}</label>
            <select id="reuse-item" class="select" value={item} onChange={(e) => setItem(e.currentTarget.value)}>
              <option value="">{w.allItems(ofDepartment.length)}</option>
              {ofDepartment.map((i) => <option key={i.item} value={i.item}>{i.name}</option>)}
            </select>
            <Months value={months} />
            <label class="sr-only" for="reuse-find">{w.find}</label>
            <input id="reuse-find" ref={box} class="input panel__find" type="search" placeholder={w.find} value={text} onInput={(e) => setText(e.currentTarget.value)} />
            <span class="push reuse__key muted"><i class="reuse__bar" aria-hidden="true" />{w.rate} <i class="trust" aria-hidden="true">A</i>{w.leastTrust}</span>
          </div>
          {failed && <Note kind="no" icon="alert" role="alert">{sayOf(failed, desk)}</Note>}
          {none && <Note kind="wait" icon="inbox"><b>{w.empty}</b> {w.emptyHint}</Note>}
          {items.length === 0 ? <Blank icon="search" title={w.noneFound} line={w.noneFoundHint} /> : (
            <Grid items={items} columns={columns} others={others} rates={rates} at={cell} onMove={setAt} onOpen={(c) => { entering.current = true; setAt({ ...c }); }} />
          )}
        </section>
        <aside class="reuse__panel" aria-label={w.rules}>
          {cell && row && column
            ? <CellPanel cell={cell} item={row} column={column} use={useOf(rates.of(row.item), cell.paper)} title={title} head={head} busy={busy} onEdit={edit} onReplay={replayIt} />
            : <p class="muted">{w.chooseCell}</p>}
          <p class="reuse__keys muted">{w.chooseHint}</p>
        </aside>
      </div>
    </Shell>
  );
}
