import { Button } from "../../parts/button";
import { useEditing } from "../app";
import { isMap, join, textOf } from "../model/tree";
import { Sign } from "../icons";
import { useStudioWords } from "../words";
import { useLabel } from "./labels";
import { Typing } from "./typing";
import type { EntryProps } from "./entries";
import { definition } from "../messages/definition";

/** Codes with their texts: the answers of a choice. */
export function OptionsEntry({ path, id, value, closed }: EntryProps) {
  const w = useStudioWords();
  const e = useEditing();
  const label = useLabel();
  const rows = isMap(value) ? value.m : [];
  const add = () => {
    let n = rows.length + 1;
    while (rows.some(([k]) => k === `option_${n}`)) n++;
    e.do({ do: "set", at: join(path, `option_${n}`), value: definition.newOption }, label(path));
    requestAnimationFrame(() => document.getElementById(`${id}-${rows.length}`)?.focus());
  };
  return (
    <div class="options" id={id} role="group" tabIndex={-1} aria-labelledby={`${id}-label`}>
      {rows.map(([code, text], i) => (
        <div key={code} class="options__row">
          <Typing id={`${id}-${i}`} label={w.optionText(code)} value={textOf(text)} closed={closed} onText={(t, typing) => { if (t) e.do({ do: "set", at: join(path, code), value: t }, label(path), typing); }} />
          <code title={w.code}>{code}</code>
          {!closed && rows.length > 1 && <button type="button" class="btn btn--quiet btn--icon" aria-label={w.removeOption(textOf(text))} onClick={() => e.do({ do: "delete", at: join(path, code) }, label(path))}><Sign name="del" /></button>}
        </div>
      ))}
      {!closed && <Button small icon="plus" onClick={add}>{w.addOption}</Button>}
    </div>
  );
}
