import { useEditing } from "../app";
import { textOf } from "../model/tree";
import { wordsOf } from "../schema";
import { useStudioWords } from "../words";
import { useLabel } from "./labels";
import type { EntryProps } from "./entries";

/** Up to so many stand side by side. */
const SIDE_BY_SIDE = 3;

/** One of the words that the language knows; a word that it doesn't is shown all the same. */
export function ChoiceEntry({ path, id, schema, value, closed }: EntryProps) {
  const w = useStudioWords();
  const e = useEditing();
  const label = useLabel();
  const words = wordsOf(schema)!;
  const now = textOf(value);
  const pick = (code: string) => {
    if (closed || code === now) return;
    if (code) e.do({ do: "set", at: path, value: code }, label(path));
    else e.do({ do: "delete", at: path }, label(path));
  };
  if (words.length <= SIDE_BY_SIDE && words.every((x) => x.text.length <= 6)) {
    return (
      <span class="seg" id={id} role="group" tabIndex={-1} aria-labelledby={`${id}-label`}>
        {words.map((x) => <button key={x.code} type="button" aria-pressed={now === x.code} aria-disabled={closed || undefined} onClick={() => pick(now === x.code ? "" : x.code)}>{x.text}</button>)}
      </span>
    );
  }
  return (
    <select id={id} class="select select--wide" value={now} disabled={closed} onChange={(ev) => pick(ev.currentTarget.value)}>
      <option value="">{w.notSet}</option>
      {words.map((x) => <option key={x.code} value={x.code}>{x.text}</option>)}
      {now && !words.some((x) => x.code === now) && <option value={now}>{now}</option>}
    </select>
  );
}
