import { useState } from "preact/hooks";
import { namingColumn } from "../../core/rows";
import { Button } from "../../parts/button";
import { FieldFrame } from "../../parts/field-frame";
import { RowTable } from "../../parts/row-table";
import { useWords } from "../../parts/words";
import { textOf, wordsOf } from "../types";
import type { Cell, FieldType, FieldUI, InputProps, Json, PlanField, ShowProps } from "../types";

type RowValue = { [key: string]: Json };

/** Rows of the value; anything else is no row. */
export function rowsOf(value: Json): RowValue[] {
  return Array.isArray(value) ? value.filter((r): r is RowValue => r !== null && typeof r === "object" && !Array.isArray(r)) : [];
}

/** A name for a new row that no row of this table has had: names are never used twice. */
export function freshRow(rows: RowValue[]): string {
  const most = rows.reduce((n, r) => Math.max(n, Number(/^r(\d+)$/.exec(textOf(r._row))?.[1] ?? 0)), 0);
  return `r${most + 1}`;
}

/** Rows of a table whose rows are given: f1, f2 …, the engine's names for them, with what was answered so far. */
export function fixedRows(n: number, answered: RowValue[]): RowValue[] {
  return Array.from({ length: n }, (_, i) => answered.find((r) => r._row === `f${i + 1}`) ?? { _row: `f${i + 1}` });
}

/** What stands in a cell: evaluation's word on it, else the answer; null for a cell that isn't asked for. */
function valueOf(column: PlanField, row: RowValue, { cells }: Pick<ShowProps, "cells">): Json {
  const cell = cells?.(textOf(row._row), column);
  return cell?.shown === false ? null : cell?.value ?? row[column.id] ?? null;
}

/** What a person would call a row; "" while nothing is written. */
function nameOf(columns: PlanField[], row: RowValue, p: Pick<ShowProps, "cells">): string {
  const first = namingColumn(columns);
  return first ? textOf(valueOf(first, row, p)) : "";
}

/** The table's two faces. It is given the other types, so that no module imports itself in a circle. */
export function tableOf(kit: () => Record<FieldType, FieldUI>): FieldUI {
  function Input(p: InputProps) {
    const w = useWords();
    const [open, setOpen] = useState<string | null>(null);
    const fixed = p.field.rows?.fixed;
    const rows = fixed ? fixedRows(fixed.length, rowsOf(p.value)) : rowsOf(p.value);
    const columns = p.field.columns ?? [];
    const most = p.field.rows?.max;
    const put = (next: RowValue[]) => p.onChange(next.length > 0 ? next : null);
    const add = () => {
      const _row = freshRow(rows);
      put([...rows, { _row }]);
      setOpen(_row);
    };
    const editing = rows.find((r) => r._row === open);
    const take = (id: string) => {
      put([...rows, { _row: id }]);
      setOpen(id);
    };
    const offers = p.offers?.filter((o) => !rows.some((r) => r._row === o.id)) ?? [];
    return (
      <div class="table-field">
        <RowTable
          caption={p.field.title}
          columns={columns.map((c) => ({ id: c.id, title: c.title }))}
          rows={rows.map((r, i) => ({
            id: `${p.id}-${textOf(r._row)}`,
            name: fixed?.[i] ?? (nameOf(columns, r, p) || w.rowOf(i + 1)),
            cells: cellsOf(columns, r, p),
            check: p.check?.(textOf(r._row)),
            onEdit: p.disabled ? undefined : () => setOpen(textOf(r._row)),
            onRemove: p.disabled || fixed ? undefined : () => { put(rows.filter((x) => x !== r)); p.onBlur?.(); },
          }))}
          foot={!fixed && (most === undefined || rows.length < most) && (
            <><Button small icon="plus" onClick={add}>{w.addRow}</Button><span class="small muted">{w.rowsAre(rows.length)}</span></>
          )}
        />
        {offers.length > 0 && !p.disabled && (
          <ul class="offers">
            {offers.map((o) => <li key={o.id}><span>{o.text}</span><Button small icon="plus" label={`${w.takeRecord}${w.colon}${o.text}`} onClick={() => take(o.id)}>{w.takeRecord}</Button></li>)}
          </ul>
        )}
        {editing && (
          <RowEditor
            p={p}
            columns={columns}
            row={editing}
            title={fixed?.[rows.indexOf(editing)] ?? w.rowOf(rows.indexOf(editing) + 1)}
            onRow={(next) => put(rows.map((r) => (r === editing ? next : r)))}
            onDone={() => { setOpen(null); p.onBlur?.(); }}
          />
        )}
      </div>
    );
  }

  function cellsOf(columns: PlanField[], row: RowValue, p: Pick<ShowProps, "lang" | "cells">) {
    return Object.fromEntries(columns.map((c) => {
      const { Show } = kit()[c.type];
      const value = valueOf(c, row, p);
      return [c.id, value === null ? null : <Show field={c} value={value} lang={p.lang} masked />];
    }));
  }

  function RowEditor({ p, columns, row, title, onRow, onDone }: {
    p: InputProps; columns: PlanField[]; row: RowValue; title: string; onRow: (r: RowValue) => void; onDone: () => void;
  }) {
    const w = useWords();
    return (
      <section class="row-editor" aria-label={`${p.field.title}${w.colon}${title}`}>
        <h4>{title}</h4>
        <div class="fields">
          {columns.map((c) => {
            const ui = kit()[c.type];
            const cell: Cell = p.cells?.(textOf(row._row), c) ?? { shown: true };
            if (!cell.shown) return null;
            const text = cell.origin?.state === "locked" || cell.origin?.state === "computed" || cell.origin?.state === "disputed";
            const typed = row[c.id] ?? null;
            const value = text ? (cell.value ?? typed) : (typed ?? cell.value ?? null);
            return (
              <FieldFrame key={c.id} id={`${p.id}-${textOf(row._row)}-${c.id}`} title={wordsOf(c.ask) || c.title} hint={cell.hint ?? wordsOf(c.hint)}
                error={cell.error} warning={cell.warning} origin={cell.origin} optional={cell.need === false} group={ui.group} wide={ui.group} {...cell.acts}>
                {(ids) => text ? <p class="strong"><ui.Show field={c} value={value} lang={p.lang} /></p> : (
                  <ui.Input {...ids} field={c} value={value} lang={p.lang} onFiles={p.onFiles} camera={p.camera}
                    need={cell.need} min={cell.min} max={cell.max} options={cell.options}
                    onChange={(v) => onRow({ ...row, [c.id]: v })} />
                )}
              </FieldFrame>
            );
          })}
        </div>
        <Button kind="confirm" icon="check" onClick={onDone}>{w.rowDone}</Button>
      </section>
    );
  }

  function Show(p: ShowProps) {
    const columns = p.field.columns ?? [];
    return (
      <div class="table-field">
        <RowTable
          caption={p.field.title}
          columns={columns.map((c) => ({ id: c.id, title: c.title }))}
          rows={rowsOf(p.value).map((r, i) => ({ id: `show-${p.field.id}-${i}`, name: String(i + 1), cells: cellsOf(columns, r, p) }))}
        />
      </div>
    );
  }

  return { Input, Show, group: true };
}
