import { useEditing } from "../app";
import { entryName, isList, isMap, isText, join, textAt, type Json, type Tree } from "../model/tree";
import { orderOf, solid } from "../schema";
import { Button } from "../../parts/button";
import { Sign } from "../icons";
import { useStudioWords } from "../words";
import { useLabel } from "./labels";
import { Fields } from "./fields";
import type { EntryProps } from "./entries";
import type { Schema } from "../api";
import { definition } from "../messages/definition";

/** What an entry of a list is called. */
export function titleOf(t: Tree, name: string): string {
  return textAt(t, "title") || textAt(t, "text") || textAt(t, "say") || textAt(t, "law") || textAt(t, "ask") || textAt(t, "fault") || textAt(t, "value") || (isText(t) ? t.s : "") || name.replace(/^#/, "");
}

/** Entries with parts of their own: each can be opened, and one more added. Those that the outline shows are led to. */
export function PlacesEntry({ path, schema, value, closed }: EntryProps) {
  const w = useStudioWords();
  const e = useEditing();
  const label = useLabel();
  const of = solid(e.schema, schema.items ?? (typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined));
  const rows: [string, Tree][] = isList(value) ? value.l.map((t, i) => [entryName(value.l, i), t]) : isMap(value) ? value.m : [];
  const listed = schema.type === "array";
  const add = () => e.do({ do: "insert", at: path, index: rows.length, value: least(e.schema, of, definition.toFill) }, label(path));
  return (
    <div class="places">
      {rows.map(([name, t]) => {
        const here = join(path, name);
        if (e.entries.value.has(here)) return <button key={name} type="button" class="places__link" onClick={() => e.select(here)}><span class="clip">{e.titleOf(here)}</span><Sign name="folded" /></button>;
        return (
          <details key={name} class="places__one">
            <summary><span class="clip">{titleOf(t, name)}</span></summary>
            <Fields path={here} schema={of} value={t} closed={closed} />
            {!closed && <Button small kind="quiet" icon="del" onClick={() => e.do({ do: "delete", at: here }, label(path))}>{w.removeThis}</Button>}
          </details>
        );
      })}
      {!closed && listed && of.properties && <Button small icon="plus" onClick={add}>{w.addOne(schema.title ?? "")}</Button>}
    </div>
  );
}

/** An entry with what it must have and nothing else. */
function least(root: Schema, s: Schema, words: string): Json {
  const out: { [key: string]: Json } = {};
  for (const key of orderOf(s).filter((k) => s.required?.includes(k))) {
    const of = solid(root, s.properties![key]);
    const first = of.oneOf?.[0]?.const;
    out[key] = typeof first === "string" ? first : Array.isArray(of.type) ? true : of.type === "integer" ? of.minimum ?? 0 : of.type === "array" ? [] : words;
  }
  return out;
}

