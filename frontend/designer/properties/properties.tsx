import type { ComponentType } from "preact";
import { useState } from "preact/hooks";
import { useEditing } from "../app";
import { Button } from "../../parts/button";
import { addBeside, usesOf } from "../acts";
import { placeText } from "../deleting";
import { at, hasId, isMap, textOf, type Tree } from "../model/tree";
import { schemaAt } from "../schema";
import { Sign, signOf } from "../icons";
import { useStudioWords, type StudioWords } from "../words";
import { Fields } from "./fields";
import { Several } from "./several";

/** What stands beside the canvas about the entry that is selected. Another view of it is a row. */
interface Tab {
  id: keyof StudioWords["tabs"];
  Body: ComponentType<{ path: string }>;
}

const tabs: Tab[] = [{ id: "properties", Body: Keys }, { id: "uses", Body: Uses }];
/** Of what items share the uses stand in the middle. */
const sharedTabs = tabs.slice(0, 1);

/** The properties of what is selected, made from the schema. */
export function Properties() {
  const w = useStudioWords();
  const e = useEditing();
  const [tab, setTab] = useState<Tab["id"]>("properties");
  const selection = e.selection.value;
  const path = selection[0] ?? "";
  const entry = e.entries.value.get(path);
  if (e.foreign.value) return <aside class="properties" tabIndex={-1} aria-label={w.properties}><p class="properties__none">{w.fromFragment(e.trial.session.value?.plan.fields.find((f) => `form.${f.id}` === e.foreign.value)?.title ?? "")}</p></aside>;
  if (selection.length > 1) return <aside class="properties" tabIndex={-1} aria-label={w.properties}><Several /></aside>;
  if (!entry) {
    return (
      <aside class="properties" tabIndex={-1} aria-label={w.properties}>
        <header class="properties__head"><Sign name="list" /><h2>{e.shared ? e.draft.title : w.thisItem}</h2></header>
        <div class="properties__body"><Keys path="" /></div>
      </aside>
    );
  }
  const { Body } = tabs.find((t) => t.id === tab)!;
  return (
    <aside class="properties" tabIndex={-1} aria-label={w.properties}>
      <header class="properties__head"><Sign name={signOf(entry)} /><h2 class="clip">{entry.title}</h2>{e.may && hasId(path) && !e.shared ? <button type="button" class="tag tag--button" title={w.renameHint} aria-label={w.renameId(entry.title)} onClick={() => { e.renaming.value = path; }}><code>{entry.id}</code></button> : <code class="tag">{entry.id}</code>}</header>
      <div class="tabs" role="tablist" aria-label={w.properties}>
        {(e.shared ? sharedTabs : tabs).map((t) => <button key={t.id} type="button" role="tab" id={`tab-${t.id}`} aria-selected={t.id === tab} aria-controls="tab-body" onClick={() => setTab(t.id)}>{w.tabs[t.id]}</button>)}
      </div>
      <div class="properties__body" role="tabpanel" id="tab-body" aria-labelledby={`tab-${tab}`} tabIndex={0}><Body key={path} path={path} /></div>
    </aside>
  );
}

/** The parts that have their own lines in the outline. */
const parts = ["guide", "facts", "situations", "eligibility", "form", "materials", "handling"];

function Keys({ path }: { path: string }) {
  const w = useStudioWords();
  const e = useEditing();
  const tree = e.doc.tree.value;
  const value = at(tree ?? undefined, path);
  const schema = schemaAt(e.schema, tree, path);
  if (!schema) return <p class="muted">{w.noProperties}</p>;
  if (path.lastIndexOf("/") === 0 && !schema.properties) return <Part id={path.slice(1)} />;
  if (path !== "" && !isMap(value) && !schema.properties) return <p class="muted">{w.partHint(textOf(value))}</p>;
  if (e.shared) return <Fields path={path} schema={schema} value={value ?? { m: [] }} closed={!e.may} />;
  const whole = path === "" ? { ...schema, properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([k]) => !parts.includes(k))) } : schema;
  const shown: Tree = path === "" && isMap(value) ? { m: value.m.filter(([k]) => !parts.includes(k)) } : value ?? { m: [] };
  // What has lines of its own in the outline is not shown a second time.
  const own = isMap(shown) ? { m: shown.m.filter(([k]) => !(k === "fields" || k === "steps")) } : shown;
  const { fields: _f, steps: _s, ...rest } = whole.properties ?? {};
  return <Fields path={path} schema={{ ...whole, properties: rest }} value={own} closed={!e.may} />;
}

/** A part that is a list: what it is for, and how to begin. */
function Part({ id }: { id: string }) {
  const w = useStudioWords();
  const e = useEditing();
  return (
    <div class="part-teach">
      {w.teach[id] && <p>{w.teach[id]}</p>}
      <p class="muted">{w.partHint("")}</p>
      {e.may && <Button small kind="primary" icon="plus" onClick={() => addBeside(e)}>{w.addOne(w.parts[id as keyof typeof w.parts] ?? "")}</Button>}
    </div>
  );
}

/** Every rule, paper and step that reads it. */
function Uses({ path }: { path: string }) {
  const w = useStudioWords();
  const e = useEditing();
  void e.doc.tree.value;
  const uses = e.shared ? [] : usesOf(e, [path]);
  if (uses.length === 0) return <p class="muted">{w.unused}</p>;
  return (
    <ul class="uses">
      {uses.map((u) => (
        <li key={u.path}><Sign name="rule" /><button type="button" class="link" onClick={() => { let p = u.path; while (p && !e.entries.peek().has(p)) p = p.slice(0, p.lastIndexOf("/")); e.select(p); e.rule.value = u.path; }}>{placeText(e.titleOf.bind(e), u.path, w)}</button></li>
      ))}
    </ul>
  );
}
