import { cx } from "../../parts/classes";
import { Tag } from "../../parts/tag";
import type { Doubt, Reading, Row } from "./api";
import { keyOf, makeable, shown } from "./sheet";
import { useListWords } from "./words";

/** A cell that is looked at; column -1: the row as a whole. */
export interface At {
  row: number;
  column: number;
}

interface GridProps {
  of: Reading;
  at: At | null;
  settled: ReadonlySet<string>;
  leftOut: ReadonlySet<number>;
  onPick: (at: At) => void;
  onTake: (no: number, take: boolean) => void;
}

/** The table as it was read: what is doubted can be pressed, and a row by its name. */
export function Grid(p: GridProps) {
  const w = useListWords();
  const { of } = p;
  const columns = shown(of);
  const doubts = new Map(of.doubts.map((d) => [keyOf(d), d]));
  return (
    <div class="panel__scroll list__scroll" tabIndex={0}>
      <table class="t list__table">
        <thead>
          <tr>
            <th scope="col"><span class="sr-only">{w.take}</span></th>
            {columns.map((i) => {
              const d = doubts.get(keyOf({ row: of.table.head, column: i }));
              const title = of.table.header[i] ?? "";
              return <th key={i} scope="col" class={d && mark(d, p.settled)}>{d ? <Pressed d={d} text={title} {...p} /> : title !== of.columns[i]?.name && title}<b>{of.columns[i]?.name ?? ""}</b></th>;
            })}
            <th scope="col">{w.whole}</th>
          </tr>
        </thead>
        <tbody>
          {of.table.rows.map((line, n) => {
            const row = of.rows[n]!;
            return (
              <tr key={row.no} class={p.at?.row === row.no ? "is-on" : undefined}>
                <td><label class="list__take"><input type="checkbox" aria-label={w.takeOf(row.name, row.no)} disabled={!makeable(row)} checked={makeable(row) && !p.leftOut.has(row.no)} onChange={(e) => p.onTake(row.no, e.currentTarget.checked)} /></label></td>
                {columns.map((i) => {
                  const d = doubts.get(keyOf({ row: row.no, column: i }));
                  const text = line.cells[i] ?? "";
                  return (
                    <td key={i} class={cx(d && mark(d, p.settled), of.columns[i]?.key === "name" && "strong")}>
                      {d ? <Pressed d={d} text={text} {...p} />
                        : of.columns[i]?.key === "name" ? <button type="button" class="link strong" onClick={() => p.onPick({ row: row.no, column: i })}>{text}</button>
                          : <span class="list__text" title={text}>{text}</span>}
                    </td>
                  );
                })}
                <td><Standing row={row} doubts={of.doubts.filter((d) => d.row === row.no && !p.settled.has(keyOf(d)))} /></td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const mark = (d: Doubt, settled: ReadonlySet<string>) => (settled.has(keyOf(d)) ? "is-left" : d.unknown ? "is-unknown" : "is-look");

/** A doubted cell. */
function Pressed({ d, text, at, onPick }: { d: Doubt; text: string } & Pick<GridProps, "at" | "onPick">) {
  const w = useListWords();
  const on = at?.row === d.row && at.column === d.column;
  return <button type="button" class="list__cell" data-cell={keyOf(d)} aria-pressed={on} aria-label={w.cellOf(text, d.cell, d.unknown === true)} onClick={() => onPick({ row: d.row, column: d.column })}>{text || w.emptyCell}</button>;
}

function Standing({ row, doubts }: { row: Row; doubts: Doubt[] }) {
  const w = useListWords();
  if (row.blocked) return <span class="no" title={row.blocked}>{w.states.blocked}</span>;
  if (doubts.length > 0) return <span class="wait">{w.states.look}</span>;
  if (row.existing) return row.changes.length > 0 ? <Tag kind="held">{w.states.changed(row.changes.length)}</Tag> : <span class="muted">{w.states.same}</span>;
  return <span class="yes">{w.states.known}</span>;
}

/** The columns that the table has no room for. */
export function Others({ of }: { of: Reading }) {
  const w = useListWords();
  const seen = new Set(shown(of));
  const rest = of.columns.map((c, i) => ({ ...c, title: of.table.header[i] ?? "", i })).filter((c) => !seen.has(c.i) && c.title !== "");
  if (rest.length === 0) return null;
  return (
    <section class="panel" aria-label={w.others(rest.length)}>
      <header class="panel__head"><b>{w.others(rest.length)}</b><span class="muted">{w.othersHint(rest.filter((c) => c.key).length, rest.filter((c) => !c.key).length)}</span></header>
      <ul class="list__others">{rest.map((c) => <li key={c.i}><Tag kind={c.key ? "yes" : "unknown"}>{c.title}</Tag></li>)}</ul>
    </section>
  );
}
