import type { CasePage, QueryCode } from "../core/api";
import { ButtonLink } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { useWords } from "../parts/words";
import { usePlace } from "../screens/place";
import { beforeAcceptance } from "./case";
import { dayText, momentText } from "./format";
import { CodeCard } from "./progress";
import { spanText } from "./rail";
import { Receipt } from "./receipt";
import { usePaperWords } from "./paper-words";

/** 交好了: the number, who handles it, until when, what comes next. */
export function Done({ page, getCode }: { page: CasePage; getCode: (anew: boolean) => Promise<QueryCode> }) {
  const w = useWords();
  const fw = usePaperWords();
  const { href, can } = usePlace();
  const { case: c, view } = page;
  const { state, plan } = view;
  const span = spanText(c.promised, fw);
  const { steps, ahead } = page.handling; // what was decided at once has few steps left
  const next = [...steps.map((s) => s.title), ...ahead.map((id) => plan.steps?.find((s) => s.id === id)?.title ?? "")].filter(Boolean).slice(0, 3);
  return (
    <div class="page band stack-l done-page">
      <div class="handed">
        <span class="tick" aria-hidden="true"><Icon name="check" /></span>
        <h1>{state.visits.max === 0 ? fw.doneNoVisit : fw.done}</h1>
        <p>{c.name} · <span class="handed__no">{fw.caseNo(c.number)}</span></p>
      </div>
      <dl class="card figures-row">
        <div><dt>{fw.whoHandles}</dt><dd>{c.office.title}</dd></div>
        {c.instant ? <div><dt>{fw.howLong}</dt><dd>{fw.atOnce}<small>{fw.decidedAtOnce}</small></dd></div> : c.due && (span && beforeAcceptance.has(c.state)
          ? <div><dt>{fw.howLong}</dt><dd>{span}<small>{fw.fromAcceptance}</small></dd></div>
          : <div><dt>{fw.byWhen}</dt><dd>{dayText(c.due, w, page.today)}<small>{span && fw.promisedSpan(span)}</small></dd></div>)}
        <div><dt>{fw.submittedAt}</dt><dd>{momentText(c.submittedAt, w)}</dd></div>
        {next.length > 0 && <div><dt>{fw.nextSteps}</dt><dd>{next.join(fw.comma)}</dd></div>}
      </dl>
      <CodeCard get={getCode} now={can.shared} />
      <p class="actions">
        <Receipt number={c.number} />
        <ButtonLink href={href("/")}>{fw.anotherOne}</ButtonLink>
        <span class="push" />
        <ButtonLink kind="primary" after="right" href={href(`/cases/${encodeURIComponent(c.number)}`)}>{fw.seeProgress}</ButtonLink>
      </p>
    </div>
  );
}
