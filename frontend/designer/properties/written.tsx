import type { Schema } from "../api";
import { useEditing } from "../app";
import type { Tree } from "../model/tree";
import { waysOf } from "../schema";
import { useStudioWords } from "../words";
import { useLabel } from "./labels";
import { least } from "./least";
import { kindOf, turned } from "./ways";

interface WrittenProps {
  path: string;
  name: string;
  label: string;
  /** With all its ways. */
  whole: Schema;
  /** The way that stands. */
  way: Schema;
  value: Tree | undefined;
}

/** 写法: where a key can be written in several ways, which. What is there already is said in the other way. */
export function Written({ path, name, label, whole, way, value }: WrittenProps) {
  const w = useStudioWords();
  const e = useEditing();
  const say = useLabel();
  const ways = waysOf(e.schema, whole);
  // A key of one value that some words say is no way of its own.
  const kinds = [...new Set(ways.map(kindOf))];
  if (kinds.length < 2) return null;
  const now = kindOf(way);
  const to = (kind: string) => {
    const next = ways.find((x) => kindOf(x) === kind)!;
    const json = (value && turned(e.schema, value, next)) ?? least(e, next, name);
    e.do({ do: "set", at: path, value: json }, say(path));
  };
  return (
    <select class="select written" aria-label={w.writtenAs(label)} title={w.writtenAs(label)} value={now} onChange={(ev) => to(ev.currentTarget.value)}>
      {kinds.map((k) => <option key={k} value={k}>{w.ways[k]}</option>)}
    </select>
  );
}
