import { useEditing } from "../app";
import { setText } from "../acts";
import { nameOf, parentOf, textOf } from "../model/tree";
import { useLabel } from "./labels";
import { Typing } from "./typing";
import type { EntryProps } from "./entries";

/** A text: what is typed is seen on the canvas with the key. */
export function TextEntry({ path, id, value, closed }: EntryProps) {
  const e = useEditing();
  const label = useLabel();
  return (
    <Typing id={id} value={textOf(value)} closed={closed} onText={(text, typing) => {
      if (!(typing && text === "")) setText(e, parentOf(path), nameOf(path), text, label(path), typing);
    }} />
  );
}
