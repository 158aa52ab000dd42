import { Button } from "../parts/button";
import { remove, usesOf } from "./acts";
import { useEditing } from "./app";
import { namesOf, parentOf } from "./model/tree";
import { Panel } from "./panel";
import { Sign } from "./icons";
import { useStudioWords } from "./words";

/** Asked only where something reads what would go: what that is, and what may become of it. */
export function Deleting() {
  const w = useStudioWords();
  const e = useEditing();
  const paths = e.deleting.value;
  const uses = usesOf(e, paths);
  const close = () => { e.deleting.value = []; };
  const name = paths.length === 1 ? e.titleOf(paths[0]!) : w.several(paths.length);
  // A rule may go where nothing else hangs on it: a condition, a check, a value that is filled in.
  const rules = [...new Set(uses.map((u) => ruleOf(u.path)))];
  const go = (also: boolean) => {
    close();
    remove(e, paths, w, also ? rules : []);
  };
  return (
    <Panel title={w.inUse(name, uses.length)} onClose={close}>
      <ul class="uses">
        {uses.map((u) => <li key={u.path}><Sign name="rule" /><span>{placeText(e.titleOf.bind(e), u.path, w)}</span><code class="clip">{u.text}</code></li>)}
      </ul>
      <p class="muted">{w.canUndo}</p>
      <div class="panel-foot">
        <Button kind="danger" onClick={() => go(true)}>{w.deleteAlso(rules.length)}</Button>
        <Button onClick={() => go(false)}>{w.deleteOnly(uses.length)}</Button>
        <Button kind="quiet" onClick={close}>{w.cancel}</Button>
      </div>
    </Panel>
  );
}

/** The entry that goes with a rule: a check or a condition as a whole, else the key that it stands under. */
export function ruleOf(path: string): string {
  const names = namesOf(path);
  if (names.at(-1) === "that" || names.at(-1) === "when" || names.at(-1) === "otherwise" || names.at(-1) === "say" || names.at(-1) === "value") return parentOf(path);
  return path;
}

/** A place in words: 经营场所 / 租赁期满日 / 显示条件. */
export function placeText(titleOf: (path: string) => string, path: string, w: { keysOf: Record<string, string>; slash: string }): string {
  const out: string[] = [];
  let here = "";
  for (const part of path.slice(1).split("/")) {
    here += `/${part}`;
    const title = titleOf(here);
    if (part === "fields" || /^\d+$/.test(part)) continue;
    out.push(part.startsWith("#") ? title : w.keysOf[part] ?? title);
  }
  return out.slice(-3).join(w.slash);
}
