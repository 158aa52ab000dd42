import { useState } from "preact/hooks";
import type { CasePage } from "../core/api";
import { clockOf } from "../core/moment";
import { Button, ButtonLink } from "../parts/button";
import { Card } from "../parts/card";
import { Dialog } from "../parts/dialog";
import { Icon } from "../parts/icon/icon";
import { useLateWords } from "../parts/late-words";
import { LicenceCard } from "../parts/letter";
import { Note } from "../parts/notices";
import { useVisitWords } from "../parts/visit-words";
import { usePlace } from "../screens/place";
import type { OnAct } from "./case";
import { dayText } from "./format";
import { fieldAt, materialAt } from "./outline";
import { usePaperWords } from "./paper-words";
import { visitTime } from "./visit-time";

interface Props { page: CasePage }
interface Acting extends Props { busy: boolean; onAct: OnAct }

const may = (page: CasePage, event: string) => page.handling.may.some((m) => m.event === event && !m.why);

/** What has to be mended, each with its reason and how. */
export function Asked({ page }: Props) {
  const fw = usePaperWords();
  const parts = page.handling.parts ?? [];
  const { plan } = page.view;
  const titleOf = (path: string) => { // in the language of the page, as the form has it
    const at = fieldAt(plan, path);
    return at ? at.column?.title ?? at.field.title : materialAt(plan, path.replace(/^materials\./, ""))?.title;
  };
  if (parts.length === 0) return null;
  return (
    <ol class="stack-s">
      {parts.map((p) => (
        <li key={p.path}><div><b>{titleOf(p.path) ?? p.title}</b><p>{fw.partWhat}{fw.colon}{p.reason}</p>{p.mend && <p>{fw.partHow}{fw.colon}{p.mend}</p>}</div></li>
      ))}
    </ol>
  );
}

/** What is the applicant's turn now, besides mending: a visit, a consent, a step of one's own. */
export function Turn({ page, busy, onAct }: Acting) {
  const w = useLateWords();
  const fw = usePaperWords();
  const v = useVisitWords();
  const { href } = usePlace();
  const h = page.handling;
  const [day, setDay] = useState("");
  const own = h.steps.find((s) => s.mine);
  const value = (v: unknown) => (v === null || v === undefined || v === "" ? fw.blankValue : String(v));
  return (
    <>
      {h.amendment && may(page, "amend") && (
        <Note kind="wait" icon="edit">
          <b>{fw.amendTitle}</b>
          <p>{fw.amendLine(h.amendment.title)}</p>
          <p>{fw.amendFrom}{fw.colon}<del>{value(h.amendment.before)}</del><br />{fw.amendTo}{fw.colon}<b>{value(h.amendment.after)}</b></p>
          <p class="muted">{h.amendment.reason}</p>
          <p class="row"><Button small busy={busy} onClick={() => onAct("consent", { agree: false })}>{fw.amendNo}</Button><Button small kind="primary" busy={busy} onClick={() => onAct("consent", { agree: true })}>{fw.amendYes}</Button></p>
        </Note>
      )}
      {h.books && (
        <Card id="visit" title={v.caseBooking}>
          <p>{h.booking ? v.caseBooked(visitTime(h.booking, v)) : may(page, "book") ? v.caseBookingHint : v.caseCollectHint}</p>
          <p>{h.booking ? <ButtonLink small href={href(`/bookings/${h.booking.id}`)}>{v.seeBooking}</ButtonLink>
            : <ButtonLink small kind="primary" icon="cal" href={href(`/cases/${encodeURIComponent(page.case.number)}/book`)}>{v.bookNow}</ButtonLink>}</p>
        </Card>
      )}
      {!h.books && may(page, "book") && (
        <Card id="visit" title={fw.visitTitle}>
          <p>{h.visit ? fw.visitOn(dayText(h.visit, w)) : fw.visitHint}</p>
          <form class="row row--wrap" onSubmit={(e) => { e.preventDefault(); if (day) onAct("visit", { day }); }}>
            <label for="visit-day">{fw.visitDay}</label>
            <input class="input input--medium" id="visit-day" type="date" value={day} onInput={(e) => setDay(e.currentTarget.value)} />
            <Button type="submit" kind="primary" busy={busy}>{fw.visitGo}</Button>
          </form>
        </Card>
      )}
      {own && may(page, "finish") && (
        <Note kind="wait" icon="alert">
          <b>{fw.ownStep(own.title)}</b>
          <p class="mt"><Button small kind="primary" busy={busy} onClick={() => onAct("step", { step: own.id, answer: own.answers?.[0]?.code ?? "" })}>{fw.ownStepDone}</Button></p>
        </Note>
      )}
    </>
  );
}

/** What to do now that it ended otherwise than hoped for. */
export function Ended({ page }: Props) {
  const fw = usePaperWords();
  const { href } = usePlace();
  const { state } = page.case;
  const refused = page.handling.outcome === "refused";
  const say = refused ? fw.refusedNext : { withdrawn: fw.withdrawnNext, transferred: fw.transferredNext, rejected_intake: fw.notAcceptedNext }[state];
  if (!say) return null;
  return (
    <Note kind={refused || state === "rejected_intake" ? "no" : "wait"} icon="info">
      <b>{refused ? fw.refusedTitle : page.case.stateTitle}</b>
      {page.case.opinion && <p>{page.case.opinion}</p>}
      <p>{say}</p>
      <p class="mt"><ButtonLink small href={href(`/items/${encodeURIComponent(page.case.item)}`)}>{fw.applyAgain}</ButtonLink></p>
    </Note>
  );
}

/** What was given: licences as cards, records by name. */
export function Results({ page }: Props) {
  const w = useLateWords();
  const fw = usePaperWords();
  const { can } = usePlace();
  const list = page.handling.results;
  if (list.length === 0) return null;
  const licences = list.filter((r) => r.kind === "licence");
  return (
    <section class="stack" aria-labelledby="results-h">
      <h2 id="results-h">{fw.resultsTitle}</h2>
      {licences.map((r) => (
        <LicenceCard key={r.number} name={r.title} holder={can.shared ? "" : r.holder} number={r.number}
          line={`${fw.resultGiven(dayText(r.day, w))} · ${fw.resultUntil(r.validTo && !r.validTo.startsWith("9999") ? dayText(r.validTo, w) : "")}`} />
      ))}
      {licences.length > 0 && <p class="small muted">{fw.resultUse}</p>}
      {list.filter((r) => r.kind === "record").map((r) => <p class="row" key={r.number}><Icon name="check" />{fw.resultRecord(r.title)}</p>)}
      <Letters page={page} />
    </section>
  );
}

/** The letters that tell of the outcome, to be opened where they are looked for. */
function Letters({ page }: Props) {
  const { can } = usePlace();
  const { tongue } = usePaperWords();
  const list = page.handling.documents.filter((d) => d.kind === "grant" || d.kind === "partly" || d.kind === "result");
  if (can.shared || list.length === 0) return null;
  return <p class="row row--wrap">{list.map((d) => <a key={d.seq} class="btn btn--small" href={`/api/cases/${encodeURIComponent(page.case.number)}/documents/${d.seq}?language=${tongue}`} target="_blank" rel="noopener"><Icon name="doc" />{d.title}</a>)}</p>;
}

/** The form as it was handed in and what was written since, to be read and printed; a terminal names them, and opens nothing beside its own pages. */
export function Documents({ page }: Props) {
  const w = useLateWords();
  const fw = usePaperWords();
  const { can } = usePlace();
  const base = `/api/cases/${encodeURIComponent(page.case.number)}`;
  const list = [
    { id: "form", href: `${base}/form.pdf?language=${fw.tongue}`, title: fw.formPDF, at: page.case.submittedAt },
    ...page.handling.documents.map((d) => ({ id: String(d.seq), href: `${base}/documents/${d.seq}?language=${fw.tongue}`, title: d.title, at: d.at })),
  ];
  return (
    <section aria-labelledby="documents-h">
      <h3 id="documents-h">{fw.documentsTitle}</h3>
      <ul>
        {list.map((d) => (
          <li key={d.id}><Icon name="doc" /><span>
            {can.shared ? d.title : <a href={d.href} target="_blank" rel="noopener">{d.title}</a>} <span class="muted">{dayText(clockOf(d.at).day, w, page.today)}</span>
          </span></li>
        ))}
      </ul>
    </section>
  );
}

/** What tells whether anything was changed since: the same on receipt and form, in groups for whoever compares it by eye. */
export function Digest({ page }: Props) {
  const fw = usePaperWords();
  return (
    <section aria-labelledby="digest-h">
      <h3 id="digest-h">{fw.digestTitle}</h3>
      <p class="small muted">{fw.digestLine}</p>
      <p class="digest">{page.digest.match(/.{1,8}/g)?.join(" ")}</p>
    </section>
  );
}

/** Giving up, until it is decided: asked first. */
export function Withdraw({ page, busy, onAct }: Acting) {
  const fw = usePaperWords();
  const [asked, setAsked] = useState(false);
  if (!may(page, "withdraw")) return null;
  return (
    <>
      <p><Button small kind="quiet" icon="del" busy={busy} onClick={() => setAsked(true)}>{fw.withdraw}</Button></p>
      {asked && (
        <Dialog title={fw.withdrawAsk} stay={fw.withdrawStay} go={fw.withdraw} onStay={() => setAsked(false)} onGo={() => { setAsked(false); onAct("withdraw"); }}>
          <p>{fw.withdrawHint}</p>
        </Dialog>
      )}
    </>
  );
}
