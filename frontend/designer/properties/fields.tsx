import { useState } from "preact/hooks";
import type { Schema } from "../api";
import { useEditing } from "../app";
import { child, isMap, join, yamlOf, type Tree } from "../model/tree";
import { solid, wayOf } from "../schema";
import { useStudioWords, type StudioWords } from "../words";
import { withNames } from "./known";
import { Written } from "./written";
import { entryOf } from "./entries";

/** The keys that are shown before anybody wrote them, where the language has them. */
const always = ["title", "ask", "hint", "type", "show", "need"];
/** The keys that name an entry: they stand in its head, where it has one. */
const named = ["id", "section"];
/** What the kind of a file says is not anybody's to change. */
const fixed = (s: Schema, key: string): boolean => key === "kind" && s.const !== undefined;

/** The keys of a map, each with its editor: those that are written, those that most entries have, the rest when asked for. */
export function Fields({ path, schema, value, closed, shared }: { path: string; schema: Schema; value: Tree; closed: boolean; shared?: string[] }) {
  const w = useStudioWords();
  const e = useEditing();
  const [more, setMore] = useState<string[]>([]);
  const headed = path === "" || e.entries.value.has(path);
  const keys = Object.keys(schema.properties ?? {}).filter((k) => !(headed && named.includes(k)) && !fixed(solid(e.schema, schema.properties![k]), k));
  const written = isMap(value) ? value.m.map(([k]) => k) : [];
  const shown = keys.filter((k) => (written.includes(k) || more.includes(k) || schema.required?.includes(k) || always.includes(k)) && (!shared || shared.includes(k)));
  const rest = keys.filter((k) => !shown.includes(k));
  const unknown = written.filter((k) => !(k in (schema.properties ?? {})));
  return (
    <div class="props" data-fields={path}>
      {shown.map((key) => <Field key={key} path={join(path, key)} name={key} schema={schema.properties![key]!} value={child(value, key)} closed={closed} />)}
      {unknown.map((key) => (
        <div key={key} class="prop"><span class="prop__label"><code>{key}</code></span><pre tabIndex={0}>{yamlOf(child(value, key)!)}</pre></div>
      ))}
      {!closed && !shared && rest.length > 0 && (
        <p class="props__more">
          <select class="select select--wide" aria-label={w.moreKeys} value="" onChange={(ev) => { const key = ev.currentTarget.value; setMore((m) => [...m, key]); requestAnimationFrame(() => document.getElementById(idOf(join(path, key)))?.focus()); }}>
            <option value="">{w.moreKeys}</option>
            {rest.map((k) => <option key={k} value={k}>{labelOf(w, k, solid(e.schema, schema.properties![k]))}</option>)}
          </select>
        </p>
      )}
    </div>
  );
}

/** Id of the control of a path. */
export const idOf = (path: string): string => `prop${path.replace(/[^A-Za-z0-9_]+/g, "-")}`;

/** What a key is called: a yes to one word says the word. */
function labelOf(w: StudioWords, key: string, s: Schema): string {
  return (typeof s.const === "string" ? w.constants[s.const] : undefined) ?? w.keysOf[key] ?? s.title ?? key;
}

function Field({ path, name, schema, value, closed }: { path: string; name: string; schema: Schema; value: Tree | undefined; closed: boolean }) {
  const w = useStudioWords();
  const e = useEditing();
  const whole = solid(e.schema, schema);
  const written = wayOf(e.schema, whole, value);
  const way = withNames(written, { names: e.names, tree: e.doc.tree.value, path, words: w });
  const Entry = entryOf(way, path);
  const id = idOf(path);
  const label = labelOf(w, name, { ...whole, ...(schema.title ? { title: schema.title } : {}) });
  return (
    <div class={`prop prop--${name}`} data-path={path}>
      <label class="prop__label" id={`${id}-label`} for={id} title={schema.title ?? whole.title}>{label}</label>
      <div class="prop__entry">
        {!closed && <Written path={path} name={name} label={label} whole={whole} way={written} value={value} />}
        <Entry path={path} name={name} id={id} schema={way} value={value} closed={closed} />
      </div>
    </div>
  );
}
