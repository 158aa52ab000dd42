import { Button } from "../../parts/button";
import { askRemove, duplicate } from "../acts";
import { useEditing } from "../app";
import { at, child, isMap, isText, join, type Tree } from "../model/tree";
import { isRule, schemaAt, solid, wayOf, wordsOf } from "../schema";
import { useStudioWords } from "../words";

/** Of several entries only what they have in common: a value that differs says so, and a new one counts for all. */
export function Several() {
  const w = useStudioWords();
  const e = useEditing();
  const paths = e.selection.value;
  const tree = e.doc.tree.value;
  const values = paths.map((p) => at(tree ?? undefined, p)).filter((t): t is Tree => isMap(t));
  const schemas = paths.map((p) => schemaAt(e.schema, tree, p));
  const first = schemas[0];
  const same = first && schemas.every((s) => s?.title === first.title);
  const keys = same ? Object.keys(first.properties ?? {}).filter((k) => k !== "id" && k !== "section") : [];
  const rows = keys.flatMap((key) => {
    const s = wayOf(e.schema, solid(e.schema, first!.properties![key]), undefined);
    const words = wordsOf(s) ?? (s.type === "boolean" || isRule(s) && w.ruleWays[key] ? [{ code: "true", text: w.yes }] : null);
    if (!words) return [];
    const now = new Set(values.map((v) => { const c = child(v, key); return isText(c) ? c.s : c ? "…" : ""; }));
    return now.size === 1 && now.has("") && !["need", "sensitive", "edit"].includes(key) ? [] : [{ key, words, now, flag: !wordsOf(s) }];
  });
  const set = (key: string, code: string, flag: boolean) => {
    for (const p of paths) {
      const here = join(p, key);
      if (code === "") { if (at(tree ?? undefined, here)) e.do({ do: "delete", at: here }, w.labels.text(e.titleOf(p), w.keysOf[key] ?? key)); } else e.do({ do: "set", at: here, value: flag ? true : code }, w.labels.text(e.titleOf(p), w.keysOf[key] ?? key));
    }
  };
  return (
    <>
      <header class="properties__head"><h2>{w.several(paths.length)}</h2></header>
      <div class="properties__body">
        <div class="props">
          {rows.map(({ key, words, now, flag }) => (
            <div key={key} class="prop">
              <label class="prop__label" for={`several-${key}`}>{w.keysOf[key] ?? key}</label>
              <select id={`several-${key}`} class="select select--wide" disabled={!e.may} value={now.size === 1 ? [...now][0] : "?"} onChange={(ev) => set(key, ev.currentTarget.value, flag)}>
                {now.size > 1 && <option value="?" disabled>{w.differs}</option>}
                <option value="">{w.notSet}</option>
                {words.map((x) => <option key={x.code} value={x.code}>{x.text}</option>)}
                {now.size === 1 && [...now].some((c) => c !== "" && !words.some((x) => x.code === c)) && <option value={[...now][0]}>{[...now][0]}</option>}
              </select>
            </div>
          ))}
        </div>
        {e.may && (
          <p class="several__acts">
            <Button small onClick={() => { e.moving.value = paths; }}>{w.moveTo}</Button>
            <Button small onClick={() => duplicate(e, w)}>{w.duplicate}</Button>
            <Button small kind="danger" onClick={() => void askRemove(e, w)}>{w.remove}</Button>
          </p>
        )}
      </div>
    </>
  );
}
