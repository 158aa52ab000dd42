import { useEditing } from "../app";
import { isList, textOf } from "../model/tree";
import { useLabel } from "./labels";
import type { EntryProps } from "./entries";

/** Two numbers that belong together: the least and the most. */
export function PairEntry({ path, id, schema, value, closed }: EntryProps) {
  const e = useEditing();
  const label = useLabel();
  const parts = schema.prefixItems!;
  const now = parts.map((p, i) => (isList(value) && value.l[i] ? textOf(value.l[i]) : p.minimum === undefined ? "" : String(p.minimum)));
  const change = (i: number, text: string) => {
    if (!/^\d+$/.test(text)) return;
    const next = now.map((x, j) => Number(j === i ? text : x));
    // The most is never less than the least.
    if (next[1]! < next[0]!) next[1 - i] = next[i]!;
    e.do({ do: "set", at: path, value: next }, label(path));
  };
  return (
    <span class="pair" role="group" id={id} tabIndex={-1} aria-labelledby={`${id}-label`}>
      {parts.map((p, i) => (
        <label key={i}>{p.description}<input key={now[i]} class="input input--short" type="number" min={p.minimum} max={p.maximum} defaultValue={isList(value) ? now[i] : ""} readOnly={closed} onChange={(ev) => change(i, ev.currentTarget.value.trim())} /></label>
      ))}
    </span>
  );
}
