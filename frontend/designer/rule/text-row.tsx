import { useState } from "preact/hooks";
import type { Cond } from "../../core/rows/cond";
import { textAt } from "../../core/rows/node";
import { useStudioWords } from "../words";
import { useBuilder, within } from "./builder";
import { replaced } from "./edits";
import { RowActs, Saw } from "./row";
import { TextBox } from "./text-box";

/** 文本条件: what rows can't say, byte for byte, with its sentence. */
export function TextRow({ c, id }: { c: Cond; id: string }) {
  const w = useStudioWords();
  const b = useBuilder();
  const [editing, setEditing] = useState(false);
  const own = textAt(b.text.value, c.node.outer);
  const r = b.live.reading.value;
  const said = r && r.text === b.text.value ? r.of.clauses.filter((k) => within(c.node.outer, k)).map((k) => k.text).join("") : "";
  return (
    <div class={`cond cond--text${b.selected.value === id ? " cond--on" : ""}${within(b.hover.value, c.node.outer) ? " cond--lit" : ""}`} data-row={id} role="group" aria-label={w.textRow}
      onPointerEnter={() => { b.hover.value = c.node.outer; }} onFocusIn={() => { b.selected.value = id; b.hover.value = c.node.outer; }}>
      <span class="cond__kind-tag">{w.textRow}</span>
      {editing ? <TextBox value={own} onDone={(t) => { if (t === null || b.change(replaced(b.text.peek(), c.node.outer, t))) { setEditing(false); return true; } return false; }} />
        : <code class="cond__code">{own}</code>}
      <Saw c={c} chipOnly />
      <RowActs c={c} id={id} />
      <span class="cond__below">{said ? w.readAs(said) : w.notReadYet}{w.keptAsIs}{b.may && !editing && <button type="button" data-slot="field" class="link" onClick={() => setEditing(true)}>{w.editText}</button>}</span>
    </div>
  );
}
