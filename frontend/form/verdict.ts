/** Conditions of eligibility, from evaluation's word on the rules. */
import type { Input, State } from "../core/contract";
import type { Condition } from "../parts/verdict";
import type { Messages } from "../parts/messages/zh";
import type { Form } from "./context";
import type { AskedWords } from "./asked-words";
import { fieldAt, spotOf } from "./outline";
import { against } from "./truth";

/** The number of the applicant's own case that a text tells, as the source of earlier cases has it. */
export function caseIn(text: string | undefined, facts: Input["facts"]): string | undefined {
  const own = Object.values(facts?.cases ?? {}).flatMap((f) => f.records ?? []);
  return text ? own.find((r) => text.includes(r.id))?.id : undefined;
}

/** Names of what a decision waits for, split into questions and look-ups, as titles. */
export function waitsFor(form: Form, state: State, names: string[] | undefined): { questions: string[]; sources: string[]; first?: string } {
  const { plan } = form.session;
  const out = { questions: [] as string[], sources: [] as string[], first: undefined as string | undefined };
  for (const name of names ?? []) {
    const n = name.replace(/^choose:/, "");
    const at = fieldAt(plan, n);
    if (at && !state.facts?.[n]) {
      out.questions.push(at.column?.title ?? at.field.title);
      out.first ??= n;
      continue;
    }
    const source = state.facts?.[n]?.source;
    if (source && n !== name) out.questions.push(plan.records[source]?.title ?? source);
    else if (source) out.sources.push(plan.records[source]?.title ?? source);
  }
  return { ...out, questions: [...new Set(out.questions)], sources: [...new Set(out.sources)] };
}

/** One condition for each rule that applies. */
export function conditionsOf(form: Form, state: State, w: Messages, fw: AskedWords): Condition[] {
  return (form.session.plan.rules ?? []).flatMap((r): Condition[] => {
    const s = state.rules?.[r.id];
    if (!s || s.result === "off") return [];
    const onWhy = () => form.why(`eligibility.${r.id}`, r.title);
    if (s.result === "true") return [{ id: r.id, title: r.title, truth: "yes", onWhy }];
    if (s.result === "unknown") {
      const on = waitsFor(form, state, s.missing);
      const { first } = on;
      const line = on.questions.length > 0 ? fw.notYetFilled(on.questions.join(w.comma)) : on.sources.length > 0 ? fw.waitingSource(on.sources.join(w.comma)) : fw.staffLook;
      return [{ id: r.id, title: r.title, truth: "unknown", line, ...(first ? { act: { text: fw.goFill, onClick: () => form.go(spotOf(form.session.plan, first)) } } : { onWhy }) }];
    }
    const effect = s.effect ?? r.effect;
    const line = s.text || (effect === "inspect" ? fw.onSpot : fw.staffLook);
    const { toCase } = form;
    const own = toCase && caseIn(s.text, form.session.input.value.facts);
    if (own) return [{ id: r.id, title: r.title, truth: against(effect) ? "no" : "staff", line, act: { text: fw.seeCase, onClick: () => toCase(own) } }];
    return [{ id: r.id, title: r.title, truth: against(effect) ? "no" : effect === "inspect" ? "site" : "staff", line, onWhy }];
  });
}
