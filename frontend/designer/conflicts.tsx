import { useState } from "preact/hooks";
import { Button } from "../parts/button";
import { useEditing } from "./app";
import { placeText } from "./deleting";
import type { Conflict } from "./document";
import { useStudioWords } from "./words";

const textOf = (v: unknown): string => (v === undefined || v === null ? "" : typeof v === "string" ? v : JSON.stringify(v));

/** Two people changed the same place: both texts, and nothing is dropped. What was refused is said here, too. */
export function Conflicts() {
  const w = useStudioWords();
  const e = useEditing();
  const { doc } = e;
  const refused = doc.refused.value;
  return (
    <>
      {refused && (
        <div class="clash clash--no" role="alert">
          <p><b>{refused.label ? w.refusedStep(refused.label) : w.notDone}</b>{refused.say}</p>
          <Button small onClick={() => { doc.refused.value = null; }}>{w.understood}</Button>
        </div>
      )}
      {doc.conflicts.value.map((c) => <One key={c.pending.key} conflict={c} />)}
    </>
  );
}

function One({ conflict: c }: { conflict: Conflict }) {
  const w = useStudioWords();
  const e = useEditing();
  const [both, setBoth] = useState<string | null>(null);
  const mine = textOf(c.mine);
  const theirs = textOf(c.theirs);
  const place = placeText(e.titleOf.bind(e), c.part.command.at, w);
  return (
    <div class="clash clash--wait" role="alert">
      <p><b>{w.alsoChanged(c.by || w.somebody, place)}</b>{w.bothKept}</p>
      {both === null ? (
        <>
          <div class="clash__two">
            <div><small>{w.mine}</small><p>{mine || w.emptyValue}</p></div>
            <div><small>{c.by || w.somebody}</small><p>{theirs || w.emptyValue}</p></div>
          </div>
          <p class="clash__acts">
            {typeof c.mine === "string" && <Button small kind="primary" onClick={() => setBoth([theirs, mine].filter(Boolean).join(""))}>{w.mergeBoth}</Button>}
            <Button small onClick={() => e.doc.settle(c, c.mine)}>{w.useMine}</Button>
            <Button small onClick={() => e.doc.settle(c)}>{w.useTheirs}</Button>
          </p>
        </>
      ) : (
        <>
          <textarea class="input" aria-label={w.mergeBoth} rows={2} value={both} onInput={(ev) => setBoth(ev.currentTarget.value)} />
          <p class="clash__acts"><Button small kind="primary" onClick={() => e.doc.settle(c, both)}>{w.keepThis}</Button><Button small onClick={() => setBoth(null)}>{w.cancel}</Button></p>
        </>
      )}
    </div>
  );
}
