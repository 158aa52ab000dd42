/** What keys do on the screen of a draft; the palette and the list of shortcuts read the same table. */
import { useEffect } from "preact/hooks";
import { lettersOn } from "../desk/keys";
import { addBeside, askRemove, copied, duplicate, nudge, paste, shift } from "./acts";
import { useEditing, type Beside, type Editing } from "./app";
import type { Shortcut } from "./frame";
import { hasId, parentOf } from "./model/tree";
import { openPalette } from "./palette";
import { faultsOf, fix, jumpTo } from "./problems";
import { fold } from "./sides";
import type { Device } from "./trial";
import { useStudioWords, type StudioWords } from "./words";
import { clipboardTrees } from "./clipboard";

interface Command {
  name: keyof StudioWords["keyNames"] & string;
  /** As they are shown: Ctrl D, Alt ↑, A. */
  keys: string[];
  /** It changes the definition. */
  edits?: boolean;
  /** It is about the form and the tests of an item: not there for what items share. */
  item?: boolean;
  run: (e: Editing, w: StudioWords) => void;
}

const device = (to: Device) => (e: Editing) => { e.trial.device.value = to; };

/** The next problem after the one that is selected, or before it. */
function problem(e: Editing, by: 1 | -1): void {
  const list = faultsOf(e).filter((f) => f.path);
  if (list.length === 0) return;
  const here = list.findIndex((f) => f.path === e.rule.peek());
  jumpTo(e, list[(here + by + list.length) % list.length]!);
}

const areas = [".outline [tabindex='0']", "#canvas", ".properties, .yaml", ".problems__scroll, .statusbar__part"];

/** The next area of the screen. */
function area(by: 1 | -1): void {
  const all = areas.map((s) => document.querySelector<HTMLElement>(s));
  const here = areas.findIndex((s) => s.split(", ").some((x) => document.activeElement?.closest(x.split(" ")[0]!)));
  for (let n = 1; n <= all.length; n++) {
    const el = all[(((here < 0 && by < 0 ? 0 : here) + by * n) % all.length + all.length) % all.length];
    if (el) return el.focus();
  }
}

/** What stands in the place of the canvas: nothing is edited there. */
const wholeScreen: Beside[] = ["tests", "outcomes"];

export const commands: Command[] = [
  { name: "palette", keys: ["Ctrl K"], run: openPalette },
  { name: "add", item: true, keys: ["A"], edits: true, run: (e) => addBeside(e) },
  { name: "rename", keys: ["F2"], edits: true, run: (e) => e.one && e.rename(e.one) },
  { name: "renameId", item: true, keys: ["Shift F2"], edits: true, run: (e) => { if (e.one && hasId(e.one)) e.renaming.value = e.one; } },
  { name: "up", keys: ["Alt ↑"], edits: true, run: (e, w) => nudge(e, -1, w) },
  { name: "down", keys: ["Alt ↓"], edits: true, run: (e, w) => nudge(e, 1, w) },
  { name: "into", item: true, keys: ["Alt →"], edits: true, run: (e, w) => shift(e, 1, w) },
  { name: "outOf", item: true, keys: ["Alt ←"], edits: true, run: (e, w) => shift(e, -1, w) },
  { name: "move", keys: ["M"], edits: true, run: (e) => { e.moving.value = e.selection.peek().filter((p) => e.placeOf(p)); } },
  { name: "duplicate", item: true, keys: ["Ctrl D"], edits: true, run: (e, w) => duplicate(e, w) },
  { name: "remove", keys: ["Delete"], edits: true, run: (e, w) => void askRemove(e, w) },
  { name: "all", keys: ["Ctrl A"], run: (e) => { if (e.one) e.selection.value = [...e.entries.peek().keys()].filter((p) => parentOf(p) === parentOf(e.one)); } },
  { name: "undo", keys: ["Ctrl Z"], edits: true, run: (e) => void e.doc.undo() },
  { name: "redo", keys: ["Ctrl Shift Z"], edits: true, run: (e) => void e.doc.redo() },
  { name: "ghosts", item: true, keys: ["H"], run: (e) => { e.ghosts.value = !e.ghosts.peek(); } },
  { name: "problems", keys: ["P"], run: (e) => { e.beside.value = e.beside.peek() === "problems" ? "none" : "problems"; } },
  { name: "nextProblem", keys: ["F8"], run: (e) => problem(e, 1) },
  { name: "lastProblem", keys: ["Shift F8"], run: (e) => problem(e, -1) },
  { name: "fix", keys: ["Alt Enter"], edits: true, run: (e, w) => { const f = faultsOf(e).find((x) => x.path === e.rule.peek() && x.fix); if (f) fix(e, f, w); } },
  { name: "yaml", keys: ["Y"], run: (e) => { e.yaml.value = !e.yaml.peek(); } },
  { name: "tests", item: true, keys: ["T"], run: (e) => { e.beside.value = e.beside.peek() === "tests" ? "none" : "tests"; } },
  { name: "outcomes", item: true, keys: ["O"], run: (e) => { e.beside.value = e.beside.peek() === "outcomes" ? "none" : "outcomes"; } },
  { name: "keep", item: true, keys: ["K"], edits: true, run: (e) => { e.keeping.value = true; } },
  { name: "web", item: true, keys: ["1"], run: device("web") },
  { name: "wechat", item: true, keys: ["2"], run: device("wechat") },
  { name: "kiosk", item: true, keys: ["3"], run: device("kiosk") },
  { name: "nextArea", keys: ["F6"], run: () => area(1) },
  { name: "lastArea", keys: ["Shift F6"], run: () => area(-1) },
  { name: "foldLeft", keys: ["["], run: () => fold("left") },
  { name: "foldRight", keys: ["]"], run: () => fold("right") },
];

export const draftShortcuts: Shortcut[] = [
  ...commands.map((c): Shortcut => [c.keys, c.name]),
  [["/"], "find"], [["Ctrl C", "Ctrl X", "Ctrl V"], "copy"], [["Esc"], "escape"], [["?"], "help"],
];

const symbols: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→" };
const nameOf = (e: KeyboardEvent) => [e.ctrlKey || e.metaKey ? "Ctrl" : "", e.altKey ? "Alt" : "", e.shiftKey && e.key.length > 1 || e.ctrlKey && e.shiftKey ? "Shift" : "",
  symbols[e.key] ?? (e.key.length === 1 ? e.key.toUpperCase() : e.key)].filter(Boolean).join(" ");
const types = (t: EventTarget | null) => t instanceof HTMLElement && (t.isContentEditable || t.matches("input:not([type=checkbox]):not([type=radio]), textarea, select"));

/** Listens while the draft is open. A box has its own undo; single letters act where nobody types. */
export function useDraftKeys(): void {
  const e = useEditing();
  const w = useStudioWords();
  useEffect(() => {
    const press = (ev: KeyboardEvent) => {
      if (ev.isComposing || ev.keyCode === 229 || ev.defaultPrevented) return;
      const name = nameOf(ev);
      const c = commands.find((x) => x.keys.includes(name));
      const typing = types(ev.target);
      if (name === "Escape" && !document.querySelector("dialog[open]")) return escape(ev);
      if (!c || c.item && e.shared || name !== "Ctrl K" && document.querySelector("dialog[open]") || c.edits && (!e.may || wholeScreen.includes(e.beside.peek()))) return;
      if (typing && !/^(Ctrl K|F6|Shift F6|F8|Shift F8|Alt Enter)$/.test(name)) return;
      if (/^.$/u.test(name) && !lettersOn()) return;
      if (ev.target instanceof HTMLElement && ev.target.closest(".yaml") && name !== "Ctrl K" && !/F[68]$/.test(name)) return;
      if (ev.target instanceof HTMLElement && ev.target.closest("[role=separator]") && ev.key.startsWith("Arrow")) return;
      ev.preventDefault();
      c.run(e, w);
    };
    const escape = (ev: KeyboardEvent) => {
      if (e.rule.peek()) e.rule.value = "";
      else if (e.beside.peek() !== "none") e.beside.value = "none";
      else if (types(ev.target)) (ev.target as HTMLElement).blur();
      else if (e.selection.peek().length > 1) e.select(e.selection.peek()[0]!);
      else if (e.one) e.select(parentOf(e.one).replace(/\/fields$/, ""));
    };
    const copy = (ev: ClipboardEvent) => {
      if (types(ev.target) || String(getSelection()) !== "") return;
      const text = copied(e);
      if (!text) return;
      ev.clipboardData?.setData("text/plain", text);
      ev.preventDefault();
      if (ev.type === "cut") void askRemove(e, w);
      else e.say(w.copied);
    };
    const put = (ev: ClipboardEvent) => {
      if (types(ev.target) || !e.may) return;
      const list = clipboardTrees(ev.clipboardData?.getData("text/plain") ?? "");
      if (!list) return;
      ev.preventDefault();
      paste(e, list, w);
    };
    addEventListener("keydown", press);
    document.addEventListener("copy", copy);
    document.addEventListener("cut", copy);
    document.addEventListener("paste", put);
    return () => {
      removeEventListener("keydown", press);
      document.removeEventListener("copy", copy);
      document.removeEventListener("cut", copy);
      document.removeEventListener("paste", put);
    };
  }, [e, w]);
}
