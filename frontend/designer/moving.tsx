import { move } from "./acts";
import { useEditing } from "./app";
import { flat } from "./model/item";
import { join, parentOf, within } from "./model/tree";
import { Finder, type Choice } from "./finder";
import { Panel } from "./panel";
import { signOf } from "./icons";
import { useStudioWords } from "./words";

interface Target extends Choice { list: string; index: number }

/** 移到…: every place where what is selected may stand, to be searched. */
export function Moving() {
  const w = useStudioWords();
  const e = useEditing();
  const paths = e.moving.value;
  const first = e.entries.value.get(paths[0]!);
  const own = parentOf(paths[0]!);
  const sections = e.outline.value.find((x) => x.path === "/form")?.children ?? [];
  const behind = (list: string, entries: typeof sections, under: string): Target[] => [
    { key: `${list} 0`, list, index: 0, title: w.toBegin(under), icon: "downward" },
    ...entries.map((x, i): Target => ({ key: `${list} ${i + 1}`, list, index: i + 1, title: w.behind(x.title), under, icon: signOf(x) })),
  ];
  const all = (first?.kind === "field" ? sections.flatMap((s) => behind(join(s.path, "fields"), s.children, s.title))
    : behind(own, flat(e.outline.value).filter((x) => parentOf(x.path) === own), e.titleOf(parentOf(own) || own)))
    .filter((t) => !paths.some((p) => within(t.list, p)));
  const close = () => { e.moving.value = []; };
  const go = (t: Target) => {
    // One after the other, so that they stand there in the order in which they stood.
    let { index } = t;
    for (const path of paths) {
      const place = e.placeOf(path);
      if (!place) continue;
      if (place.list === t.list && place.index < index) index--;
      move(e, path, t.list, index, w);
      index++;
    }
    close();
  };
  return (
    <Panel title={w.moveTo} onClose={close}><Finder label={w.findPlace} choices={all} onPick={go} /></Panel>
  );
}
