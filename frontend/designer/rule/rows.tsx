import { useLayoutEffect, useRef } from "preact/hooks";
import type { Cond } from "../../core/rows/cond";
import { Button } from "../../parts/button";
import { useStudioWords } from "../words";
import { draft } from "./acts";
import { useBuilder } from "./builder";
import { DraftRow } from "./draft-row";
import { isGroup, switched } from "./edits";
import { useRowKeys } from "./keys";
import type { Name } from "./names";
import { Row, RowActs, Saw } from "./row";

/** The rule as rows: groups in one another, each row with what it saw and came to. */
export function Rows() {
  const w = useStudioWords();
  const b = useBuilder();
  const box = useRef<HTMLDivElement>(null);
  const press = useRowKeys();
  const { cond, fault } = b.read.value;
  const drafting = b.drafting.value;
  useLayoutEffect(() => {
    const { goal } = b;
    if (!goal) return;
    const row = box.current?.querySelector(`[data-row="${goal.id}"]`);
    const at = row?.querySelector<HTMLElement>(`[data-slot="${goal.slot}"]`) ?? row?.querySelector<HTMLElement>("[data-slot], button");
    if (!at) return;
    b.goal = null;
    at.focus();
  });
  if (b.givesValue) return <p class="muted">{w.onlyText}</p>;
  return (
    <div class="conds" ref={box} onKeyDown={press} onPointerLeave={() => { b.hover.value = null; }}>
      {b.refused.value && <p class="note-line" role="status">{w.notByRows}</p>}
      {fault && <p class="note-line" role="status">{w.unreadable}</p>}
      {!cond && !fault && <p class="conds__empty">{w.emptyRule}</p>}
      {cond && (isGroup(cond) ? <Group c={cond} id="r" names={b.names.value} /> : <Item c={cond} id="r" names={b.names.value} />)}
      {/* One place for both: what is begun by a press is the row that was pressed, with its window open. */}
      {!fault && (drafting ? drafting.after === "" || drafting.after === "r" && !(cond && isGroup(cond)) : !cond && b.may) && <DraftRow />}
      {b.may && !fault && (
        <div class="conds__acts">
          <Button small icon="plus" onClick={() => draft(b)}>{w.addRow}</Button>
          {cond && <Button small icon="plus" onClick={() => draft(b, "group")}>{w.addGroup}</Button>}
          <Button small icon="plus" onClick={() => draft(b, "text")}>{w.addText}</Button>
          <span class="muted conds__keys">{w.rowKeys}</span>
        </div>
      )}
    </div>
  );
}

/** A condition at its place: a group, or a row. */
export function Item({ c, id, names }: { c: Cond; id: string; names: Name[] }) {
  const b = useBuilder();
  const drafting = b.drafting.value;
  if (isGroup(c) || c.kind === "not" && isGroup(c.items[0]!)) return <Group c={c} id={id} names={names} />;
  return (
    <>
      <Row c={c} id={id} names={names} />
      {drafting?.after === id && id !== "r" && <DraftRow />}
    </>
  );
}

function Group({ c, id, names }: { c: Cond; id: string; names: Name[] }) {
  const w = useStudioWords();
  const b = useBuilder();
  const not = c.kind === "not";
  const inner = not ? c.items[0]! : c;
  const innerId = not ? `${id}.0` : id;
  const whole = id === "r" && !not;
  const drafting = b.drafting.value;
  const kind = (to: "all" | "any") => { if (to !== inner.kind) b.change(switched(b.text.peek(), inner)); };
  return (
    <div class={whole ? "cond-whole" : "cond-group"} data-row={id} role="group" aria-label={not ? w.notGroups[inner.kind] : w.groups[inner.kind]}
      onFocusIn={(e) => { if ((e.target as Element).closest("[data-row]") === e.currentTarget) b.selected.value = id; }}>
      <div class="cond-group__head" onPointerEnter={() => { if (!whole) b.hover.value = c.node.outer; }}>
        {not && <span class="tag tag--wait">{w.notGroups[inner.kind]}</span>}
        <span class="seg" role="group" aria-label={w.groupOf}>
          {(["all", "any"] as const).map((k) => (
            <button key={k} type="button" data-slot={k === inner.kind ? "field" : undefined} aria-pressed={inner.kind === k} aria-disabled={!b.may || undefined} onClick={() => kind(k)}>{w.groups[k]}</button>
          ))}
        </span>
        {whole && <span class="muted">{w.groupHints[inner.kind]}</span>}
        {!whole && <><RowActs c={c} id={id} /><Saw c={c} chipOnly /></>}
      </div>
      {inner.items.map((x, i) => <Item key={i} c={x} id={`${innerId}.${i}`} names={names} />)}
      {drafting && drafting.after === id && <DraftRow />}
      {!whole && b.may && <button type="button" class="cond-group__add" onClick={() => draft(b, "row", innerId)}>＋ {w.addInside}</button>}
    </div>
  );
}
