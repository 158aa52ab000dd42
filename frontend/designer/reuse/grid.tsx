import { useLayoutEffect, useRef } from "preact/hooks";
import { Button } from "../../parts/button";
import { sayOf } from "../../desk/seat";
import { useStudioWords } from "../words";
import type { ItemRow, PaperRow, PaperUse } from "./api";
import { Bar } from "./bar";
import { leastTrust, needed, rate, step, useOf, waysBy, type Column } from "./matrix";
import type { Rate, Rates } from "./rates";
import { useReuseWords } from "./words";

/** Where the focus is: a paper of an item, and a column. */
export interface Cell { item: string; paper: string; records: string }

/** Below this share of papers waived a bar is amber: there may be more to win. */
const LOW = 50;

interface Props {
  items: ItemRow[];
  columns: Column[];
  others: Column[];
  rates: Rates;
  at: Cell | null;
  onMove: (to: Cell) => void;
  /** The panel of the cell is gone into. */
  onOpen: (at: Cell) => void;
}

/** Papers by items, licences and registers: one stop of the tab key, arrows inside. */
export function Grid({ items, columns, others, rates, at, onMove, onOpen }: Props) {
  const w = useReuseWords();
  const box = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  const rows = items.flatMap((i) => i.papers.map((p) => ({ item: i.item, paper: p.id })));
  const found = at ? rows.findIndex((r) => r.item === at.item && r.paper === at.paper) : -1;
  const row = Math.max(0, found);
  const column = Math.max(0, at ? columns.findIndex((c) => c.records === at.records) : 0);
  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    box.current?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]')?.focus();
  });
  const cellAt = (r: number, c: number): Cell => ({ ...rows[r]!, records: columns[c]!.records });
  const press = (e: KeyboardEvent) => {
    if (e.ctrlKey || e.altKey || e.metaKey || !(e.target instanceof HTMLElement) || e.target.getAttribute("role") !== "gridcell") return;
    if (e.key === "Enter") {
      e.preventDefault();
      return onOpen(cellAt(row, column));
    }
    const to = step([row, column], e.key, rows.length, columns.length);
    if (!to) return;
    e.preventDefault();
    moved.current = true;
    onMove(cellAt(...to));
  };
  let n = -1;
  return (
    <div class="matrix__scroll" ref={box}>
      <table class="matrix" role="grid" aria-label={w.reuse} aria-readonly="true" onKeyDown={press}>
        <thead>
          <tr>
            <th scope="col" class="matrix__paper">{w.paper}</th>
            <th scope="col" class="matrix__cases">{w.cases}</th>
            {columns.map((c) => <th key={c.records} scope="col"><span class="matrix__name">{c.title}</span><small>{c.licence ? w.licence : w.register}</small></th>)}
            {others.length > 0 && <th scope="col" class="matrix__others" title={w.othersHint(others.map((o) => o.title).join("、"))}>{w.others(others.length)}</th>}
          </tr>
        </thead>
        {items.map((i) => {
          const r = rates.all.value.get(i.item);
          return (
            <tbody key={i.item}>
              <tr class="matrix__item">
                <th scope="rowgroup" colSpan={columns.length + 2 + (others.length > 0 ? 1 : 0)}>
                  <span class="matrix__head">{i.name}<Standing rate={r} name={i.name} onAgain={() => rates.again(i.item)} /></span>
                </th>
              </tr>
              {i.papers.map((p) => {
                const mine = ++n;
                const use = useOf(r?.is === "here" ? r.used : undefined, p.id);
                return (
                  <tr key={p.id}>
                    <th scope="row" class="matrix__paper" title={p.title}>{p.title}</th>
                    <td class="matrix__cases num">{use ? needed(use).toLocaleString() : "…"}</td>
                    {columns.map((c, k) => (
                      <One key={c.records} paper={p} column={c} use={use} stop={mine === row && k === column}
                        on={found === mine && at!.records === c.records} onPick={() => { moved.current = true; onMove(cellAt(mine, k)); }} onOpen={() => onOpen(cellAt(mine, k))} />
                    ))}
                    {others.length > 0 && <td class="matrix__cell matrix__cell--none" />}
                  </tr>
                );
              })}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}

/** That an item is still being counted, or could not be. */
function Standing({ rate: r, name, onAgain }: { rate: Rate | undefined; name: string; onAgain: () => void }) {
  const w = useReuseWords();
  const desk = useStudioWords();
  if (!r || r.is === "waiting") return <small class="muted">{w.counting}</small>;
  if (r.is === "here") return null;
  return <small class="no" role="alert">{w.notCounted(sayOf(r.error, desk))}<Button small onClick={onAgain} label={`${w.again}：${name}`}>{w.again}</Button></small>;
}

function One({ paper, column, use, stop, on, onPick, onOpen }: { paper: PaperRow; column: Column; use: PaperUse | undefined; stop: boolean; on: boolean; onPick: () => void; onOpen: () => void }) {
  const w = useReuseWords();
  const ways = waysBy(paper, column.records);
  const common = { role: "gridcell", tabIndex: stop ? 0 : -1, "aria-selected": on, onClick: onPick, onDblClick: onOpen } as const;
  if (ways.length === 0) return <td {...common} class="matrix__cell matrix__cell--none"><span class="sr-only">{w.noRule}</span></td>;
  const share = use ? rate(use, column.records) : null;
  const trust = leastTrust(ways);
  return (
    <td {...common} class="matrix__cell">
      <span class="matrix__rate"><b>{!use ? "…" : share === null ? "—" : w.percent(share)}</b><i class="trust" title={`${w.leastTrust} ${trust}`}>{trust}</i></span>
      {use && share === null ? <small class="muted">{w.noCases}</small> : <Bar percent={share ?? 0} kind={share !== null && share < LOW ? "wait" : undefined} />}
    </td>
  );
}
