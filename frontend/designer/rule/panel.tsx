import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { Button } from "../../parts/button";
import { useEditing } from "../app";
import { Sign } from "../icons";
import { nameOf, namesOf } from "../model/tree";
import { useLabel } from "../properties/labels";
import { useStudioWords } from "../words";
import { Builder, BuilderProvider, useBuilder } from "./builder";
import { CelText } from "./cel";
import { Chip } from "./chip";
import { Examples } from "./examples";
import { Rows } from "./rows";
import { Sentence } from "./sentence";

/** The rule builder: rows, sentence and text of one rule, always in step. Esc closes it; what was changed is kept. */
export default function RulePanel({ path }: { path: string }) {
  const w = useStudioWords();
  const e = useEditing();
  const label = useLabel();
  const words = useSignal(w);
  words.value = w;
  const b = useMemo(() => new Builder(e, path, words, label(path)), [e, path]);
  useEffect(() => () => {
    b.close();
    // The focus goes back to where the rule was opened.
    setTimeout(() => {
      if (document.activeElement === document.body) document.querySelector<HTMLElement>(`[data-rule="${CSS.escape(path)}"]`)?.focus();
    });
  }, [b]);
  return <BuilderProvider value={b}><Inside key={path} /></BuilderProvider>;
}

function Inside() {
  const w = useStudioWords();
  const b = useBuilder();
  const { e } = b;
  const box = useRef<HTMLElement>(null);
  const names = namesOf(b.path);
  useEffect(() => {
    const first = box.current?.querySelector<HTMLElement>(".conds [data-slot], .conds button, .cel__text");
    first?.focus();
  }, []);
  let holder = b.path.slice(0, b.path.lastIndexOf("/"));
  while (holder && !e.entries.peek().has(holder)) holder = holder.slice(0, holder.lastIndexOf("/"));
  const key = w.keysOf[nameOf(b.path)] ?? nameOf(b.path);
  const r = b.live.reading.value;
  const site = r?.of.sites[0];
  const who = e.trial.session.value?.input.value.applicant.name || w.blankApplicant;
  const state = b.live.state.value;
  const press = (ev: KeyboardEvent) => {
    if (!(ev.ctrlKey || ev.metaKey) || ev.key !== "/") return;
    ev.preventDefault();
    ev.stopPropagation();
    const text = box.current!.querySelector<HTMLElement>(".cel__text")!;
    if (document.activeElement === text) (box.current!.querySelector<HTMLElement>(`[data-row="${b.selected.peek()}"] [data-slot]`) ?? box.current!.querySelector<HTMLElement>(".conds button"))?.focus();
    else text.focus();
  };
  return (
    <aside class="builder" ref={box} aria-label={w.rule} onKeyDown={press}>
      <header class="builder__head">
        <Sign name="rule" /><h2>{w.ruleOf(holder ? e.titleOf(holder) : w.parts[names[0] as keyof typeof w.parts] ?? w.thisItem, key)}</h2>
        <code class="builder__path" title={b.path}>{b.rule}</code>
        <span class="builder__who">{who}</span>
        {state === "away" ? <Chip is="away" large /> : site ? <Chip is={site.result} large /> : r ? <span class="muted">{r.of.faults.some((f) => f.severity === "error") ? "" : w.notAsked}</span> : <Chip is="waiting" large />}
        <Button kind="quiet" small icon="cross" label={w.closeIt} onClick={() => { e.rule.value = ""; }} />
      </header>
      <div class="builder__body">
        {site?.result === "unknown" && site.missing.length > 0 && <p class="builder__waits">{w.decides(site.missing.map((m) => m.title).join(w.comma))}</p>}
        {r && r.of.sites.length > 1 && <p class="muted">{w.sitesOf(r.of.sites.length)}</p>}
        <Rows />
        <div class="builder__two"><Sentence /><CelText /></div>
        {!b.givesValue && <Examples />}
      </div>
    </aside>
  );
}
