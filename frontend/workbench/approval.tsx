import { useState } from "preact/hooks";
import { Icon } from "../parts/icon/icon";
import { Note } from "../parts/notices";
import { CounterAt } from "./counter-at";
import { Papers } from "./course";
import type { Foreseen } from "./decision-api";
import { DecisionForm } from "./decision-form";
import type { Finding, StaffCase } from "./desk";
import { districtDay, districtTime } from "./due";
import { Grounds } from "./grounds";
import { Enclosures } from "./enclosures";
import { useKeys } from "../desk/keys";
import type { Act } from "./model/acts";
import type { Check } from "./model/checks";
import { spanText, Trust } from "./materials-column";
import { putDown, stagesOf } from "./model/grounds";
import type { Paper } from "./model/materials";
import { useStaffName } from "./staff";
import { Value } from "./values";
import { useWork } from "./words";

/** What belongs to the decision and stands beside the form of it, not in the bar. */
export const DECIDING = ["grant", "grant_part", "refuse", "send_back"];

interface ApprovalProps {
  page: StaffCase;
  acts: Act[];
  checks: Check[];
  found: Record<string, Finding>;
  papers: Paper[];
  reload: () => void;
  back: () => void;
  onDone: (say: string) => void;
}

/** For who decides: what was found and on what grounds at the left, the decision and its text at the right. */
export function Approval({ page, acts, checks, found, papers, reload, back, onDone }: ApprovalProps) {
  const w = useWork();
  const [shown, setShown] = useState<Foreseen | null>(null);
  useKeys({ Escape: back });
  return (
    <div class="approval">
      <div class="approval__main" tabIndex={0} role="group" aria-label={w.approval.grounds}>
        <Way page={page} />
        <OpinionOf page={page} />
        <Grounds page={page} checks={checks} found={found} />
        <div class="approval__two">
          <PapersOf page={page} papers={papers} />
          <After shown={shown} />
        </div>
        <StepsOf page={page} />
      </div>
      <DecisionForm page={page} acts={acts} checks={checks} shown={shown} onShown={setShown} reload={reload} onDone={onDone} />
    </div>
  );
}

function Way({ page }: { page: StaffCase }) {
  const w = useWork();
  return (
    <ol class="way" aria-label={w.approval.way}>
      {stagesOf(page).map((s) => (
        <li key={s.id} class={`way__${s.is}`} aria-current={s.is === "now" ? "step" : undefined}>
          {s.is === "done" && <Icon name="check" />}<span>{s.title}</span>{s.is === "done" && <small>{[s.who, s.at && districtDay(new Date(s.at)).slice(5)].filter(Boolean).join(" ")}</small>}
        </li>
      ))}
    </ol>
  );
}

/** What the examiner said last. */
function OpinionOf({ page }: { page: StaffCase }) {
  const w = useWork();
  const a = w.approval;
  const h = page.handling;
  const last = h.work?.at(-1);
  const step = page.view.plan.steps?.find((s) => s.id === last?.step)?.title ?? "";
  return (
    <section class="panel" aria-label={a.opinionOf(step)}>
      <header>
        <h2>{last ? a.opinionOf(step) : a.noWork}{last?.title && <>{w.colon}{last.title}</>}</h2>
        {last && <span class="muted">{[last.name, districtTime(last.at)].join(w.then)}</span>}
        {h.light && page.case.accepted && <span class={`push light light--${{ green: "g", yellow: "y", red: "r", still: "p" }[h.light]}`}>{h.light === "still" ? w.clockStands : w.workDays(h.left)}{page.case.promised && !page.case.instant && <>{w.then}{w.limitPromised(spanText(page.case.promised, w))}</>}</span>}
      </header>
      {last && <p class="approval__said">{last.note || <span class="muted">{a.noOpinion}</span>}</p>}
      {page.handling.proposed && <Note kind="wait" icon="alert">{w.proposed}</Note>}
      <SentBack page={page} />
    </section>
  );
}

/** Why who decides sent it back the last time, as long as it is not examined again. */
export function SentBack({ page }: { page: StaffCase }) {
  const w = useWork();
  const name = useStaffName();
  const last = [...page.timeline].reverse().find((h) => ["send_back", "finish", "grant", "grant_part", "refuse"].includes(h.event));
  if (last?.event !== "send_back") return null;
  return last?.text ? <Note kind="wait" icon="back"><b>{w.approval.sentBack(last.actor ? name(last.actor) : "", districtTime(last.at))}</b>{last.text}</Note> : null;
}

function PapersOf({ page, papers }: { page: StaffCase; papers: Paper[] }) {
  const w = useWork();
  return (
    <section class="panel" aria-label={w.materials}>
      <header><h2>{w.materials}</h2></header>
      {page.counter && <CounterAt counter={page.counter} />}
      <ul class="approval__papers">
        {papers.filter((p) => p.state.state !== "not_needed").map((p) => {
          const done = p.state.state === "reused" || p.state.state === "made";
          return <li key={p.path} class={done ? "tag tag--yes" : p.state.state === "needed" ? "tag tag--no" : "tag"}>{done && <Icon name="check" />}{p.title} {p.onPaper ? w.onPaper : w.states[p.state.state]}<Trust page={page} paper={p} /></li>;
        })}
      </ul>
    </section>
  );
}

/** What follows from the decision that is chosen. */
function After({ shown }: { shown: Foreseen | null }) {
  const w = useWork();
  const a = w.approval;
  return (
    <section class="panel" aria-label={a.after}>
      <header><h2>{a.after}</h2></header>
      {!shown ? <p class="pad muted">{a.afterNone}</p> : (
        <ul class="approval__after">
          <li><Icon name="doc" />{a.written(shown.documents.map((d) => d.title).join(w.comma))}</li>
          {shown.results.map((r) => <li key={`${r.of} ${r.row ?? ""}`}><Icon name={r.waits ? "hourglass" : "source"} />{r.waits ? `${a.givenLater(r.title)}${r.waits.join(w.comma)}` : r.kind === "document" ? a.made(r.title) : a.given(r.title)}</li>)}
          <li><Icon name="check" />{a.becomes(shown.stateTitle)}</li>
        </ul>
      )}
    </section>
  );
}

/** What was put down in each step, newest last. */
function StepsOf({ page }: { page: StaffCase }) {
  const w = useWork();
  const steps = [...new Set((page.handling.work ?? []).map((x) => x.step))].map((id) => ({ id, last: page.handling.work!.filter((x) => x.step === id).at(-1)!, put: putDown(page.view, id) })).filter((s) => s.put.length > 0);
  return (
    <>
      {steps.map((s) => (
        <section key={s.id} class="panel" aria-label={page.view.plan.steps?.find((x) => x.id === s.id)?.title}>
          <header><h2>{page.view.plan.steps?.find((x) => x.id === s.id)?.title}</h2><span class="muted">{[s.last.name, districtTime(s.last.at), s.last.title].filter(Boolean).join(w.then)}</span></header>
          <dl class="approval__put">{s.put.map((x) => <div key={x.field.id}><dt>{x.field.title}</dt><dd><Value field={x.field} value={x.value} /></dd></div>)}</dl>
        </section>
      ))}
      <div class="panel approval__deeds"><Enclosures page={page} /></div>
      {page.handling.documents.length > 0 && <section class="panel approval__deeds" aria-label={w.documents}><Papers page={page} brief /></section>}
    </>
  );
}
