import { useEffect, useRef, useState } from "preact/hooks";
import { useStudioWords } from "../words";
import { put } from "./acts";
import { useBuilder } from "./builder";
import { row } from "./edits";
import { PickName } from "./pick";
import { TextBox } from "./text-box";

/** A row that is only begun: 当 [挑一个字段]. It stands in the text as soon as it says something. */
export function DraftRow() {
  const w = useStudioWords();
  const b = useBuilder();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const d = b.drafting.value;
  useEffect(() => { if (d) button.current?.focus(); }, [d]);
  const drop = () => {
    const after = d?.after ?? "";
    b.drafting.value = null;
    if (after) b.goal = { id: after, slot: "field" };
  };
  const begin = () => { if (!b.drafting.peek()) b.drafting.value = { after: "", how: "row" }; };
  const names = (d?.after && b.find(d.after)?.names) || b.names.value;
  if (d?.how === "text") {
    return (
      <div class="cond cond--text cond--draft">
        <span class="cond__kind-tag">{w.textRow}</span>
        <TextBox value="" onDone={(t) => { if (t === null) { drop(); return true; } return put(b, t); }} />
      </div>
    );
  }
  return (
    <div class="cond cond--draft" onKeyDown={(e) => {
      if (!d || open || !/^(Backspace|Delete|Escape)$/.test(e.key)) return;
      e.preventDefault();
      e.stopPropagation();
      drop();
    }}>
      <span class="muted">{w.draftRow}</span>
      <button ref={button} type="button" class="cond__slot cond__slot--field" onClick={() => { begin(); setOpen(true); }}>{w.pickField}</button>
      {open && <PickName names={names} onPick={(n) => put(b, row(n, names))} onClose={() => setOpen(false)} />}
    </div>
  );
}
