import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button, ButtonLink } from "../parts/button";
import { ErrorSummary, type FormError } from "../parts/error-summary";
import { Icon } from "../parts/icon/icon";
import { Note } from "../parts/notices";
import { Steps, StepsLead } from "../parts/steps";
import { useWords } from "../parts/words";
import { useForm } from "./context";
import { askText, faultsOf } from "./faults";
import { clockOf } from "../core/moment";
import { domId, fieldAt, spotOf, stepsOf, type StepName } from "./outline";
import { lazyPart } from "../shell/lazy-part";
import { missingText, Rail, ShortTally } from "./rail";
import { useFormWords } from "./words";

const papers = () => import("./papers");
const Which = lazyPart(() => papers().then((p) => p.Which), "papers");
const Returned = lazyPart(() => papers().then((p) => p.Returned));
const StoppedNote = lazyPart(() => papers().then((p) => p.StoppedNote));
const CreditTier = lazyPart(() => papers().then((p) => p.CreditTier));

interface FormPageProps {
  step: StepName;
  /** Heading of this screen, where one section is a screen. */
  title?: string;
  line?: string;
  /** What stands beside the page; the tally where it is left out. */
  rail?: ComponentChildren;
  nextLabel: string;
  /** Paths that must be in order before one goes on; given by the page. */
  paths?: () => string[];
  onNext: () => void;
  onPrev?: () => void;
  onLeave: () => void;
  busy?: boolean;
  /** In place of the buttons. */
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** Says honestly where saving stands. */
export function SaveLine() {
  const w = useWords();
  const fw = useFormWords();
  const { session } = useForm();
  const s = session.saving.value;
  const text = s.is === "saved" ? w.saved(clockOf(s.at).time) : s.is === "saving" ? w.saving : s.is === "offline" ? w.notSaved : fw.savedFailed;
  return <span class={`saved saved--${s.is}`} role="status"><Icon name={s.is === "offline" ? "offline" : s.is === "failed" ? "alert" : "save"} />{text}</span>;
}

/** What must be said about saving before anything else. */
function SaveTrouble({ step }: { step: StepName }) {
  const fw = useFormWords();
  const w = useWords();
  const { session, href } = useForm();
  const s = session.saving.value;
  if (s.is !== "failed") return null;
  const away = (place: string) => (s.gone ? "/space" : `/sign-in?level=${s.level ?? 0}&to=${encodeURIComponent(place)}`);
  return (
    <Note kind="no" icon="alert" role="alert">
      <b>{fw.savedFailed}</b><br />{s.signIn ? fw.signedOut : s.say || (s.gone && fw.draftGone)}
      {(s.signIn || s.gone || s.level) && <p class="mt"><ButtonLink small href={href({ step }).replace(/\/drafts\/.*/, away)}>{s.level ? w.stepUp : s.signIn ? fw.signInAgain : fw.toSpace}</ButtonLink></p>}
    </Note>
  );
}

/** What is wrong on this page, as the engine says: the errors, what is blank, what waits for a yes. */
export function useProblems(paths: (() => string[]) | undefined): () => FormError[] {
  const { session } = useForm();
  const fw = useFormWords();
  return () => {
    const mine = new Set(paths?.() ?? []);
    const state = session.state.peek();
    return (state.blocked ?? []).filter((b) => mine.has(b.path) || mine.has(b.path.replace(/\[.*/, ""))).map((b): FormError => {
      const at = fieldAt(session.plan, b.path);
      const title = missingText(session.plan, state, { ...b, count: 1 }, fw);
      const field = at?.column ?? at?.field;
      // What was typed and refused counts as unanswered: then the fault is what helps.
      const fault = field && faultsOf(field, state.fields[b.path], fw).error;
      const say = !field ? title
        : b.kind === "confirm" ? fw.pleaseConfirm(title)
        : fault ? `${title}${fw.colon}${fault}`
        : askText({ ...field, title }, fw);
      return { id: domId(b.path), say };
    }).filter((e, i, all) => all.findIndex((x) => x.id === e.id) === i);
  };
}

/** One page of the way: where one is, what is to be done, what is missing, and on. The same on every counter. */
export function FormPage(p: FormPageProps) {
  const form = useForm();
  const { session, ui, screens } = form;
  const fw = useFormWords();
  const steps = stepsOf(session.plan);
  const now = steps.indexOf(p.step);
  const titles = steps.map((s) => fw.steps[s]);
  const problemsNow = useProblems(p.paths);
  const [problems, setProblems] = useState<FormError[]>([]);
  const [which, setWhich] = useState(false);
  const next = () => {
    const found = problemsNow();
    setProblems(found);
    if (found.length > 0) ui.attempts.value++;
    else {
      ui.attempts.value = 0;
      p.onNext();
    }
  };
  const attempts = ui.attempts.value;
  // What has been put right leaves the list, as long as the page is the same.
  const open = attempts > 0 && session.state.value ? problems.filter((x) => problemsNow().some((y) => y.id === x.id)) : [];
  useFocus();
  const buttons = p.actions ?? (
    <>
      {p.onPrev ? <Button extra="prev" onClick={p.onPrev}>{fw.prev}</Button> : !screens && <Button onClick={p.onLeave}>{fw.leave}</Button>}
      <span class="push" />
      <Button kind="primary" after="right" busy={p.busy} onClick={next}>{p.nextLabel}</Button>
    </>
  );
  return (
    <div class="form">
      {screens ? (
        <div class="form__top"><StepsLead title={p.title ?? fw.steps[p.step]} of={session.plan.name} titles={titles} now={now} line={p.line} note={<SaveLine />} /></div>
      ) : (
        <div class="progress-top">
          <div class="page">
            <div class="row row--wrap"><h1>{session.plan.name}</h1><span class="push row"><SaveLine /><Button small extra="btn--round" onClick={p.onLeave}>{fw.leave}</Button></span></div>
            <Steps titles={titles} now={now} hrefs={steps.map((s) => form.href({ step: s }))} />
          </div>
        </div>
      )}
      <div class={screens ? "page form__body" : "page split band"}>
        <div class="stack-l">
          <SaveTrouble step={p.step} />
          {session.stopped && <StoppedNote stopped={session.stopped} />}
          {session.returned && <Returned returned={session.returned} />}
          {session.credit && session.credit.tier !== "A" && <CreditTier credit={session.credit} />}
          {open.length > 0 && <ErrorSummary errors={open} attempt={attempts} />}
          {p.children}
          {!screens && <div class="actions">{buttons}</div>}
        </div>
        {!screens && (p.rail ?? <Rail />)}
      </div>
      {screens && <div class="bar"><ShortTally onOpen={() => setWhich(true)} />{buttons}</div>}
      {which && <Which onClose={() => setWhich(false)} />}
    </div>
  );
}

/** Brings the focus to where one jumped, once it is there. */
function useFocus(): void {
  const { ui } = useForm();
  useEffect(() => {
    const id = ui.focus;
    if (!id) return;
    let tries = 0;
    const timer = setInterval(() => {
      const el = document.getElementById(id);
      if (!el && ++tries < 20) return;
      clearInterval(timer);
      ui.focus = null;
      const control = el?.matches("fieldset") ? el.querySelector<HTMLElement>("input, select, button") : el;
      (control ?? el)?.focus({ preventScroll: true });
      el?.scrollIntoView({ block: "center" });
    }, 50);
    return () => clearInterval(timer);
  });
}

/** The page of a path, for the paths of its sections. */
export const isOn = (plan: Parameters<typeof spotOf>[0], path: string, step: StepName, section?: string): boolean => {
  const at = spotOf(plan, path);
  return at.step === step && (section === undefined || at.section === section);
};
