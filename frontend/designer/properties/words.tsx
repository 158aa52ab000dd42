import { useEditing } from "../app";
import { isList, textOf, type Json } from "../model/tree";
import { solid, wordsOf } from "../schema";
import { useStudioWords } from "../words";
import { useLabel } from "./labels";
import { Typing } from "./typing";
import type { EntryProps } from "./entries";

/** Several words: boxes where the language knows them all, else one to a comma. */
export function WordsEntry({ path, id, schema, value, closed }: EntryProps) {
  const w = useStudioWords();
  const e = useEditing();
  const label = useLabel();
  const now = isList(value) ? value.l.map(textOf) : [];
  const set = (list: string[]) => {
    if (list.join("\n") === now.join("\n")) return;
    if (list.length === 0) e.do({ do: "delete", at: path }, label(path));
    else e.do({ do: "set", at: path, value: list as Json }, label(path));
  };
  const known = wordsOf(solid(e.schema, schema.items));
  if (known) {
    return (
      <span class="ticks" id={id} role="group" tabIndex={-1} aria-labelledby={`${id}-label`}>
        {known.map((x) => (
          <label key={x.code} class="tick"><input type="checkbox" checked={now.includes(x.code)} disabled={closed} onChange={(ev) => set(known.map((k) => k.code).filter((c) => (c === x.code ? ev.currentTarget.checked : now.includes(c))))} />{x.text}</label>
        ))}
      </span>
    );
  }
  return <Typing id={id} value={now.join(w.comma)} closed={closed} onText={(text, typing) => { if (!typing) set(text.split(/[、,，\n]/).map((t) => t.trim()).filter(Boolean)); }} />;
}
