import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { PlanField } from "../core/contract";
import { Card } from "../parts/card";
import { HeldList, type HeldRow } from "../parts/held-list";
import { Note } from "../parts/notices";
import { Tag } from "../parts/tag";
import { useFormWords } from "./words";
import { useWords } from "../parts/words";
import { useForm } from "./context";
import { actsOf, FormField, toldOf } from "./field";
import { isHeld, originOf } from "./origin";
import { domId, lacking, spotOf, type Part } from "./outline";
import type { Json } from "./ops";
import { registry } from "./registry";
import { lazyPart } from "../shell/lazy-part";

const StepUp = lazyPart(() => import("./papers").then((m) => m.StepUp));

/** So many held values in a row are read as a list and confirmed at once. */
const RUN = 3;

/** Fields of a section, with those in a row that the government holds taken together. */
type Block = { held: string[] } | { field: string };

function blocksOf(shown: { id: string; held: boolean }[]): Block[] {
  const runs: { held: boolean; ids: string[] }[] = [];
  for (const f of shown) {
    const last = runs[runs.length - 1];
    if (last && last.held === f.held) last.ids.push(f.id);
    else runs.push({ held: f.held, ids: [f.id] });
  }
  const whole = shown.every((f) => f.held);
  return runs.flatMap((r): Block[] => (r.held && (whole || r.ids.length >= RUN) ? [{ held: r.ids }] : r.ids.map((field) => ({ field }))));
}

/**
 * One section: what is held as a list, what is asked as questions. It is drawn anew only when its layout changes. most: so many
 * questions of it are drawn, if not all.
 */
export function FormSection({ part, number, most = Infinity }: { part: Part; number?: number; most?: number }) {
  const w = useWords();
  const { session, ui, screens, ghost } = useForm();
  const { section, fields } = part;
  // As text, so that the same layout is the same value.
  const layout = useComputed(() => {
    const shown = fields.flatMap((f) => {
      const path = `form.${f.id}`;
      const s = session.fields.of(path).value;
      if (!s?.shown) return ghost ? [{ id: f.id, held: false }] : [];
      return [{ id: f.id, held: isHeld(s) && f.type !== "table" && f.type !== "file" && !ui.editing(path).value }];
    });
    return JSON.stringify(blocksOf(shown));
  });
  const errors = useComputed(() => session.state.value.sections[section.id]?.errors?.filter((e) => e.say).map((e) => `${e.warn ? "w" : "e"}${e.say}`).join("\n") ?? "");
  const level = useComputed(() => lacking(session, section.id)).value;
  const blocks = JSON.parse(layout.value) as Block[];
  const whole = blocks.length === 1 && "held" in blocks[0]! ? blocks[0].held.length : 0;
  const byId = (id: string) => fields.find((f) => f.id === id)!;
  // The same element for the same question: those that stand there are not drawn again when others come or go.
  const questions = useMemo(() => new Map<string, JSX.Element>(), [fields]);
  const question = (id: string) => {
    let q = questions.get(id);
    if (!q) questions.set(id, (q = <FormField key={id} field={byId(id)} />));
    return q;
  };
  const table = blocks.some((b) => "field" in b && byId(b.field).type === "table");
  const help = session.text(section.help);
  const body: preact.ComponentChild[] = [];
  let open: string[] = [];
  const close = () => {
    if (open.length > 0) body.push(<div class="fields" key={open[0]}>{open.map(question)}</div>);
    open = [];
  };
  let left = most;
  for (const b of blocks) {
    if (left <= 0) break;
    if ("field" in b) {
      open.push(b.field);
      left--;
    } else {
      close();
      body.push(<Held key={b.held[0]} fields={b.held.map(byId)} />);
      left -= b.held.length;
    }
  }
  close();
  return (
    <section class="group" id={domId(`section.${section.id}`)} aria-labelledby={`s-${section.id}`} tabIndex={-1}>
      <h2 id={`s-${section.id}`} class={screens ? "sr-only" : undefined}>
        {number !== undefined && <span class="group__no" aria-hidden="true">{number}</span>}
        {section.title}
        {whole > 1 && <Tag kind="held" icon="check">{w.allHeld(whole)}</Tag>}
      </h2>
      {help && <p class="muted group__help">{help}</p>}
      {errors.value.split("\n").filter(Boolean).map((e) => (
        <Note key={e} kind={e[0] === "w" ? "wait" : "no"} icon="alert">{e.slice(1)}</Note>
      ))}
      {level ? <StepUp level={level} spot={spotOf(session.plan, `section.${section.id}`)} /> : whole > 0 ? body : <Card extra={table ? "card--table" : undefined}><div class="stack">{body}</div></Card>}
    </section>
  );
}

/** Values that the government holds, one under the other; one yes for all that wait for one. */
function Held({ fields }: { fields: PlanField[] }) {
  const form = useForm();
  const { session, lang, masked } = form;
  const w = useWords();
  const fw = useFormWords();
  const waiting: string[] = [];
  const rows = fields.map((f): HeldRow => {
    const path = `form.${f.id}`;
    const s = session.fields.of(path).value!;
    if (s.confirm === "waiting") waiting.push(path);
    const { Show } = registry[f.type];
    const acts = actsOf(form, f.id, path);
    const none = Array.isArray(s.value) && s.value.length === 0;
    return {
      id: domId(path),
      title: f.title,
      value: none ? w.none : <Show field={f} value={(s.value ?? null) as Json} lang={lang} masked={masked} />,
      origin: originOf(f, s, session.state.peek(), session.sources, w, "", session.limited.value, form.givers),
      onDispute: s.edit === "locked" ? acts.onDispute : s.edit === "none" ? undefined : acts.onChange,
      onWithdraw: acts.onWithdraw, onTell: acts.onTell, ...toldOf(form, path, s, fw),
    };
  });
  const confirm = () => session.put("confirmed", waiting, true);
  return <HeldList rows={rows} onConfirm={waiting.length > 0 ? confirm : undefined} />;
}
