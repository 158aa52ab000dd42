import { useRef, useState } from "preact/hooks";
import { Blank } from "../desk/states";
import { Button } from "../parts/button";
import type { Fault, Severity } from "./api";
import { useEditing, type Editing } from "./app";
import { placeText } from "./deleting";
import { Sign } from "./icons";
import { useStudioWords, type StudioWords } from "./words";

const order: Severity[] = ["error", "warning", "advice"];
const icons = { error: "cross", warning: "alert", advice: "info" } as const;

/** The checks in the order in which they count. */
export function faultsOf(e: Editing): Fault[] {
  return [...(e.look.value?.faults ?? [])].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || Number(b.own) - Number(a.own) || a.line - b.line);
}

/** Selects what a fault is about: its entry, and the rule in it. */
export function jumpTo(e: Editing, f: Fault): void {
  if (!f.path) return;
  let path = f.path;
  while (path && !e.entries.peek().has(path)) path = path.slice(0, path.lastIndexOf("/"));
  if (path) e.select(path);
  e.rule.value = f.path;
}

/** Carries a fix out, as one step. */
export function fix(e: Editing, f: Fault, w: StudioWords): void {
  if (f.fix) e.step([{ file: f.file, command: f.fix.command }], w.labels.fixed(f.fix.label));
}

/** Carries several out as one step: in each file from the end, so that what stands before keeps its place. */
export function fixAll(e: Editing, list: Fault[], w: StudioWords): void {
  const back = [...list].sort((a, b) => a.file.localeCompare(b.file) || b.line - a.line || b.column - a.column);
  e.step(back.flatMap((f) => (f.fix ? [{ file: f.file, command: f.fix.command }] : [])), w.labels.fixed(w.allOf(list.length)));
}

/** The problems: sorted by what blocks publishing, each with its place, and where mechanical its fix. */
export function Problems() {
  const w = useStudioWords();
  const e = useEditing();
  const [only, setOnly] = useState<Severity | "">("");
  const body = useRef<HTMLTableSectionElement>(null);
  const all = faultsOf(e);
  const list = all.filter((f) => !only || f.severity === only);
  const fixes = all.filter((f) => f.fix && f.severity !== "advice");
  const count = (s: Severity) => all.filter((f) => f.severity === s).length;
  const stale = e.looking.value.is;
  const go = (to: number) => body.current?.querySelectorAll<HTMLElement>("tr")[Math.max(0, Math.min(list.length - 1, to))]?.focus();
  return (
    <section class="problems" aria-label={w.problems}>
      <div class="problems__head">
        <h2>{w.checks}</h2>
        <span class="seg" role="group" aria-label={w.severity}>
          <button type="button" aria-pressed={only === ""} onClick={() => setOnly("")}>{w.allOf(all.length)}</button>
          {order.map((s) => <button key={s} type="button" aria-pressed={only === s} onClick={() => setOnly(s)}>{w.severities[s]} {count(s)}</button>)}
        </span>
        <span class="muted" role="status">{stale === "looking" ? w.checking : stale === "failed" ? w.checkFailed : ""}</span>
        <span class="push muted problems__keys">{w.keyNext} · {w.keyFix}</span>
        {fixes.length > 0 && e.may && <Button small onClick={() => fixAll(e, fixes, w)}><Sign name="bolt" />{w.fixAll(fixes.length)}</Button>}
        <Button small kind="quiet" icon="down" label={w.closeIt} onClick={() => { e.beside.value = "none"; }} />
      </div>
      {list.length === 0 ? <Blank icon="check" title={w.noProblems} /> : (
        <div class="problems__scroll" tabIndex={0}>
          <table class={`t${stale === "looking" ? " is-old" : ""}`}>
            <thead><tr><th scope="col">{w.problemColumns.severity}</th><th scope="col">{w.problemColumns.place}</th><th scope="col">{w.problemColumns.message}</th><th scope="col">{w.problemColumns.hint}</th><th scope="col" class="num">{w.problemColumns.line}</th></tr></thead>
            <tbody ref={body}>
              {list.map((f, i) => (
                <tr key={`${f.code} ${f.file} ${f.line} ${f.column} ${i}`} tabIndex={i === 0 ? 0 : -1} onClick={() => jumpTo(e, f)}
                  onKeyDown={(ev) => {
                    if (ev.key === "ArrowDown" || ev.key === "ArrowUp") { ev.preventDefault(); go(i + (ev.key === "ArrowDown" ? 1 : -1)); }
                    if (ev.key === "Enter" && ev.target === ev.currentTarget) { ev.preventDefault(); if (ev.altKey) fix(e, f, w); else jumpTo(e, f); }
                  }}>
                  <td><span class={`problems__${f.severity}`}><Sign name={icons[f.severity]} />{w.severities[f.severity]}</span></td>
                  <td>{f.path !== undefined ? <button type="button" class="link" onClick={() => jumpTo(e, f)}>{placeText(e.titleOf.bind(e), f.path, w) || f.file}</button> : <span class="muted">{f.file}</span>}</td>
                  <td>{f.message}</td>
                  <td>{f.hint}{f.fix && e.may && <Button small onClick={() => fix(e, f, w)}>{f.fix.label}</Button>}</td>
                  <td class="num muted">{f.line > 0 ? `${f.line}:${f.column}` : ""}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
