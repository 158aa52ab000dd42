import { useSignal, useSignalEffect } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { domId } from "../form/outline";
import { askRemove, duplicate, nudge, setText, siblings } from "./acts";
import { useEditing, type Editing } from "./app";
import { Sign } from "./icons";
import { InPlace } from "./in-place";
import { at, child, isList, nameOf, namesOf, parentOf, textAt } from "./model/tree";
import { useStudioWords } from "./words";

/** What stands on the canvas for a name of evaluation: the whole box of a question, row, ghost or section. */
export function boxOf(name: string): HTMLElement | null {
  const el = document.getElementById(domId(name));
  return el?.closest<HTMLElement>(".ghost, .held, .field") ?? el;
}

/** What stands on the canvas for an entry of the file. */
export function boxAt(e: Editing, path: string): HTMLElement | null {
  const name = e.named.peek().get(path);
  return name ? boxOf(name) : null;
}

/** The name of what an element belongs to; "" for nothing. */
function nameAt(e: Editing, target: Element, paper: HTMLElement): string {
  const names = new Map<Element, string>();
  const { plan } = e.trial.session.peek()!;
  for (const s of plan.sections) {
    const box = boxOf(`section.${s.id}`);
    if (box) names.set(box, `section.${s.id}`);
  }
  for (const f of plan.fields) {
    const box = boxOf(`form.${f.id}`);
    if (box) names.set(box, `form.${f.id}`);
  }
  for (let el: Element | null = target; el && el !== paper.parentElement; el = el.parentElement) {
    const name = names.get(el);
    if (name) return name;
  }
  return "";
}

/** Where the words of an entry stand in its box. */
const titleIn = (box: HTMLElement): HTMLElement | null => box.querySelector<HTMLElement>(":scope > legend, :scope > .field__label, :scope > dt, :scope > .ghost__title, :scope > h2, legend, .field__label");

/** The text of an entry that an element shows: its hint, an option, else its title. */
function keyAt(e: Editing, path: string, target: Element): string {
  const t = at(e.doc.tree.peek() ?? undefined, path);
  if (target.closest(".field__hint")) return child(t, "hint") ? "hint" : "help";
  const code = target.closest(".choice")?.querySelector("input")?.value;
  const options = child(t, "options");
  if (code !== undefined && options && !child(options, "codes")) {
    if (!isList(options)) return `options/${code}`;
    const i = options.l.findIndex((o) => textAt(o, "code") === code);
    return `options/${i}/text`;
  }
  return child(t, "ask") ? "ask" : "title";
}

/** The element whose text is being edited in place. */
function elementFor(e: Editing, path: string, key: string): HTMLElement | null {
  const box = boxAt(e, path);
  if (!box) return null;
  if (key === "hint" || key === "help") return box.querySelector<HTMLElement>(".field__hint");
  if (key.startsWith("options/")) {
    const options = child(at(e.doc.tree.peek() ?? undefined, path), "options");
    const name = key.split("/")[1]!;
    const code = isList(options) ? textAt(options.l[Number(name)], "code") : name;
    return box.querySelector<HTMLElement>(`.choice input[value="${CSS.escape(code)}"] + span`);
  }
  return titleIn(box);
}

interface Rect { left: number; top: number; width: number; height: number }

/** Puts an element over a rectangle; the policy of the page has no style attributes. */
export function lay(el: HTMLElement, r: Rect): void {
  el.style.left = `${r.left}px`;
  el.style.top = `${r.top}px`;
  el.style.width = `${r.width}px`;
  el.style.height = `${r.height}px`;
}

/** The editing layer: over what is hovered and what is selected, and over nothing else. */
export function Layer({ paper }: { paper: RefObject<HTMLDivElement | null> }) {
  const w = useStudioWords();
  const e = useEditing();
  const layer = useRef<HTMLDivElement>(null);
  const hovered = useSignal("");
  const [drawing, redraw] = useState(0);

  // What is drawn moves: with the width, with the words, with what a rule shows.
  useEffect(() => {
    const el = paper.current!;
    const again = () => redraw((n) => n + 1);
    const watch = new ResizeObserver(again);
    watch.observe(el);
    // Sections that come into view get their real height only then.
    el.addEventListener("contentvisibilityautostatechange", again, true);
    return () => {
      watch.disconnect();
      el.removeEventListener("contentvisibilityautostatechange", again, true);
    };
  }, []);
  useSignalEffect(() => {
    void e.trial.drawn.value;
    void e.trial.session.value?.state.value;
    void e.doc.tree.value;
    requestAnimationFrame(() => redraw((n) => n + 1));
  });

  useEffect(() => {
    const el = paper.current!;
    const pathAt = (t: EventTarget | null) => {
      const name = t instanceof Element ? nameAt(e, t, el) : "";
      return { name, path: e.places.peek().get(name) ?? "" };
    };
    const down = (ev: PointerEvent) => {
      if (ev.button !== 0) return;
      const { name, path } = pathAt(ev.target);
      if (path) e.select(path, ev.shiftKey ? "range" : ev.ctrlKey || ev.metaKey ? "add" : "one");
      else if (name) {
        e.select("");
        e.foreign.value = name;
      } else e.select("");
    };
    const over = (ev: PointerEvent) => { hovered.value = pathAt(ev.target).path; };
    const out = () => { hovered.value = ""; };
    const double = (ev: MouseEvent) => {
      const { path } = pathAt(ev.target);
      if (!path || !e.may || !(ev.target instanceof Element) || ev.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, button")) return;
      e.inPlace.value = { path, key: keyAt(e, path, ev.target) };
      ev.preventDefault();
    };
    // Nothing here leads anywhere: it is a trial.
    const click = (ev: MouseEvent) => { if (ev.target instanceof Element && ev.target.closest("a")) ev.preventDefault(); };
    el.addEventListener("pointerdown", down, true);
    el.addEventListener("pointerover", over);
    el.addEventListener("pointerleave", out);
    el.addEventListener("dblclick", double);
    el.addEventListener("click", click);
    return () => {
      el.removeEventListener("pointerdown", down, true);
      el.removeEventListener("pointerover", over);
      el.removeEventListener("pointerleave", out);
      el.removeEventListener("dblclick", double);
      el.removeEventListener("click", click);
    };
  }, []);

  const selection = e.selection.value;
  const inPlace = e.inPlace.value;
  const one = selection.length === 1 ? selection[0]! : "";
  // A grip comes with what is selected, and what it takes to drag it; whatever can be dragged can be moved by keys, too.
  const grips = e.may && selection.length > 0;
  useEffect(() => {
    if (!grips) return undefined;
    let here = true;
    let stop = () => {};
    import("./drag").then((m) => { if (here) stop = m.startDrag(e, layer.current!, w); }, () => undefined);
    return () => {
      here = false;
      stop();
    };
  }, [grips]);
  // What is selected elsewhere is brought into view; what was added just now, once it is drawn.
  const drawn = one !== "" && boxAt(e, one) !== null;
  useEffect(() => { if (drawn) boxAt(e, one)?.scrollIntoView({ block: "nearest", behavior: "instant" }); }, [one, drawn]);
  const target = inPlace && elementFor(e, inPlace.path, inPlace.key);
  return (
    <div ref={layer} class="layer" aria-hidden={inPlace ? undefined : "true"}>
      {hovered.value && !selection.includes(hovered.value) && <Box path={hovered.value} layer={layer} kind="hover" drawing={drawing} />}
      {selection.map((path) => <Box key={path} path={path} layer={layer} kind={selection.length > 1 ? "several" : "one"} drawing={drawing} />)}
      {inPlace && target && (
        <InPlace key={`${inPlace.path} ${inPlace.key}`} over={target} layer={layer.current!} text={wordsAt(e, inPlace.path, inPlace.key)} label={w.editInPlace(e.titleOf(inPlace.path))}
          onDone={(text) => {
            e.inPlace.value = null;
            if (text !== null) keep(e, inPlace.path, inPlace.key, text, w.labels.text(e.titleOf(inPlace.path), wordOf(inPlace.key, w)));
          }} />
      )}
    </div>
  );
}

const wordsAt = (e: Editing, path: string, key: string) => textAt(at(e.doc.tree.peek() ?? undefined, parentOf(`${path}/${key}`)), nameOf(`/${key}`));
const wordOf = (key: string, w: ReturnType<typeof useStudioWords>) => w.keysOf[key.split("/")[0]!] ?? key;

function keep(e: Editing, path: string, key: string, text: string, label: string): void {
  const whole = `${path}/${key}`;
  setText(e, parentOf(whole), namesOf(whole).at(-1)!, text.trim(), label);
}

/** The outline of one entry, with what can be done where it stands alone. */
function Box({ path, layer, kind }: { path: string; layer: RefObject<HTMLDivElement | null>; kind: "hover" | "one" | "several"; /** Counts what has moved: it is measured anew. */ drawing: number }) {
  const w = useStudioWords();
  const e = useEditing();
  const ref = useRef<HTMLDivElement>(null);
  const [gone, setGone] = useState(false);
  useLayoutEffect(() => {
    const box = boxAt(e, path);
    if (!box || !ref.current || !layer.current) return setGone(true);
    setGone(false);
    const [r, to] = [box.getBoundingClientRect(), layer.current.getBoundingClientRect()];
    lay(ref.current, { left: r.left - to.left - 12, top: r.top - to.top - 8, width: r.width + 24, height: r.height + 16 });
  });
  const entry = e.entries.value.get(path);
  const acts = kind === "one" && e.may && entry;
  const place = acts ? e.placeOf(path) : null;
  const near = acts ? siblings(e, entry) : { before: false, behind: false };
  const error = e.look.value?.faults.some((f) => f.severity === "error" && f.path !== undefined && (f.path === path || f.path.startsWith(`${path}/`)));
  return (
    <div ref={ref} class={`box box--${kind}${error ? " box--error" : ""}${gone ? " box--gone" : ""}`}>
      {acts && place && (
        <>
          <button type="button" class="box__add box__add--before" tabIndex={-1} onClick={() => { e.adding.value = { list: place.list, index: place.index }; }}><Sign name="plus" />{w.addHere}</button>
          <span class="box__grip" data-drag={path} title={w.drag}><Sign name="grip" /></span>
          <span class="box__acts">
            <button type="button" tabIndex={-1} title={w.up} disabled={!near.before} onClick={() => nudge(e, -1, w)}><Sign name="up" /></button>
            <button type="button" tabIndex={-1} title={w.downward} disabled={!near.behind} onClick={() => nudge(e, 1, w)}><Sign name="downward" /></button>
            <button type="button" tabIndex={-1} title={w.duplicate} onClick={() => duplicate(e, w)}><Sign name="copy" /></button>
            <button type="button" tabIndex={-1} title={w.remove} onClick={() => void askRemove(e, w)}><Sign name="del" /></button>
          </span>
          <button type="button" class="box__add box__add--behind" tabIndex={-1} onClick={() => { e.adding.value = { list: place.list, index: place.index + 1 }; }}><Sign name="plus" />{w.addHere}</button>
        </>
      )}
    </div>
  );
}

