import type { ComponentChildren } from "preact";
import { TextButton } from "./button";
import { cx } from "./classes";
import { Icon } from "./icon/icon";
import { Tag } from "./tag";
import { useWords } from "./words";

/** A column of the table. */
export interface Column {
  id: string;
  title: string;
}

/** What checking one row has found: nothing to say, still looking, or a fault with its sentence. */
export type RowCheck = { state: "ok" } | { state: "unknown"; tag: string; say: string } | { state: "error"; say: string };

/** One row: a cell for each column, checked by itself. */
export interface Row {
  id: string;
  /** Names the row to those who only hear its buttons: 林嘉欣宁, or 第2行. */
  name: string;
  cells: Record<string, ComponentChildren>;
  check?: RowCheck;
  /** The column under which the check speaks; the last one if left out. */
  checkAt?: string;
  act?: ComponentChildren;
  onEdit?: () => void;
  onRemove?: () => void;
}

interface RowTableProps {
  caption: string;
  columns: Column[];
  rows: Row[];
  foot?: ComponentChildren;
  empty?: string;
}

const face = (c?: RowCheck) => (c?.state === "error" ? "is-error" : c?.state === "unknown" ? "is-wait" : undefined);

/** More columns than this are squeezed on any screen: each row is a card then. */
const MOST_COLUMNS = 6;

/** Rows of a table; on a phone, or with many columns, each row is a card whose cells carry their column's title. */
export function RowTable({ caption, columns, rows, foot, empty }: RowTableProps) {
  const w = useWords();
  const acts = rows.some((r) => r.onEdit || r.onRemove);
  const cards = columns.length > MOST_COLUMNS;
  const last = columns[columns.length - 1]?.id;
  return (
    <>
      <table class={cx("table", "table--rows", cards && "table--cards")}>
        <caption class="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((c) => <th scope="col" key={c.id}>{c.title}</th>)}
            {acts && <th scope="col"><span class="sr-only">{w.actions}</span></th>}
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 && <tr><td colSpan={columns.length} class="muted">{empty ?? w.noRows}</td></tr>}
          {rows.map((r) => (
            <tr key={r.id} id={r.id} class={face(r.check)} tabIndex={-1}>
              {columns.map((c) => (
                <td key={c.id} data-title={c.title}>
                  {r.cells[c.id]}
                  {!cards && (r.checkAt ?? last) === c.id && <Checked check={r.check} act={r.act} />}
                </td>
              ))}
              {cards && <td class="table__check"><Checked check={r.check} act={r.act} /></td>}
              {acts && (
                <td class="table__act">
                  {r.onEdit && <TextButton label={`${w.change}${w.colon}${r.name}`} onClick={r.onEdit}>{w.change}</TextButton>}
                  {r.onRemove && <TextButton label={`${w.remove}${w.colon}${r.name}`} onClick={r.onRemove}>{w.remove}</TextButton>}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {foot && <div class="held-list__foot">{foot}</div>}
    </>
  );
}

function Checked({ check, act }: { check?: RowCheck; act?: ComponentChildren }) {
  if (!check || check.state === "ok") return <>{act}</>;
  if (check.state === "unknown") {
    return (
      <>
        <Tag kind="unknown" icon="ask">{check.tag}</Tag>
        <p class="origin">{check.say}</p>
        {act}
      </>
    );
  }
  return (
    <>
      <p class="field__error small"><Icon name="alert" /><span>{check.say}</span></p>
      {act}
    </>
  );
}
