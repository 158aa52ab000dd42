import { Button } from "../parts/button";
import { remove } from "./acts";
import type { Removal } from "./api";
import { useEditing } from "./app";
import { namesOf } from "./model/tree";
import { Panel } from "./panel";
import { Sign } from "./icons";
import { useStudioWords } from "./words";

/** Asked only where something names what would go: what that is, and what may become of it. */
export function Deleting({ asked: { paths, found } }: { asked: { paths: string[]; found: Removal } }) {
  const w = useStudioWords();
  const e = useEditing();
  const close = () => { e.deleting.value = null; };
  const name = paths.length === 1 ? e.titleOf(paths[0]!) : w.several(paths.length);
  const go = (along?: Removal) => {
    close();
    remove(e, paths, w, along);
  };
  const tests = [...new Set(found.tests.map((t) => namesOf(t.path)[1]?.replace(/^#/, "") ?? t.message))];
  return (
    <Panel title={w.inUse(name, found.rules.length + tests.length)} onClose={close}>
      <ul class="uses">
        {found.rules.map((u) => <li key={u.path}><Sign name="rule" /><span>{placeText(e.titleOf.bind(e), u.path, w)}</span><code class="clip">{u.was}</code></li>)}
        {tests.map((t) => <li key={`test ${t}`}><Sign name="flask" /><span class="uses__test">{w.testNamed(t)}</span></li>)}
      </ul>
      {tests.length > 0 && <p class="muted">{w.testsStay}</p>}
      <p class="muted">{w.canUndo}</p>
      <div class="panel-foot">
        <Button kind="danger" onClick={() => go(found)}>{found.rules.length > 0 ? w.deleteAlso(found.rules.length) : w.deleteIt}</Button>
        {found.rules.length > 0 && <Button onClick={() => go()}>{w.deleteOnly(found.rules.length)}</Button>}
        <Button kind="quiet" onClick={close}>{w.cancel}</Button>
      </div>
    </Panel>
  );
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
