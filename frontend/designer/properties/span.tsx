import { useRef } from "preact/hooks";
import { useEditing } from "../app";
import { textOf } from "../model/tree";
import { useStudioWords } from "../words";
import { useLabel } from "./labels";
import type { EntryProps } from "./entries";

const units = ["wd", "d", "mo", "y"] as const;

/** How long: a number and its unit. */
export function SpanEntry({ path, id, value, closed }: EntryProps) {
  const w = useStudioWords();
  const e = useEditing();
  const label = useLabel();
  const number = useRef<HTMLInputElement>(null);
  const unit = useRef<HTMLSelectElement>(null);
  const text = textOf(value);
  const [, n = "", u = "wd"] = /^(\d+)(wd|d|mo|y)$/.exec(text) ?? [];
  const change = () => {
    const [now, of] = [number.current!.value.trim(), unit.current!.value];
    if (now === "") { if (text) e.do({ do: "delete", at: path }, label(path)); } else if (/^\d{1,4}$/.test(now) && `${now}${of}` !== text) e.do({ do: "set", at: path, value: `${now}${of}` }, label(path));
  };
  return (
    <span class="pair" key={text}>
      <input ref={number} id={id} class="input input--short" type="number" min={0} max={9999} defaultValue={n} readOnly={closed} onChange={change} />
      <select ref={unit} class="select" aria-label={w.unit} defaultValue={u} disabled={closed} onChange={change}>
        {units.map((x) => <option key={x} value={x} selected={x === u}>{w.spans[x]}</option>)}
      </select>
    </span>
  );
}
