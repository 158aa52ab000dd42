import { useComputed } from "@preact/signals";
import { useEffect, useMemo, useState } from "preact/hooks";
import { Note } from "../parts/notices";
import { useWords } from "../parts/words";
import { useForm } from "./context";
import { FormPage, isOn } from "./frame";
import { domId, lacking, partsOf, QUESTIONS, shownParts, stepsOf, type Spot } from "./outline";
import { lazyPart } from "../shell/lazy-part";
import { FormSection } from "./section";
import { severalOf } from "./several";
import { useFormWords } from "./words";

const Picks = lazyPart(() => import("./rare").then((m) => m.Picks));

/**
 * How many questions are drawn: before the first painting what the screen holds (two beside each other, at least 160 pixels high,
 * their headings included), so that one can begin; then all. Who comes back to the form finds all of it.
 */
function useDrawn(): number {
  const { ui } = useForm();
  const [all, setAll] = useState(ui.drawn);
  useEffect(() => {
    ui.drawn = true;
    const timer = setTimeout(() => setAll(true)); // what is pressed meanwhile goes first
    return () => clearTimeout(timer);
  }, []);
  return all ? Infinity : Math.ceil(innerHeight / 80);
}

/** The sections of the form: all on one page, or one a screen. */
export function FormStep({ section, onLeave }: { section?: string; onLeave: () => void }) {
  const w = useWords();
  const fw = useFormWords();
  const form = useForm();
  const { session, screens, go } = form;
  const { plan } = session;
  // Ids as text: the list is drawn anew only when a section comes or goes.
  const ids = useComputed(() => shownParts(plan, session.state.value).map((p) => p.section.id).join(" ")).value.split(" ").filter(Boolean);
  const picks = useComputed(() => Object.entries(session.state.value.facts ?? {}).some(([path, f]) => severalOf(path, f)) || Object.keys(session.input.value.chosen ?? {}).length > 0).value;
  const all = useMemo(() => partsOf(plan), [plan]);
  const parts = ids.map((id) => all.find((p) => p.section.id === id)!);
  const at = Math.max(0, ids.indexOf(section ?? ""));
  const shown = screens ? parts.slice(at, at + 1) : parts;
  let left = useDrawn();
  const sections = shown.map((p, i) => {
    const most = left;
    left -= p.fields.filter((f) => session.state.peek().fields[`form.${f.id}`]?.shown).length;
    return most > 0 && <FormSection key={p.section.id} part={p} number={screens ? undefined : i + 1} most={most} />;
  });
  const steps = stepsOf(plan);
  const here = steps.indexOf("form");
  const nextStep = steps[here + 1]!;
  const beyond: Spot = { step: nextStep };
  const next: Spot = screens && at + 1 < ids.length ? { step: "form", section: ids[at + 1] } : beyond;
  const before = steps[here - 1];
  const prev: Spot | undefined = screens && at > 0 ? { step: "form", section: ids[at - 1] } : before && { step: before };
  const paths = () => {
    const open = shown.filter((p) => !lacking(session, p.section.id)); // of the others only the review says what is missing
    return [
      ...open.map((p) => `section.${p.section.id}`),
      ...plan.fields.map((f) => `form.${f.id}`).filter((p) => open.some((s) => isOn(plan, p, "form", s.section.id))),
    ];
  };
  return (
    <FormPage
      key={screens ? ids[at] : "form"} step="form" title={parts[at]?.section.title} line={screens ? fw.sectionOf(at + 1, ids.length) : undefined}
      nextLabel={screens ? fw.next : fw.nextTo(fw.steps[nextStep])} paths={paths} onNext={() => go(next)}
      onPrev={prev && (() => go(prev))} onLeave={onLeave}
    >
      {session.limited.value.length > 0 && <Note kind="wait" icon="source" role="status">{w.sourceLimit}</Note>}
      {picks && (!screens || at === 0) && <Picks />}
      {shown.length === 0 && <p class="muted" id={domId(`section.${QUESTIONS}`)}>{w.missingNone}</p>}
      {sections}
    </FormPage>
  );
}
