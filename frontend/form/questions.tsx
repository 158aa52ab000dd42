import "./base";
import { useEffect, useRef, useState } from "preact/hooks";
import type { PlanField, State } from "../core/contract";
import { Button, TextButton } from "../parts/button";
import { Card } from "../parts/card";
import { Icon } from "../parts/icon/icon";
import { useWords } from "../parts/words";
import { useAskedWords, type AskedWords } from "./asked-words";
import { Verdict } from "../parts/verdict";
import { useForm, type Form } from "./context";
import { FormField } from "./field";
import { FormPage } from "./frame";
import { domId, fieldAt, materialAt, questionsOf } from "./outline";
import type { Json } from "./ops";
import { registry } from "./registry";
import { truthOf } from "./truth";
import { verdictText } from "./headed";
import { conditionsOf } from "./verdict";

/** What an answer would decide, from what evaluation still waits for. */
function decides(form: Form, state: State, path: string, w: AskedWords): string {
  const waits = (missing?: string[]) => !!missing?.includes(path);
  if (Object.values(state.rules ?? {}).some((r) => waits(r.missing))) return w.decidesVerdict;
  const material = Object.entries(state.materials ?? {}).find(([, m]) => waits(m.missing));
  if (material) return w.decidesMaterial(materialAt(form.session.plan, material[0])?.title ?? "");
  if (state.limit?.missing?.includes(path) || state.fee?.missing?.includes(path)) return "";
  return "";
}

/** 先答几个问题: one question after the other, with the verdict beside it that each answer changes. */
export function Questions({ onLeave }: { onLeave: () => void }) {
  const w = useWords();
  const fw = useAskedWords();
  const form = useForm();
  const { session, go, lang, screens } = form;
  const state = session.state.value;
  const input = session.input.value;
  const questions = questionsOf(session.plan, state);
  const answered = (f: PlanField) => input.answers[f.id] !== undefined && state.fields[`form.${f.id}`]?.is === "value";
  const [asked, setAsked] = useState<string | null>(form.ui.focus ? questions.find((f) => domId(`form.${f.id}`) === form.ui.focus)?.id ?? null : null);
  const [skipped, setSkipped] = useState<string[]>([]);
  // The one that was opened, else the first that is open.
  const now = questions.find((f) => f.id === asked) ?? questions.find((f) => !answered(f) && !skipped.includes(f.id));
  const later = questions.filter((f) => f !== now && !answered(f));
  const deciding = (state.missing ?? []).flatMap((n) => fieldAt(session.plan, n)?.field ?? []).filter((f, i, all) => !questions.includes(f) && all.indexOf(f) === i);
  const toForm = () => go({ step: "form" });
  const nextQuestion = () => {
    if (!now) return toForm();
    setAsked(null);
    const open = questions.find((f) => f !== now && !answered(f) && !skipped.includes(f.id));
    if (!open) toForm();
  };
  const skip = () => {
    if (!now) return;
    setSkipped([...skipped, now.id]);
    setAsked(null);
  };
  // An arrow key chooses as it goes through the options: the question stays until somebody says that he goes on.
  const stay = (e: KeyboardEvent) => {
    if (!now || !(e.target instanceof HTMLInputElement) || e.target.type !== "radio") return;
    if (e.key.startsWith("Arrow")) setAsked(now.id);
    if (e.key === "Enter" && answered(now)) { e.preventDefault(); nextQuestion(); }
  };
  // An answered question goes away with the focus in it: the next takes it over.
  const ask = useRef<HTMLDivElement>(null);
  const before = useRef(now?.id);
  useEffect(() => {
    if (before.current !== now?.id && document.activeElement === document.body) ask.current?.focus({ preventScroll: true });
    before.current = now?.id;
  }, [now?.id]);
  return (
    <FormPage
      step="questions" title={now ? fw.steps.questions : undefined} rail={<VerdictPanel />} nextLabel={now && later.length > 0 ? fw.nextQuestion : fw.toForm}
      paths={() => (now ? [`form.${now.id}`] : [])} onNext={nextQuestion} onLeave={onLeave}
    >
      <Card>
        <ol>
          {questions.filter((f) => f !== now && answered(f)).map((f) => {
            const { Show } = registry[f.type];
            return (
              <li key={f.id} class="answered">
                <Icon name="check" />
                <div><small>{session.text(f.ask) || f.title}</small><b><Show field={f} value={(state.fields[`form.${f.id}`]?.value ?? null) as Json} lang={lang} /></b></div>
                <TextButton label={`${w.change}${w.colon}${f.title}`} onClick={() => setAsked(f.id)}>{w.change}</TextButton>
              </li>
            );
          })}
        </ol>
        {now && <div class="ask" ref={ask} tabIndex={-1} onKeyDown={stay}><FormField field={now} /></div>}
        {now && <p><Button kind="quiet" small onClick={skip}>{fw.skipQuestion}</Button></p>}
        {(later.length > 0 || deciding.length > 0) && (
          <ul class="mt">
            {[...later, ...deciding].map((f) => (
              <li class="later" key={f.id}>
                {skipped.includes(f.id) ? <TextButton label={`${fw.answerNow}${fw.colon}${f.title}`} onClick={() => setAsked(f.id)}>{session.text(f.ask) || f.title}</TextButton> : session.text(f.ask) || f.title}
                <span>{decides(form, state, `form.${f.id}`, fw) || (later.includes(f) ? "" : fw.laterAsked)}</span>
              </li>
            ))}
          </ul>
        )}
      </Card>
      {screens && <VerdictPanel />}
      <p class="small muted">{fw.questionsNote}</p>
    </FormPage>
  );
}

/** Can I, what to hand in, how often to come: live. */
export function VerdictPanel() {
  const w = useWords();
  const fw = useAskedWords();
  const form = useForm();
  const state = form.session.state.value;
  const truth = truthOf(state);
  const conditions = conditionsOf(form, state, w, fw);
  const given = Object.values(state.materials ?? {}).filter((m) => (m.state === "needed" && !m.signer) || m.state === "given").length;
  const open = Object.values(state.materials ?? {}).filter((m) => m.state === "undecided").length;
  const held = conditions.filter((c) => c.truth === "yes").length;
  return (
    <aside class="rail stack" aria-label={verdictText(form.session.plan, state, fw)}>
      <Verdict level={2} live truth={truth} missing={state.missing?.length ?? 0} title={truth === "unknown" ? undefined : verdictText(form.session.plan, state, fw)}
        line={truth === "unknown" ? fw.noReason : fw.conditionsHold(held, conditions.length)} conditions={conditions} />
      <div class="card card--flush figures">
        <div><b>{fw.materialsToGive}</b><span class="big-num">{fw.between(given, given + open)}<small>{fw.copies}</small></span></div>
        <div><b>{w.visits}</b><span class="big-num">{fw.between(state.visits.min, state.visits.max)}<small>{fw.times}</small></span></div>
      </div>
    </aside>
  );
}
