import { useEditing } from "../app";
import { textOf } from "../model/tree";
import { useLabel } from "./labels";
import type { EntryProps } from "./entries";

/** A whole number within its bounds. */
export function NumberEntry({ path, id, schema, value, closed }: EntryProps) {
  const e = useEditing();
  const label = useLabel();
  const change = (text: string) => {
    if (text === textOf(value)) return;
    if (text === "") e.do({ do: "delete", at: path }, label(path));
    else if (/^-?\d+$/.test(text)) e.do({ do: "set", at: path, value: Number(text) }, label(path));
  };
  return <input key={textOf(value)} id={id} class="input input--short" type="number" min={schema.minimum} max={schema.maximum} defaultValue={textOf(value)} readOnly={closed} onChange={(ev) => change(ev.currentTarget.value.trim())} />;
}
