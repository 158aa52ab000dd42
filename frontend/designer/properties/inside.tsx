import { useEditing } from "../app";
import { Button } from "../../parts/button";
import { useStudioWords } from "../words";
import { useLabel } from "./labels";
import { Fields } from "./fields";
import type { EntryProps } from "./entries";

/** A part with keys of its own, folded until it is asked for. */
export function InsideEntry({ path, schema, value, closed }: EntryProps) {
  const w = useStudioWords();
  const e = useEditing();
  const label = useLabel();
  return (
    <details class="places__one" open={false}>
      <summary><span class="clip">{value ? w.partsOf(("m" in value ? value.m : []).length) : w.notSet}</span></summary>
      <Fields path={path} schema={schema} value={value ?? { m: [] }} closed={closed} />
      {value && !closed && <Button small kind="quiet" icon="del" onClick={() => e.do({ do: "delete", at: path }, label(path))}>{w.removeThis}</Button>}
    </details>
  );
}
