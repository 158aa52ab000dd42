import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, defaultHighlightStyle, foldGutter, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { Annotation, EditorState, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, type DecorationSet } from "@codemirror/view";
import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../parts/button";
import { useEditing, type Editing } from "./app";
import { pathAtLine, spanOf } from "./model/lines";
import { at, isMap } from "./model/tree";
import { schemaAt, solid, wayOf, wordsOf } from "./schema";
import { useStudioWords } from "./words";

/** From the last key to sending the text, in ms. */
const PAUSE = 1000;

/** Changes that came from the document, and are not to be sent back to it. */
const outside = Annotation.define<boolean>();
const mark = StateEffect.define<{ from: number; to: number } | null>();

/** The lines of what is selected. */
const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (old, tr) => {
    let now = old.map(tr.changes);
    for (const e of tr.effects) {
      if (!e.is(mark)) continue;
      const b = new RangeSetBuilder<Decoration>();
      if (e.value) for (let p = e.value.from; p <= e.value.to && p <= tr.state.doc.length;) {
        const line = tr.state.doc.lineAt(p);
        b.add(line.from, line.from, Decoration.line({ class: "cm-marked" }));
        p = line.to + 1;
      }
      now = b.finish();
    }
    return now;
  },
  provide: (f) => EditorView.decorations.from(f),
});

const face = EditorView.theme({
  "&": { height: "100%", fontSize: "13px", backgroundColor: "var(--surface)" },
  ".cm-content, .cm-gutters": { fontFamily: "var(--font-code)" },
  ".cm-gutters": { backgroundColor: "var(--paper)", color: "var(--ink-3)", borderRight: "1px solid var(--line)" },
  ".cm-marked": { backgroundColor: "var(--brand-tint)" },
  "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "-2px" },
});

/** What may stand where the cursor is: keys by the schema, and its words. */
function complete(e: Editing): (c: CompletionContext) => CompletionResult | null {
  return (c) => {
    const line = c.state.doc.lineAt(c.pos);
    const before = line.text.slice(0, c.pos - line.from);
    const path = pathAtLine(c.state.doc.toString(), line.number, true);
    const tree = e.doc.tree.peek();
    const value = /^\s*(?:- )?([a-z_]+):\s*([^\s]*)$/.exec(before);
    if (value) {
      const s = schemaAt(e.schema, tree, `${path}/${value[1]}`);
      const words = s && wordsOf(wayOf(e.schema, s, undefined));
      return words ? { from: c.pos - value[2]!.length, options: words.map((x) => ({ label: x.code, detail: x.text })) } : null;
    }
    const key = /^\s*(?:- )?([a-z_]*)$/.exec(before);
    if (!key || key[1] === "" && !c.explicit) return null;
    const s = schemaAt(e.schema, tree, path);
    const here = at(tree ?? undefined, path);
    const written = isMap(here) ? here.m.map(([k]) => k) : [];
    const keys = Object.keys(s?.properties ?? {}).filter((k) => !written.includes(k) || k === key[1]);
    return keys.length > 0 ? { from: c.pos - key[1]!.length, options: keys.map((k) => ({ label: k, detail: solid(e.schema, s!.properties![k]).title, apply: `${k}: ` })) } : null;
  };
}

/** The checks of the server, at their places in the text. */
function diagnostics(e: Editing, state: EditorState): Diagnostic[] {
  return (e.look.peek()?.faults ?? []).filter((f) => f.file === e.doc.file && f.line > 0 && f.line <= state.doc.lines).map((f) => {
    const line = state.doc.line(f.line);
    const from = Math.min(line.to, line.from + [...line.text].slice(0, f.column - 1).join("").length);
    return { from, to: Math.min(line.to, from + Math.max(1, f.length)), severity: f.severity === "error" ? "error" as const : f.severity === "warning" ? "warning" as const : "info" as const, message: [f.message, f.hint].filter(Boolean).join(" ") };
  });
}

/** The text of the item beside its canvas: both are the same document, and the cursor stays where it is. */
export default function Yaml() {
  const w = useStudioWords();
  const e = useEditing();
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const [cursor, setCursor] = useState({ line: 1, column: 1 });
  const [dirty, setDirty] = useState(false);
  const timer = useRef(0);

  const send = () => {
    clearTimeout(timer.current);
    const text = view.current?.state.doc.toString();
    setDirty(false);
    if (text === undefined || text === e.doc.text.peek()) return;
    e.do({ do: "text", at: "", text }, w.labels.yaml);
  };

  useEffect(() => {
    // Styles are adopted by the shadow root: the policy of the page has none of its own.
    const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: "open" });
    const v = new EditorView({
      root, parent: root as unknown as Element,
      state: EditorState.create({
        doc: e.doc.text.peek(),
        extensions: [
          lineNumbers(), foldGutter(), drawSelection(), highlightActiveLine(), bracketMatching(), yaml(), syntaxHighlighting(defaultHighlightStyle), lintGutter(), marked, face,
          keymap.of(defaultKeymap), autocompletion({ override: [complete(e)] }), EditorState.readOnly.of(!e.may), EditorView.contentAttributes.of({ "aria-label": w.yamlTitle, tabindex: "0" }),
          EditorView.updateListener.of((u) => {
            const own = !u.transactions.some((t) => t.annotation(outside));
            if (u.docChanged && own) {
              setDirty(true);
              clearTimeout(timer.current);
              timer.current = window.setTimeout(send, PAUSE);
            }
            if (u.selectionSet) {
              const head = u.state.selection.main.head;
              const line = u.state.doc.lineAt(head);
              setCursor({ line: line.number, column: head - line.from + 1 });
              if (own && u.view.hasFocus) choose(e, u.state.doc.toString(), line.number);
            }
          }),
        ],
      }),
    });
    view.current = v;
    return () => {
      send();
      v.destroy();
    };
  }, []);

  // What another edit did to the text comes as changes, so that the cursor stays.
  useSignalEffect(() => {
    const text = e.doc.text.value;
    const v = view.current;
    if (!v || v.state.doc.toString() === text) return;
    const before = e.doc.patched.peek();
    let now = v.state.doc.toString();
    for (const patches of before) {
      if (patches.some((p) => p.to > now.length)) break;
      v.dispatch({ changes: patches.map((p) => ({ from: p.from, to: p.to, insert: p.text })), annotations: outside.of(true) });
      now = v.state.doc.toString();
    }
    if (now !== text) v.dispatch({ changes: { from: 0, to: v.state.doc.length, insert: text }, annotations: outside.of(true) });
  });
  useSignalEffect(() => {
    void e.look.value;
    const v = view.current;
    if (v) v.dispatch(setDiagnostics(v.state, diagnostics(e, v.state)));
  });
  useSignalEffect(() => {
    const path = e.rule.value || (e.selection.value[0] ?? "");
    const v = view.current;
    if (!v) return;
    const text = v.state.doc.toString();
    const span = path ? spanOf(text, path, e.doc.tree.peek()) : null;
    v.dispatch({ effects: [mark.of(span), ...(span && !v.hasFocus ? [EditorView.scrollIntoView(span.from, { y: "center" })] : [])] });
  });
  const broken = e.look.value?.faults.filter((f) => f.file === e.doc.file && f.severity === "error").length ?? 0;
  return (
    <section class="yaml" tabIndex={-1} aria-label={w.yamlTitle}>
      <header class="yaml__head">
        <h2>{e.doc.file.split("/").at(-1)}</h2>
        {broken > 0 ? <span class="no">{w.yamlBroken(broken)}</span> : <span class="muted">{w.yamlKept}</span>}
        <span class="push" />
        <Button small onClick={() => void navigator.clipboard?.writeText(e.doc.text.peek())}>{w.yamlCopy}</Button>
        <Button small kind="quiet" icon="cross" label={w.closeIt} onClick={() => { e.yaml.value = false; }} />
      </header>
      <div ref={host} class="yaml__text" />
      <footer class="yaml__foot"><span>{w.yamlAt(cursor.line, cursor.column)}</span><span class="push" role="status">{dirty ? w.yamlSaving : ""}</span></footer>
    </section>
  );
}

/** Selects what the line belongs to. */
function choose(e: Editing, text: string, line: number): void {
  let path = pathAtLine(text, line);
  while (path && !e.entries.peek().has(path)) path = path.slice(0, path.lastIndexOf("/"));
  if (path && e.one !== path) e.select(path);
}

