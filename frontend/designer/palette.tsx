import { signal } from "@preact/signals";
import { Panel } from "./panel";
import { commands } from "./draft-keys";
import { useEditing } from "./app";
import { Finder, type Choice } from "./finder";
import { signOf } from "./icons";
import { useStudioWords } from "./words";

const open = signal(false);
const RECENT = "designer.recent";

/** Opens the palette. */
export const openPalette = (): void => { open.value = true; };

const recent = (): string[] => {
  try {
    return JSON.parse(localStorage.getItem(RECENT) ?? "[]") as string[];
  } catch {
    return [];
  }
};

/** Ctrl K: every entry of the item and every command, by any part of their names; what was chosen last comes first. */
export function Palette() {
  return open.value ? <Opened /> : null;
}

interface Found extends Choice { go: () => void }

function Opened() {
  const w = useStudioWords();
  const e = useEditing();
  const last = recent();
  const close = () => { open.value = false; };
  const entries = [...e.entries.value.values()].map((x): Found => ({ key: x.path, title: x.title, under: x.id, icon: signOf(x), go: () => e.select(x.path) }));
  const acts = commands.filter((c) => (!c.edits || e.may) && !(c.item && e.shared)).map((c): Found => ({ key: c.name, title: w.keyNames[c.name], icon: "bolt", keys: c.keys, go: () => c.run(e, w) }));
  const all = [...acts, ...entries];
  const first = [...last.flatMap((k) => all.filter((c) => c.key === k)), ...acts.filter((c) => !last.includes(c.key))];
  const go = (c: Found) => {
    localStorage.setItem(RECENT, JSON.stringify([c.key, ...last.filter((k) => k !== c.key)].slice(0, 5)));
    close();
    setTimeout(c.go); // once the palette is gone
  };
  return <Panel title={w.palette} onClose={close}><Finder label={w.jump} choices={all} first={first} onPick={go} /></Panel>;
}
