import { useEditing } from "../app";
import { namesOf } from "../model/tree";
import { useStudioWords } from "../words";

/** The label of a step that changes a key: 改了“租赁期满日”的提示. */
export function useLabel(): (path: string) => string {
  const w = useStudioWords();
  const e = useEditing();
  return (path) => {
    const names = namesOf(path);
    // The nearest entry that has a title of its own.
    let at = names.length - 1;
    while (at > 0 && !e.entries.peek().has(`/${path.slice(1).split("/").slice(0, at).join("/")}`)) at--;
    const holder = at > 0 ? `/${path.slice(1).split("/").slice(0, at).join("/")}` : "";
    const key = names[at] ?? "";
    return w.labels.text(holder ? e.titleOf(holder) : e.shared ? e.draft.title : w.thisItem, w.keysOf[key] ?? key);
  };
}
