import { useState } from "preact/hooks";
import type { Schema } from "../api";
import { useEditing } from "../app";
import { child, isMap, join, yamlOf, type Tree } from "../model/tree";
import { solid, wayOf } from "../schema";
import { useStudioWords } from "../words";
import { entryOf } from "./entries";

/** The keys that are shown before anybody wrote them, where the language has them. */
const always = ["title", "ask", "hint", "type", "show", "need"];
/** The keys that name an entry: they stand in its head. */
const named = ["id", "section"];

/** The keys of a map, each with its editor: those that are written, those that most entries have, the rest when asked for. */
export function Fields({ path, schema, value, closed, shared }: { path: string; schema: Schema; value: Tree; closed: boolean; shared?: string[] }) {
  const w = useStudioWords();
  const e = useEditing();
  const [more, setMore] = useState<string[]>([]);
  const keys = Object.keys(schema.properties ?? {}).filter((k) => !named.includes(k));
  const written = isMap(value) ? value.m.map(([k]) => k) : [];
  const shown = keys.filter((k) => (written.includes(k) || more.includes(k) || schema.required?.includes(k) || always.includes(k)) && solid(e.schema, schema.properties![k]).const === undefined && (!shared || shared.includes(k)));
  const rest = keys.filter((k) => !shown.includes(k) && solid(e.schema, schema.properties![k]).const === undefined);
  const unknown = written.filter((k) => !(k in (schema.properties ?? {})));
  return (
    <div class="props">
      {shown.map((key) => <Field key={key} path={join(path, key)} name={key} schema={schema.properties![key]!} value={child(value, key)} closed={closed} />)}
      {unknown.map((key) => (
        <div key={key} class="prop"><span class="prop__label"><code>{key}</code></span><pre tabIndex={0}>{yamlOf(child(value, key)!)}</pre></div>
      ))}
      {!closed && !shared && rest.length > 0 && (
        <p class="props__more">
          <select class="select select--wide" aria-label={w.moreKeys} value="" onChange={(ev) => { const key = ev.currentTarget.value; setMore((m) => [...m, key]); requestAnimationFrame(() => document.getElementById(idOf(join(path, key)))?.focus()); }}>
            <option value="">{w.moreKeys}</option>
            {rest.map((k) => <option key={k} value={k}>{w.keysOf[k] ?? solid(e.schema, schema.properties![k]).title ?? k}</option>)}
          </select>
        </p>
      )}
    </div>
  );
}

/** Id of the control of a path. */
export const idOf = (path: string): string => `prop${path.replace(/[^A-Za-z0-9_]+/g, "-")}`;

function Field({ path, name, schema, value, closed }: { path: string; name: string; schema: Schema; value: Tree | undefined; closed: boolean }) {
  const w = useStudioWords();
  const e = useEditing();
  const whole = solid(e.schema, schema);
  const way = wayOf(e.schema, whole, value);
  const Entry = entryOf(way, value, whole);
  const id = idOf(path);
  return (
    <div class={`prop prop--${name}`} data-path={path}>
      <label class="prop__label" id={`${id}-label`} for={id} title={schema.title ?? whole.title}>{w.keysOf[name] ?? schema.title ?? whole.title ?? name}</label>
      <Entry path={path} name={name} id={id} schema={way} value={value} closed={closed} />
    </div>
  );
}
