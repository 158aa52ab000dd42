import { useComputed } from "@preact/signals";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { useKeys } from "../desk/keys";
import { Key } from "../desk/states";
import { useEditing } from "./app";
import { addBeside } from "./acts";
import { Sign, signOf } from "./icons";
import { flat, type Entry } from "./model/item";
import { within } from "./model/tree";
import { useStudioWords } from "./words";

/** So many fields, and sections begin folded. */
const MANY = 60;

interface Line {
  entry: Entry;
  level: number;
  open: boolean | undefined;
}

/** The lines that are seen: what is folded is left out, unless something is looked for. */
function linesOf(list: Entry[], open: (e: Entry) => boolean, hit: ((e: Entry) => boolean) | null, level = 1): Line[] {
  return list.flatMap((entry) => {
    const below = linesOf(entry.children, open, hit, level + 1);
    if (hit && !hit(entry) && below.length === 0) return [];
    const shown = hit ? true : open(entry);
    return [{ entry, level, open: entry.children.length > 0 ? shown : undefined }, ...(shown ? below : [])];
  });
}

/** What the item consists of: a tree, with what is wrong and what is hidden at its place. */
export function Outline() {
  const w = useStudioWords();
  const e = useEditing();
  const [text, setText] = useState("");
  const box = useRef<HTMLInputElement>(null);
  const tree = useRef<HTMLUListElement>(null);
  const all = e.outline.value;
  const many = flat(all).filter((x) => x.kind === "field").length > MANY;
  const kept = `designer.open ${e.draft.item}`;
  const [toggled, setToggled] = useState<string[]>(() => JSON.parse(localStorage.getItem(kept) ?? "[]") as string[]);
  const standard = (x: Entry) => x.path === "/form" || (x.kind === "section" && !many);
  const isOpen = (x: Entry) => standard(x) !== toggled.includes(x.path);
  const toggle = (path: string) => setToggled((l) => {
    const now = l.includes(path) ? l.filter((p) => p !== path) : [...l, path];
    localStorage.setItem(kept, JSON.stringify(now));
    return now;
  });
  const turn = useCallback((path: string) => toggle(path), []);
  const needle = text.trim().toLowerCase();
  const rules = e.look.value?.rules ?? {};
  const hit = needle ? (x: Entry) => [x.title, x.id, ...Object.entries(rules).filter(([p]) => p.split(".").includes(x.id)).map(([, s]) => s)].some((t) => t.toLowerCase().includes(needle)) : null;
  const lines = linesOf(all, isOpen, hit);
  const selection = e.selection.value;
  const at = Math.max(0, lines.findIndex((l) => l.entry.path === selection.at(-1)));
  useKeys({ "/": () => box.current?.focus() });
  // What is selected elsewhere is unfolded and seen here.
  const one = selection.at(-1) ?? "";
  useEffect(() => {
    if (!one) return;
    const folded = flat(all).filter((x) => x.path !== one && within(one, x.path) && x.children.length > 0 && !isOpen(x)).map((x) => x.path);
    if (folded.length > 0) setToggled((l) => [...l.filter((p) => !folded.includes(p)), ...folded.filter((p) => !l.includes(p))]);
    else tree.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [one]);
  const faults = e.look.value?.faults ?? [];
  const state = e.trial.session.value?.state.value;
  const go = (n: number, how: "one" | "range" = "one") => {
    const l = lines[Math.max(0, Math.min(lines.length - 1, n))];
    if (!l) return;
    e.select(l.entry.path, how);
    requestAnimationFrame(() => tree.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(l.entry.path)}"]`)?.focus());
  };
  const typed = useRef({ text: "", at: 0 });
  const press = (ev: KeyboardEvent) => {
    const l = lines[at];
    if (!l || ev.ctrlKey || ev.altKey || ev.metaKey) return;
    const act: Record<string, () => void> = {
      ArrowDown: () => go(at + 1, ev.shiftKey ? "range" : "one"),
      ArrowUp: () => go(at - 1, ev.shiftKey ? "range" : "one"),
      Home: () => go(0),
      End: () => go(lines.length - 1),
      ArrowRight: () => (l.open === false ? toggle(l.entry.path) : go(at + 1)),
      ArrowLeft: () => (l.open ? toggle(l.entry.path) : go(lines.findIndex((x) => x.entry.children.includes(l.entry)))),
      Enter: () => e.rename(l.entry.path),
    };
    if (act[ev.key]) {
      ev.preventDefault();
      act[ev.key]!();
    } else if (ev.key.length === 1 && /\p{Script=Han}/u.test(ev.key)) {
      // Typing jumps to what begins with it; Latin letters are the screen's own keys.
      typed.current = { text: Date.now() - typed.current.at < 800 ? typed.current.text + ev.key : ev.key, at: Date.now() };
      const to = lines.findIndex((x) => x.entry.title.startsWith(typed.current.text));
      if (to >= 0) go(to);
    }
  };
  return (
    <nav class="outline" aria-label={w.outline}>
      <div class="outline__find">
        <Sign name="search" />
        <input ref={box} type="search" class="input" placeholder={w.findHere} aria-label={w.findHere} value={text} onInput={(ev) => setText(ev.currentTarget.value)}
          onKeyDown={(ev) => { if (ev.key === "Escape") { setText(""); ev.currentTarget.blur(); } if (ev.key === "Enter" && lines[0]) go(lines.findIndex((l) => hit?.(l.entry))); }} />
        <Key>/</Key>
      </div>
      {lines.length === 0 ? <p class="outline__none muted">{w.noneFound}</p> : (
        <ul ref={tree} role="tree" aria-label={w.outline} aria-multiselectable="true" onKeyDown={press}>
          {lines.map((l, i) => (
            <Row key={l.entry.path} path={l.entry.path} kind={l.entry.kind} id={l.entry.id} title={l.entry.title} type={l.entry.type} rule={l.entry.rule} count={countOf(l.entry)} level={l.level} open={l.open} stop={i === at} onToggle={turn}
              error={faults.some((f) => f.severity === "error" && f.path && within(f.path, l.entry.path))}
              warning={faults.some((f) => f.severity === "warning" && f.path && within(f.path, l.entry.path))}
              hidden={isHidden(l.entry, e.named.value.get(l.entry.path), state)} />
          ))}
        </ul>
      )}
      {e.may && !e.shared && (
        <div class="outline__add"><button type="button" class="btn" onClick={() => addBeside(e)}><Sign name="plus" />{w.addSomething}<Key>A</Key></button></div>
      )}
    </nav>
  );
}

/** Not shown to this applicant. */
function isHidden(e: Entry, name: string | undefined, state: { fields: Record<string, { shown: boolean }>; sections: Record<string, { shown: boolean }> } | undefined): boolean {
  if (!state || !name) return false;
  if (e.kind === "field") return state.fields[name]?.shown === false;
  return e.kind === "section" && state.sections[e.id]?.shown === false;
}

/** How many it holds, where that is said. */
const countOf = (e: Entry): number => (e.kind !== "part" && e.kind !== "section" ? 0 : e.id === "form" && e.kind === "part" ? flat(e.children).filter((x) => x.kind === "field").length : e.children.length);

interface RowProps extends Pick<Entry, "path" | "kind" | "id" | "title" | "type" | "rule"> {
  count: number;
  level: number;
  open: boolean | undefined;
  /** The one that the Tab key reaches. */
  stop: boolean;
  error: boolean;
  warning: boolean;
  hidden: boolean;
  onToggle: (path: string) => void;
}

/** One line; it reads the selection by itself and takes plain values, so that it is drawn only when it changes. */
function Row({ path, kind, id, title, type, rule, count, level, open, stop, error, warning, hidden, onToggle }: RowProps) {
  const w = useStudioWords();
  const e = useEditing();
  const on = useComputed(() => e.selection.value.includes(path)).value;
  return (
    <li role="treeitem" data-path={path} aria-level={level} aria-expanded={open} aria-selected={on} tabIndex={stop ? 0 : -1} title={title === id ? undefined : id}
      class={`outline__row outline__row--${Math.min(level, 4)}${kind === "part" ? " outline__row--part" : ""}${hidden ? " outline__row--hidden" : ""}`}
      onClick={(ev) => e.select(path, ev.shiftKey ? "range" : ev.ctrlKey || ev.metaKey ? "add" : "one")}
      onDblClick={() => e.rename(path)}>
      {open === undefined ? <span class="outline__fold" /> : (
        <span class="outline__fold" aria-hidden="true" onClick={(ev) => { ev.stopPropagation(); onToggle(path); }}><Sign name={open ? "open" : "folded"} /></span>
      )}
      {kind !== "section" && <Sign name={signOf({ kind, id, type })} />}
      <span class="clip" lang={kind === "part" ? undefined : "zh-CN"}>{title}</span>
      {error && <span class="pip" role="img" aria-label={w.hasError} />}
      {warning && !error && <span class="pip pip--wait" role="img" aria-label={w.hasWarning} />}
      {rule && <span class="outline__rule" title={w.hasRule}><span aria-hidden="true">ƒ</span><span class="sr-only">{w.hasRule}</span></span>}
      {hidden && <small>{w.hidden}</small>}
      {count > 0 && <small>{count}</small>}
    </li>
  );
}
