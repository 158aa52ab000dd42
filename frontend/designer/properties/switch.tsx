import { useEditing } from "../app";
import { textOf, type Json } from "../model/tree";
import { useStudioWords } from "../words";
import { useLabel } from "./labels";
import type { EntryProps } from "./entries";

/** Yes or no; no is the same as leaving it out. A key of one word says the word. */
export function SwitchEntry({ path, id, schema, value, closed }: EntryProps) {
  const w = useStudioWords();
  const e = useEditing();
  const label = useLabel();
  const word = schema.const === undefined ? true : schema.const as Json;
  const on = textOf(value) === String(word);
  const turn = () => {
    if (closed) return;
    if (on) e.do({ do: "delete", at: path }, label(path));
    else e.do({ do: "set", at: path, value: word }, label(path));
  };
  return (
    <span class="switch-row">
      <button type="button" id={id} role="switch" class="switch" aria-checked={on} aria-disabled={closed || undefined} aria-labelledby={`${id}-label`} onClick={turn} />
      <span aria-hidden="true">{on ? w.yes : w.no}</span>
    </span>
  );
}
