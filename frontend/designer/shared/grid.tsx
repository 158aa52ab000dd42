import { useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { Tag } from "../../parts/tag";
import { useEditing } from "../app";
import { Sign } from "../icons";
import { textAt, type Tree } from "../model/tree";
import { cellsOf, counts, placeFor, rowsOf, written, type DatedRow } from "./rows";
import { useSharedWords } from "./words";

/** A dated table: a row for each first day. Rows that count are closed; another one says what counts from a later day on. */
export function Grid({ tree }: { tree: Tree }) {
  const w = useSharedWords();
  const e = useEditing();
  const [adding, setAdding] = useState(false);
  const cells = cellsOf(tree);
  const rows = rowsOf(tree);
  const keyed = textAt(tree, "key") !== "";
  const today = new Date().toLocaleDateString("sv");
  const set = (n: number, path: string, title: string, value: string) => e.do({ do: "set", at: `/rows/${n}/${path}`, value }, w.labels.cell(title, rows[n]!.from), true);
  return (
    <section class="panel shared__part" aria-label={w.grid}>
      <h2>{w.grid}</h2>
      <p class="muted">{w.gridHint}</p>
      <div class="shared__scroll" tabIndex={0}>
        <table class="t shared__grid">
          <thead>
            <tr>
              <th scope="col">{w.from}</th><th scope="col" class="shared__day">{w.to}</th>{keyed && <th scope="col">{w.key}</th>}
              {cells.map((c) => <th key={c.id} scope="col">{c.title}{c.unit && <small class="muted">{c.unit}</small>}</th>)}
              <th scope="col">{w.basis}</th><th scope="col"><span class="sr-only">{w.columns.act}</span></th>
            </tr>
          </thead>
          <tbody>
            {rows.map((r, n) => {
              const closed = counts(r, today) || !e.may;
              const box = (path: string, title: string, value: string) => (closed ? <span class="shared__closed">{value}</span>
                : <input class="input" aria-label={w.cellOf(title, r.from)} value={value} onInput={(ev) => set(n, path, title, ev.currentTarget.value)} />);
              return (
                <tr key={n} class={counts(r, today) ? "shared__past" : undefined} title={counts(r, today) ? w.countsWhy : undefined}>
                  <th scope="row">
                    {r.from}
                    <div>{counts(r, today) ? <Tag kind="yes"><Sign name="lock" />{w.counts}<span class="sr-only">{w.countsWhy}</span></Tag> : <Tag kind="wait">{w.coming}</Tag>}</div>
                  </th>
                  <td class="shared__day">{r.until || <span class="muted">{w.forEver}</span>}</td>
                  {keyed && <td>{r.key}</td>}
                  {cells.map((c) => <td key={c.id}>{box(`values/${c.id}`, c.title, r.values[c.id] ?? "")}</td>)}
                  <td class="shared__why">{box("basis", w.basis, r.basis)}</td>
                  <td class="num">
                    {!closed && <Button small kind="quiet" icon="del" label={w.removeRow(r.from)} onClick={() => e.do({ do: "delete", at: `/rows/${n}` }, w.labels.removed(r.from))} />}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {e.may && (adding
        ? <NewRow rows={rows} cells={cells} keyed={keyed} today={today} onStay={() => setAdding(false)}
          onPut={(r) => { if (e.do({ do: "insert", at: "/rows", index: placeFor(rows, r.from), value: written(r) }, w.labels.added(r.from))) setAdding(false); }} />
        : <Button icon="plus" onClick={() => setAdding(true)}>{w.addRow}</Button>)}
    </section>
  );
}

interface NewRowProps {
  rows: DatedRow[];
  cells: { id: string; title: string; unit: string }[];
  keyed: boolean;
  today: string;
  onPut: (r: { from: string; key: string; basis: string; values: Record<string, string> }) => void;
  onStay: () => void;
}

/** A row to be added: it begins with what the last one says. */
function NewRow({ rows, cells, keyed, today, onPut, onStay }: NewRowProps) {
  const w = useSharedWords();
  const last = rows.at(-1);
  const [row, setRow] = useState({ from: "", key: last?.key ?? "", basis: "", values: { ...last?.values } as Record<string, string> });
  const [wrong, setWrong] = useState("");
  const put = () => {
    const said = row.from <= today ? w.needDay : rows.some((r) => r.from === row.from && r.key === row.key) ? w.taken(row.from) : row.basis.trim() ? "" : w.needBasis;
    setWrong(said);
    if (!said) onPut({ ...row, basis: row.basis.trim() });
  };
  return (
    <form class="shared__new" aria-label={w.adding} onSubmit={(ev) => { ev.preventDefault(); put(); }}>
      <label>{w.from}<input class="input" type="date" value={row.from} onInput={(ev) => setRow({ ...row, from: ev.currentTarget.value })} ref={(el) => { if (el && !row.from && document.activeElement === document.body) el.focus(); }} /></label>
      {keyed && <label>{w.key}<input class="input" value={row.key} onInput={(ev) => setRow({ ...row, key: ev.currentTarget.value })} /></label>}
      {cells.map((c) => <label key={c.id}>{c.title}{c.unit && ` (${c.unit})`}<input class="input" value={row.values[c.id] ?? ""} onInput={(ev) => setRow({ ...row, values: { ...row.values, [c.id]: ev.currentTarget.value } })} /></label>)}
      <label class="shared__basis">{w.basis}<input class="input" value={row.basis} onInput={(ev) => setRow({ ...row, basis: ev.currentTarget.value })} /></label>
      {wrong && <p class="no" role="alert">{wrong}</p>}
      <p class="shared__acts"><Button kind="primary" type="submit">{w.put}</Button><Button onClick={onStay}>{w.stay}</Button></p>
    </form>
  );
}
