import type { ComponentChildren } from "preact";
import type { CasePage, QueryCode } from "../core/api";
import { Asked, Digest, Documents, Ended, Results, Turn, Withdraw } from "./case-parts";
import { Button } from "../parts/button";
import { Card } from "../parts/card";
import { Icon } from "../parts/icon/icon";
import { Letter } from "../parts/letter";
import { OfficeCard } from "../parts/office";
import { Note } from "../parts/notices";
import { Tag } from "../parts/tag";
import { Timeline, type TimelineEvent } from "../parts/timeline";
import { Facts, type Fact } from "../parts/visits";
import { useLateWords, type LateWords } from "../parts/late-words";
import type { Lang } from "../parts/words";
import { usePlace } from "../screens/place";
import { clockOf } from "../core/moment";
import { dayText, momentText } from "./format";
import { partsOf } from "./outline";
import { CodeCard } from "./progress";
import { Receipt } from "./receipt";
import { materialTitle, spanText } from "./rail";
import type { Json } from "./ops";
import { usePaperWords, type PaperWords } from "./paper-words";
import { registry } from "./registry";

/** Tag of a state: your turn, good, or neither. */
export function StateTag({ state, title }: { state: string; title: string }) {
  if (state === "precheck_failed" || state === "correction") return <Tag kind="wait" icon="alert">{title}</Tag>;
  if (state === "decided_no" || state === "rejected_intake") return <Tag kind="no" icon="cross">{title}</Tag>;
  if (state === "precheck_passed" || state === "accepted" || state === "decided_yes" || state === "done") return <Tag kind="yes" icon="check">{title}</Tag>;
  return <Tag>{title}</Tag>;
}

/** States in which no clock runs yet: the last day is not known. */
export const beforeAcceptance = new Set(["submitted", "precheck_failed", "precheck_passed", "awaiting_onsite", "received"]);

/** By when a case is done: at once it was, so long from acceptance, or by a day. None where nothing is promised. */
export function dueFact(c: { instant?: boolean; due?: string; promised?: string; state: string; light?: string; left: number }, today: string, w: LateWords, fw: PaperWords): Fact[] {
  if (c.instant) return [{ id: "due", title: fw.howLong, figure: fw.atOnce, line: fw.decidedAtOnce }];
  if (!c.due) return [];
  const span = spanText(c.promised, fw);
  if (span && beforeAcceptance.has(c.state)) return [{ id: "due", title: fw.howLong, figure: span, line: fw.fromAcceptance }];
  const left = c.light === "still" ? fw.clockStands : c.light ? fw.workDaysLeft(c.left) : "";
  return [{ id: "due", title: fw.byWhen, figure: dayText(c.due, w, today), line: [span && fw.promisedSpan(span), left].filter(Boolean).join(" · ") }];
}

/** What the applicant orders about the case; `body` is what it says besides version and key. */
export type OnAct = (act: "withdraw" | "visit" | "consent" | "step", body?: Record<string, unknown>) => void;

/** 办理进度: who has it, until when, what was said, the way so far and to come. */
export function CaseScreen({ page, lang, onAmend, onAct, getCode, busy, fault, rating }: {
  page: CasePage; lang: Lang; onAmend: () => void; onAct: OnAct; getCode: (anew: boolean) => Promise<QueryCode>; busy: boolean; fault: string; rating: ComponentChildren;
}) {
  const w = useLateWords();
  const fw = usePaperWords();
  const { href, can } = usePlace();
  const { case: c, view } = page;
  const { state, plan } = view;
  const returned = c.state === "precheck_failed" || c.state === "correction";
  const h = page.handling;
  const goes = h.books || state.visits.max > 0; // who goes there looks for the way first
  const office = page.place && <Card id="office" title={fw.caseOffice}><OfficeCard office={page.place} /><p class="small mt"><a href={href(`/ask?case=${encodeURIComponent(c.number)}`)}>{fw.askOfCase}</a></p></Card>;
  return (
    <>
      <div class="case-head">
        <div class="page">
          <nav aria-label={w.place}>
            <ol class="crumbs"><li><a href={href("/space")}>{w.mySpace}</a></li><li aria-current="page">{fw.caseTitle}</li></ol>
          </nav>
          {page.agent && <p class="small">{fw.actedBy(c.applicant, page.agent)}</p>}
          <div class="row row--wrap"><h1>{c.name}</h1><StateTag state={c.state} title={c.stateTitle} /><span class="case-head__no small muted">{fw.caseNo(c.number)}</span></div>
          <Facts facts={[
            { id: "who", title: fw.whoHandles, figure: h.waits === "applicant" ? w.you : c.office.title, line: h.waits === "applicant" ? [h.actBy && fw.actBefore(dayText(h.actBy, w, page.today)), fw.backTo(c.office.title)].filter(Boolean).join(" · ") : undefined },
            { id: "at", title: fw.submittedAt, figure: dayText(page.today, w, page.today) },
            ...dueFact({ ...c, light: h.light, left: h.left }, page.today, w, fw),
            { id: "visits", title: w.visits, figure: fw.between(state.visits.min, state.visits.max), unit: fw.times, line: state.visits.max === 0 ? w.visitsNone : undefined },
          ]} />
        </div>
      </div>
      <div class="page split band">
        <div class="stack-l">
          {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
          {returned && (
            <Letter id="letter" notice title={c.state === "correction" ? fw.correctionTitle : fw.returnedTitle} signer={c.office.title} on={dayText(clockOf(c.changedAt).day, w)}>
              <p>{c.state === "correction" ? fw.correctionLine : fw.returnedLine(c.name, dayText(page.today, w, page.today))}</p>
              {c.opinion && <blockquote>{c.opinion}</blockquote>}
              <Asked page={page} />
              {h.until && <p>{fw.correctionUntil(dayText(h.until, w))}</p>}
              <p><Button kind="primary" icon="edit" busy={busy} onClick={onAmend}>{fw.amend}</Button></p>
            </Letter>
          )}
          <Turn page={page} busy={busy} onAct={onAct} />
          <Ended page={page} />
          <Results page={page} />
          {rating}
          {goes && office}
          <Card id="progress" title={fw.progress}><Timeline events={eventsOf(page, fw.later, w, returned)} /></Card>
          {!goes && office}
          <Given page={page} lang={lang} masked={can.shared} />
        </div>
        <aside class="rail stack" aria-label={fw.materials}>
          <Card flush extra="case-side">
            <section aria-labelledby="given-h">
              <h3 id="given-h">{fw.materials}</h3>
              <ul>
                {Object.entries(state.materials ?? {}).filter(([, m]) => m.state !== "not_needed").map(([path, m]) => (
                  <li key={path}><Icon name={m.state === "reused" ? "seal" : m.state === "made" ? "doc" : "check"} /><span>{materialTitle(plan, state, path, fw)} <span class="muted">{fw.materialStates[m.state]}</span></span></li>
                ))}
              </ul>
            </section>
            <Documents page={page} />
            <Digest page={page} />
          </Card>
          <CodeCard get={getCode} />
          <p><Receipt number={c.number} small /></p>
          <Withdraw page={page} busy={busy} onAct={onAct} />
        </aside>
      </div>
    </>
  );
}

/** What happened, what waits now, what comes; nothing that is to come has a date. */
function eventsOf(page: CasePage, later: string, w: Parameters<typeof momentText>[1], returned: boolean): TimelineEvent[] {
  const { plan } = page.view;
  const events = page.timeline.map((e, i, all): TimelineEvent => ({
    id: String(i), state: returned && i === all.length - 1 ? "now" : "done", when: momentText(e.at, w), title: e.step || e.title,
    line: <>{e.actor}{e.role && e.role !== e.actor && <> <span lang="zh-Hans">{e.role}</span></>}{e.text && <> · <span lang="zh-Hans">{e.text}</span></>}</>, // a post is called as its office calls it, and what somebody wrote stays as it was written
  }));
  const { handling } = page;
  const waits = returned ? [] : handling.steps.map((s): TimelineEvent => ({ id: `now ${s.id}`, state: "now", title: s.title, line: s.who }));
  const next = handling.ahead.map((id, i): TimelineEvent => {
    const step = plan.steps?.find((x) => x.id === id);
    return { id, state: "next", when: i === 0 ? later : undefined, title: step?.title ?? id, line: step?.whoTitle };
  });
  return [...events, ...waits, ...next];
}

/** What was handed in, as it stands for ever. */
function Given({ page, lang, masked }: { page: CasePage; lang: Lang; masked: boolean }) {
  const fw = usePaperWords();
  const { plan, state, input } = page.view;
  return (
    <details class="card">
      <summary class="h-s strong">{fw.whatYouGave}</summary>
      {partsOf(plan).filter((p) => state.sections[p.section.id]?.shown).map((p) => (
        <section key={p.section.id} class="mt">
          <h3>{p.section.title}</h3>
          <dl class="summary-list">
            {p.fields.filter((f) => state.fields[`form.${f.id}`]?.shown).map((f) => {
              const { Show } = registry[f.type];
              const value = (f.type === "table" ? input.answers[f.id] : state.fields[`form.${f.id}`]?.value) as Json | undefined;
              return <div key={f.id}><dt>{f.title}</dt><dd><Show field={f} value={value ?? null} lang={lang} masked={masked} /></dd></div>;
            })}
          </dl>
        </section>
      ))}
    </details>
  );
}
