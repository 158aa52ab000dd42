import { useState } from "preact/hooks";
import { Key } from "../../desk/states";
import { Button } from "../../parts/button";
import { Note } from "../../parts/notices";
import type { Doubt, Reading, Row, Way } from "./api";
import type { At } from "./grid";
import { useListWords } from "./words";

interface AsideProps {
  of: Reading;
  at: At | null;
  doubt: Doubt | null;
  /** Of the cell. */
  text: string;
  settled: boolean;
  /** How many other cells have the same doubt. */
  same: number;
  busy: boolean;
  takes: (r: Row) => ReadonlySet<string>;
  onChoose: (d: Doubt, way: Way, all: boolean) => void;
  onTake: (r: Row, to: ReadonlySet<string>) => void;
}

/** What is to be decided of a cell, and what becomes of its row. */
export function Aside(p: AsideProps) {
  const w = useListWords();
  const [all, setAll] = useState(false);
  const { at, of, doubt } = p;
  if (!at) return <p class="muted list__none">{w.asideNone}</p>;
  const row = of.rows.find((r) => r.no === at.row);
  const column = of.columns[at.column]?.name ?? of.table.header[at.column] ?? "";
  return (
    <>
      <header class="list__head"><h2>{row ? row.name || w.emptyCell : w.header}{doubt ? `，${column}` : ""}</h2>{doubt && <span class="muted">{w.place(doubt.row, doubt.cell)}</span>}</header>
      {doubt && (
        <section class="list__part">
          <Note kind={p.settled ? "plain" : doubt.unknown ? "no" : "wait"} icon="alert"><b>{w.original}“{p.text || w.emptyCell}”</b> {doubt.why}</Note>
          {p.settled && <p class="muted">{w.left}</p>}
          {p.same > 0 && <label class="tick"><input type="checkbox" checked={all} onChange={(e) => setAll(e.currentTarget.checked)} />{w.same(p.same)}</label>}
          <ol class="list__ways">
            {doubt.ways.map((way, i) => <li key={way.label}><Button busy={p.busy} onClick={() => p.onChoose(doubt, way, all)}><Key>{`${i + 1}`}</Key> {way.label}</Button></li>)}
          </ol>
        </section>
      )}
      {row && <Becomes key={row.no} row={row} takes={p.takes(row)} onTake={(to) => p.onTake(row, to)} />}
    </>
  );
}

/** What a row becomes: a definition, or changes of one. */
function Becomes({ row, takes, onTake }: { row: Row; takes: ReadonlySet<string>; onTake: (to: ReadonlySet<string>) => void }) {
  const w = useListWords();
  const toggle = (id: string, on: boolean) => onTake(new Set(on ? [...takes, id] : [...takes].filter((x) => x !== id)));
  return (
    <section class="list__part">
      {row.item && <p class="muted">{w.item(row.item)}</p>}
      {row.blocked && <Note kind="no" icon="lock">{row.blocked}</Note>}
      {row.existing && !row.blocked && (row.changes.length === 0 ? <p>{w.noChanges}</p> : (
        <fieldset class="list__changes">
          <legend>{w.changes}</legend>
          {row.changes.map((c) => (
            <label key={c.id} class="tick">
              <input type="checkbox" checked={takes.has(c.id)} onChange={(e) => toggle(c.id, e.currentTarget.checked)} />
              <span>{c.removes && <b>{w.removes}：</b>}{c.says.map((s, i) => <span key={i} class="list__says">{s}</span>)}</span>
            </label>
          ))}
        </fieldset>
      ))}
      {row.papers.length > 0 && (
        <>
          <h3>{w.papers}</h3>
          <ul class="list__papers">
            {row.papers.map((x) => <li key={x.title}><span>{x.title}{x.details && <small class="muted">{x.details}</small>}</span>{x.licence && <span class="yes">{w.reusable(x.licence)} <i class="trust">{x.trust}</i></span>}</li>)}
          </ul>
          {!row.existing && row.papers.some((x) => x.licence) && <Note kind="plain">{w.reuseNote}</Note>}
        </>
      )}
      {row.text && <details class="list__text-of"><summary>{w.fresh}</summary><pre tabIndex={0}>{row.text}</pre></details>}
    </section>
  );
}
