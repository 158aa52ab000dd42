import type { ComponentType } from "preact";
import { useLoad } from "../../desk/seat";
import { Failed, Waiting } from "../../desk/states";
import { useEditing } from "../app";
import { child, isList, isMap, textAt, textOf, type Tree } from "../model/tree";
import { schemaAt, wordsOf } from "../schema";
import { usesOf, type EntryUse, type UsingItem } from "./api";
import { Grid } from "./grid";
import { ProbeIt } from "./probe";
import { useSharedWords } from "./words";

/** What stands in the place of the canvas for a kind of file. */
interface Views { [kind: string]: ComponentType<{ tree: Tree; uses: EntryUse[] | null }>[] }

const views: Views = { source: [Rows, Facts, Cells, Probing], licence: [Facts, Cells, Probing], fragment: [Preview] };

/** A file that items share: what it is, what is made of it, and where it can be tried. */
export default function SharedView() {
  const w = useSharedWords();
  const e = useEditing();
  const file = e.doc.file;
  const loaded = useLoad(`uses ${file}`, (a) => usesOf(a, file));
  const tree = e.doc.tree.value;
  const uses = loaded.state === "here" ? loaded.data : null;
  const kind = e.draft.files.find((f) => f.path === file)?.kind ?? "";
  const one = e.one;
  const use = uses && (uses.find((u) => u.path === one) ?? uses.find((u) => u.path === ""));
  return (
    <section class="stage-area" aria-label={w.thisFile}>
      <div class="canvas shared" tabIndex={-1} id="canvas">
        {!tree ? <Waiting lines={8} /> : (views[kind] ?? []).map((View, i) => <View key={i} tree={tree} uses={uses} />)}
        <section class="panel shared__part" aria-label={w.impact}>
          <h2>{use?.path ? w.impactOf(e.titleOf(use.path)) : w.impact}</h2>
          {loaded.state === "failed" ? <Failed error={loaded.error} onAgain={loaded.again} /> : !uses ? <Waiting lines={3} /> : <Impact items={use?.items ?? []} />}
        </section>
        <p class="muted shared__hint">{w.hint}</p>
      </div>
    </section>
  );
}

/** The items that use something, each with the rules that read it. */
function Impact({ items }: { items: UsingItem[] }) {
  const w = useSharedWords();
  if (items.length === 0) return <p class="muted">{w.unused}</p>;
  return (
    <>
      <p class="shared__total"><b>{w.uses(items.length, items.reduce((n, i) => n + i.rules.length, 0))}</b></p>
      <ul class="shared__items">
        {items.map((i) => (
          <li key={i.id}>
            <details>
              <summary><span>{i.name}</span><small class="muted">{i.department}　{i.issues ? w.issues : i.rules.length > 0 ? w.rules(i.rules.length) : w.noRules}</small></summary>
              <ul>{i.rules.map((r) => <li key={r.path}>{r.sentence}</li>)}</ul>
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}

function Rows({ tree }: { tree: Tree }) {
  return isList(child(tree, "rows")) ? <Grid tree={tree} /> : null;
}

/** Key, driver, time-out, freshness: as they stand. */
function Facts({ tree }: { tree: Tree }) {
  const w = useSharedWords();
  const e = useEditing();
  const driver = child(tree, "driver");
  const word = (key: string) => { const v = textAt(tree, key); return wordsOf(schemaAt(e.schema, tree, `/${key}`) ?? {})?.find((x) => x.code === v)?.text ?? v; };
  const facts: [keyof typeof w.facts, string][] = [
    ["key", textAt(tree, "key") ? word("key") : w.oneTable],
    ["driver", isMap(driver) ? driver.m.map(([k, v]) => `${w.drivers[k] ?? k}${textOf(v) ? ` ${textOf(v)}` : ""}`).join("；") : isList(child(tree, "rows")) ? w.drivers.rows! : w.noValue],
    ["timeout", textAt(tree, "timeout") || w.noValue], ["fresh", textAt(tree, "fresh") || w.noValue], ["trust", textAt(tree, "trust") || w.noValue],
  ];
  return (
    <section class="panel shared__part" aria-label={w.thisFile}>
      <dl class="shared__facts">{facts.map(([k, v]) => <div key={k}><dt>{w.facts[k]}</dt><dd>{v}</dd></div>)}</dl>
    </section>
  );
}

/** The fields, each with what is made of it; one is chosen to be edited at the right. */
function Cells({ tree, uses }: { tree: Tree; uses: EntryUse[] | null }) {
  const w = useSharedWords();
  const e = useEditing();
  const list = child(tree, "fields");
  if (!isList(list)) return null;
  return (
    <section class="panel shared__part" aria-label={w.fields}>
      <h2>{w.fields}</h2>
      <table class="t">
        <thead><tr><th scope="col">{w.fieldColumns.title}</th><th scope="col">{w.fieldColumns.type}</th><th scope="col">{w.fieldColumns.uses}</th></tr></thead>
        <tbody>
          {list.l.map((f, i) => {
            const path = `/fields/#${textAt(f, "id")}`;
            const of = uses?.find((u) => u.path === path)?.items ?? [];
            return (
              <tr key={i} class={e.one === path ? "is-on" : undefined}>
                <td><button type="button" class="link" aria-pressed={e.one === path} onClick={() => e.select(path)}>{textAt(f, "title") || textAt(f, "id")}</button><small>{textAt(f, "id")}</small></td>
                <td>{wordsOf(schemaAt(e.schema, tree, `${path}/type`) ?? {})?.find((x) => x.code === textAt(f, "type"))?.text ?? textAt(f, "type")}</td>
                <td>{!uses ? w.counting : of.length > 0 ? w.uses(of.length, of.reduce((n, x) => n + x.rules.length, 0)) : <span class="muted">{w.unused}</span>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function Probing({ tree }: { tree: Tree }) {
  const e = useEditing();
  return <ProbeIt file={e.doc.file} keyed={e.doc.file.startsWith("licences/") || textAt(tree, "key") !== ""} />;
}

/** What a fragment adds to an item: its sections with their fields. */
function Preview({ tree }: { tree: Tree }) {
  const w = useSharedWords();
  const e = useEditing();
  const form = child(tree, "form");
  if (!isList(form)) return null;
  return (
    <section class="panel shared__part" aria-label={w.preview}>
      <h2>{w.sections}</h2>
      {form.l.map((s, i) => {
        const fields = child(s, "fields");
        return (
          <div key={i} class="shared__section">
            <h3 lang="zh-CN">{textAt(s, "title")}</h3>
            <ul>{isList(fields) && fields.l.map((f, n) => <li key={n}><button type="button" class="link" onClick={() => e.select(`/form/#${textAt(s, "section")}/fields/#${textAt(f, "id")}`)}>{textAt(f, "ask") || textAt(f, "title")}</button></li>)}</ul>
          </div>
        );
      })}
    </section>
  );
}
