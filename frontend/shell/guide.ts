/** From an item's plan and its state without answers to the guide that people read. */
import type { ItemPage } from "../core/api";
import type { MaterialState as Word, PlanSpan, PlanStep, State } from "../core/contract";
import { spanOf } from "../core/span";
import type { MaterialState } from "../parts/material";
import type { FrontWords } from "../parts/front-words";
import type { Guide } from "../screens/item";

const words: Record<Word["state"], MaterialState> = {
  needed: "upload", given: "uploaded", reused: "reused", made: "generated", promised: "promise", deferred: "later",
  not_needed: "unneeded", undecided: "unknown", to_be_found: "found-later",
};

/** The guide of an item. */
export function guideOf(page: ItemPage, w: FrontWords): Guide {
  const { plan, state } = page.view;
  const { guide } = plan;
  // Of somebody who is not signed in nothing is known: what evaluation says of records is about no one.
  const nobody = page.view.input.applicant.no === "";
  const titleOf = (fact: string) => plan.records[plan.facts?.find((f) => f.id === fact)?.source ?? ""]?.title;
  const span = (s: PlanSpan | null | undefined) => (s ? w.spans[s.unit](s.n) : "");
  return {
    id: plan.id, title: plan.name, aka: plan.alsoKnownAs ?? [], code: plan.code ?? "", version: w.itemVersion(page.version), office: plan.department.title,
    facts: factsOf(page, w),
    materials: (plan.materials ?? []).filter((m) => !(state.materials?.[m.id]?.state === "not_needed" && m.welcome)).map((m) => {
      const s = state.materials?.[m.id];
      const by = [...new Set((m.reuse ?? []).flatMap((r) => titleOf(r.by) ?? []))];
      const mayReuse = by.length > 0 && s?.state !== "reused" && s?.state !== "not_needed";
      return {
        id: m.id, title: m.title, state: m.made && s?.state === "needed" ? "generated" : nobody && mayReuse ? "unknown" : s ? words[s.state] : "unknown",
        line: [text(m.help), mayReuse && w.mayBeReused(by.join(w.comma))].filter(Boolean).join(w.semicolon),
      };
    }),
    conditions: (plan.rules ?? []).filter((r) => state.rules?.[r.id]?.result !== "off").map((r) => ({ id: r.id, text: r.title, by: checkedBy(state, r.id, r.effect, titleOf, nobody, w) })),
    steps: (plan.steps ?? []).filter((s) => state.steps?.find((x) => x.id === s.id)?.in !== "false").map((s: PlanStep) => ({
      id: s.id, actor: s.whoTitle ?? s.who, title: s.title, line: span(s.limit), you: s.who === "applicant",
    })),
    returned: (guide.faults ?? []).map((f, i) => ({ id: `r${i}`, text: f.fault, line: f.mend })),
    asked: [...(guide.faq ?? []), ...(page.answers ?? [])].map((f, i) => ({ id: `f${i}`, text: f.ask, line: f.answer })),
    offices: page.offices, dispatched: page.office, unknown: page.unknown ?? [], promise: nobody ? undefined : promiseOf(page),
    basis: (guide.basis ?? []).map((b) => `《${b.law}》${b.article ?? ""}`).join(w.comma),
    appeal: guide.rights ?? "", external: page.elsewhere && (page.elsewhere.system || page.elsewhere.department), stopped: page.stopped, books: page.books, online: !plan.entry?.guide,
  };
}

/** Seconds that it takes to answer a question, and to find and photograph a paper: about. */
const ANSWER = 15;
const PAPER = 90;

/** What is there already for who is signed in, by an evaluation without answers. What may yet be found counts as not there. */
function promiseOf({ view: { plan, state } }: ItemPage): Guide["promise"] {
  const shown = plan.fields.filter((f) => !f.clerk && state.fields?.[`form.${f.id}`]?.shown);
  const filled = shown.filter((f) => state.fields?.[`form.${f.id}`]?.is === "value");
  const open = shown.filter((f) => f.need && !filled.includes(f));
  const papers = (plan.materials ?? []).map((m) => ({ made: m.made, state: state.materials?.[m.id]?.state })).filter((m) => m.state !== "not_needed");
  const spared = papers.filter((m) => m.made || m.state === "reused" || m.state === "made");
  return {
    fields: shown.length, filled: filled.length, papers: papers.length, spared: spared.length,
    minutes: Math.max(1, Math.ceil((open.length * ANSWER + (papers.length - spared.length) * PAPER) / 60)),
  };
}

/** A text that may have values in it; in the guide, before any, those are left out. */
const text = (t: string | (string | object)[] | undefined): string => (typeof t === "string" ? t : (t ?? []).map((x) => (typeof x === "string" ? x : "…")).join(""));

function factsOf({ view: { plan, state } }: ItemPage, w: FrontWords): Guide["facts"] {
  const { visits, limit, fee } = state;
  const promised = spanOf(limit?.promised) ?? plan.limits?.[0]?.promised;
  const statutory = spanOf(limit?.statutory) ?? plan.limits?.[0]?.statutory;
  const days = promised ?? statutory;
  const gets = plan.results?.filter((r) => r.kind !== "record") ?? [];
  return [
    { id: "visits", title: w.factVisits, figure: w.visitsBetween(visits.min, visits.max), unit: w.times(visits.max), line: visits.max === 0 ? w.byPost : undefined },
    ...(state.instant ? [{ id: "days", title: w.factDays, figure: w.filters.instant!, line: w.decidedAtOnce }] : days ? [{
      id: "days", title: w.factDays, ...(days.n ? { figure: String(days.n), unit: w.spans[days.unit](days.n).replace(/^\d+\s*/, "") } : { figure: w.spans[days.unit](0) }),
      line: [promised && statutory && w.statutory(w.spans[statutory.unit](statutory.n)), days.n ? w.afterAccepted : w.onTheDay, plan.instant && w.perhapsAtOnce].filter(Boolean).join(w.comma),
    }] : []),
    { id: "fee", title: w.factFee, figure: fee?.amount ?? (plan.fees?.length ? w.perCase : "0"), unit: fee?.amount || !plan.fees?.length ? w.yuan : undefined, line: fee?.amount === "0" || !plan.fees?.length ? w.noFee : undefined },
    ...(gets.length > 0 ? [{ id: "get", title: w.factGet, figure: String(gets.length), unit: w.copies(gets.length), line: gets.map((r) => r.title).join(w.comma) }] : []),
  ];
}

function checkedBy(state: State, id: string, effect: string, titleOf: (fact: string) => string | undefined, nobody: boolean, w: FrontWords): string {
  const s = state.rules?.[id];
  if (effect === "inspect") return w.onTheSpot;
  if (nobody) return s?.missing?.some((n) => n.startsWith("form.")) ? w.byYourAnswers : w.systemLooks;
  if (s?.result === "true") return w.foundSo;
  if (s?.text) return s.text;
  const sources = [...new Set((s?.missing ?? []).flatMap((n) => (state.facts?.[n] ? titleOf(n) ?? [] : [])))];
  if (sources.length > 0) return w.seesItself(sources.join(w.comma));
  return effect === "review" ? w.byStaff : w.byYourAnswers;
}
