import { useState } from "preact/hooks";
import { useEditing, type Editing } from "../app";
import { entryName, isList, isMap, isText, join, nameOf, textAt, textOf, type Tree } from "../model/tree";
import { rulePath } from "../model/item";
import { entriesOf, waysOf, wayOf } from "../schema";
import { Button } from "../../parts/button";
import { Sign } from "../icons";
import { useStudioWords, type StudioWords } from "../words";
import { useLabel } from "./labels";
import { Fields, idOf } from "./fields";
import { entryOf, type EntryProps } from "./entries";
import { least } from "./least";
import { Written } from "./written";
import type { Schema } from "../api";

/** What an entry of a list is called: by its own words, else by all that it says in one word each. */
function titleOf(e: Editing, w: StudioWords, path: string, t: Tree): string {
  const own = ["title", "text", "say", "law", "ask", "fault"].map((key) => textAt(t, key)).find(Boolean);
  if (own || isText(t)) return own ?? textOf(t);
  const say = (key: string, v: Tree) => (key === "by" ? e.entries.value.get(join("/facts", textOf(v)))?.title : e.look.value?.rules[rulePath(join(path, key))]) ?? saidSpan(w, textOf(v));
  return (isMap(t) ? t.m.filter(([, v]) => isText(v)).map(([key, v]) => say(key, v)) : []).join(w.comma) || nameOf(path).replace(/^#/, "");
}

const saidSpan = (w: StudioWords, text: string): string => text.replace(/^(\d+)(wd|d|mo|y)$/, (_, n: string, unit: string) => `${n} ${w.spans[unit]}`);

/** Entries with parts of their own: each can be opened, and one more added. Those that the outline shows are led to. */
export function PlacesEntry({ path, name, id, schema, value, closed }: EntryProps) {
  const w = useStudioWords();
  const e = useEditing();
  const label = useLabel();
  const [fresh, setFresh] = useState(-1);
  const of = entriesOf(e.schema, schema);
  const rows: [string, Tree][] = isList(value) ? value.l.map((t, i) => [entryName(value.l, i), t]) : isMap(value) ? value.m : [];
  const add = () => {
    if (schema.type === "array") e.do({ do: "insert", at: path, index: rows.length, value: least(e, parts(e.schema, of), name) }, label(path));
    else e.adding.value = { list: path, index: rows.length };
    setFresh(rows.length);
  };
  return (
    <div class="places" id={id} role="group" tabIndex={-1} aria-labelledby={`${id}-label`}>
      {rows.map(([handle, t], i) => {
        const here = join(path, handle);
        if (e.entries.value.has(here)) return <button key={i} type="button" class="places__link" onClick={() => e.select(here)}><span class="clip">{e.titleOf(here)}</span><Sign name="folded" /></button>;
        const way = wayOf(e.schema, of, t);
        return (
          <details key={i} class="places__one" open={i === fresh}>
            <summary><span class="clip" lang="zh-CN">{titleOf(e, w, here, t)}</span></summary>
            {way.properties ? <Fields path={here} schema={way} value={t} closed={closed} /> : <OneOf path={here} name={name} schema={of} way={way} value={t} closed={closed} />}
            {!closed && <Button small kind="quiet" icon="del" onClick={() => e.do({ do: "delete", at: here }, label(path))}>{w.removeThis}</Button>}
          </details>
        );
      })}
      {!closed && <Button small icon="plus" onClick={add}>{w.addOne(w.keysOf[name] ?? schema.title ?? "")}</Button>}
    </div>
  );
}

/** Of the ways of an entry, the one with parts: it can say all that the others say. */
const parts = (root: Schema, of: Schema): Schema => waysOf(root, of).find((x) => x.properties) ?? of;

/** An entry that is written as one value; it can be written with parts, too. */
function OneOf({ path, name, schema, way, value, closed }: { path: string; name: string; schema: Schema; way: Schema; value: Tree; closed: boolean }) {
  const w = useStudioWords();
  const Entry = entryOf(way, path);
  const id = idOf(path);
  return (
    <div class="prop__entry">
      <span class="sr-only" id={`${id}-label`}>{w.keysOf[name] ?? schema.title ?? name}</span>
      {!closed && <Written path={path} name={name} label={w.keysOf[name] ?? schema.title ?? name} whole={schema} way={way} value={value} />}
      <Entry path={path} name={name} id={id} schema={way} value={value} closed={closed} />
    </div>
  );
}
