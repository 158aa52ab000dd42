import { useState } from "preact/hooks";
import type { CaseLine, DisputeLine, DraftLine, Person } from "../core/api";
import { nameSeen } from "../fields/mask";
import { Button, ButtonLink, TextButton } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Count } from "../parts/count";
import { Empty, Note } from "../parts/notices";
import { Tag } from "../parts/tag";
import { Seg } from "../parts/seg";
import { useWords } from "../parts/words";
import { usePlace } from "../screens/place";
import { StateTag } from "./case";
import { momentText } from "./format";
import { usePaperWords } from "./paper-words";

interface SpaceProps {
  person: Person;
  choices: Person[];
  cases: CaseLine[];
  drafts: DraftLine[];
  disputes: DisputeLine[];
  unread: number;
  /** Cases that wait for a grade. */
  due: CaseLine[];
  onTakeBack: (id: string) => void;
  fault: string;
  onSwitch: (as: string) => void;
  onDelete: (draft: string) => void;
  onTake: (draft: string) => void;
  /** Makes the code by which a counter goes on with it. */
  onCode: (draft: string) => void;
  /** The code that was made last. */
  code: { draft: string; code: string; until: string } | null;
}

/** Whose draft it is; on a screen that others see, a person's name is masked. */
function useHolder(): (d: DraftLine) => string {
  const w = useWords();
  const { can } = usePlace();
  return ({ applicant }) => w.applicantIs(nameSeen(applicant, can.shared));
}

/** 我的空间: cases, drafts, and in whose name one acts. */
export function Space(p: SpaceProps) {
  const w = useWords();
  const fw = usePaperWords();
  const { href, can } = usePlace();
  const holder = useHolder();
  const [asked, setAsked] = useState<DraftLine | null>(null);
  return (
    <div class="page band stack-l">
      <div class="row row--wrap">
        <h1>{w.mySpace}</h1>
        {p.choices.length > 1 && (p.choices.length <= 3 ? (
          <Seg label={fw.actingAs} value={p.person.as} options={p.choices.map((c) => ({ code: c.as, text: c.name }))} onChange={p.onSwitch} />
        ) : (
          <label class="row"><span class="sr-only">{fw.actingAs}</span>
            <select class="input" value={p.person.as} onChange={(e) => p.onSwitch(e.currentTarget.value)}>
              {p.choices.map((c) => <option key={c.as} value={c.as}>{c.name}</option>)}
            </select>
          </label>
        ))}
        <span class="push row row--wrap"><ButtonLink icon="bell" small href={href("/space/notices")}>{w.notices}{p.unread > 0 && <><span class="sr-only">{fw.comma}</span><Count n={p.unread} /></>}</ButtonLink><ButtonLink icon="ask" small href={href("/space/questions")}>{fw.questions}</ButtonLink><ButtonLink icon="cal" small href={href("/space/bookings")}>{fw.bookings}</ButtonLink><ButtonLink icon="card" small href={href("/space/licences")}>{fw.licences}</ButtonLink><ButtonLink icon="eye" small href={href("/space/reads")}>{fw.reads}</ButtonLink><ButtonLink icon="sign" small href={href("/space/acting")}>{fw.acting}</ButtonLink><ButtonLink icon="plus" small href={href("/items")}>{fw.newThing}</ButtonLink></span>
      </div>
      {p.fault && <Note kind="no" icon="alert" role="alert">{p.fault}</Note>}
      {p.due.length > 0 && (
        <Note icon="heart">
          <b>{fw.rateDue}</b>
          <ul>{p.due.map((c) => <li key={c.number}><a href={href(`/cases/${encodeURIComponent(c.number)}`)}>{c.name}</a> <span class="small muted">{c.number} · {c.stateTitle}</span></li>)}</ul>
        </Note>
      )}
      <section aria-labelledby="cases-h">
        <div class="band__head"><h2 id="cases-h">{fw.myCases}</h2></div>
        {p.cases.length === 0 ? <Empty title={fw.noCases} line={fw.noCasesHint} /> : (
          <div class="card card--flush">
            {p.cases.map((c) => (
              <article class="caserow" key={c.number}>
                <div><h3>{c.name}</h3><p class="small muted">{[c.number, c.office.title, momentText(c.submittedAt, w)].join(" · ")}</p></div>
                <StateTag state={c.state} title={c.stateTitle} />
                <ButtonLink small kind={c.waits === "applicant" ? "primary" : undefined} href={href(`/cases/${encodeURIComponent(c.number)}`)}>{c.state === "precheck_failed" || c.state === "correction" ? fw.amend : fw.look}</ButtonLink>
              </article>
            ))}
          </div>
        )}
      </section>
      <section aria-labelledby="drafts-h">
        <div class="band__head"><h2 id="drafts-h">{fw.myDrafts}</h2></div>
        {p.drafts.length === 0 ? <Empty icon="edit" title={fw.noDrafts} /> : (
          <div class="card card--flush">
            {p.drafts.map((d) => (
              <article class="caserow" key={d.id}>
                <div><h3>{d.name}</h3><p class="small muted">{[holder(d), d.counter ? (d.over ? fw.fromCounter : fw.atCounter(d.by ?? "")) : d.by && fw.actingBy(d.by), !d.counter && d.over && fw.actingOver, fw.draftSaved(momentText(d.savedAt, w)), d.amends && fw.amends(d.amends)].filter(Boolean).join(" · ")}</p>
                  {p.code?.draft === d.id ? <p role="status"><b>{fw.counterCode(p.code.code, momentText(p.code.until, w))}</b></p>
                    : !d.by && !d.amends && <TextButton label={`${fw.toCounter}${fw.colon}${d.name}`} onClick={() => p.onCode(d.id)}>{fw.toCounter}</TextButton>}
                </div>
                {d.by ? <span /> : <TextButton label={`${fw.deleteDraft}${fw.colon}${d.name}${fw.comma}${holder(d)}`} onClick={() => setAsked(d)}>{fw.deleteDraft}</TextButton>}
                {d.by && d.over ? <Button small kind="primary" onClick={() => p.onTake(d.id)}>{fw.actingTake}</Button> : <ButtonLink small href={href(`/drafts/${d.id}`)}>{d.by ? fw.look : fw.goOn}</ButtonLink>}
              </article>
            ))}
          </div>
        )}
      </section>
      {p.disputes.length > 0 && (
        <section aria-labelledby="disputes-h">
          <div class="band__head"><h2 id="disputes-h">{fw.disputes}</h2><span class="small muted">{fw.disputesHint}</span></div>
          <div class="card card--flush">
            {p.disputes.map((d) => (
              <article class="caserow" key={d.id}>
                <div>
                  <h3>{d.title}</h3>
                  <p class="small muted">{[d.register, typeof d.said === "string" && !can.shared && fw.disputeSaid(d.said), !can.shared && fw.disputeClaim(d.right), momentText(d.at, w)].filter(Boolean).join(" · ")}</p>
                  {d.answer && <p class="small">{fw.disputeAnswer(d.answer)}</p>}
                </div>
                <Tag kind={d.state === "corrected" ? "yes" : d.state === "upheld" ? "no" : d.state === "open" ? "wait" : undefined}>{fw.disputeStates[d.state]}</Tag>
                {d.state === "open" ? <TextButton label={`${w.withdrawDispute}${fw.colon}${d.title}`} onClick={() => p.onTakeBack(d.id)}>{w.withdrawDispute}</TextButton> : <span />}
              </article>
            ))}
          </div>
        </section>
      )}
      {asked && (
        <Dialog title={fw.deleteAsk(asked.name)} stay={fw.deleteStay} go={fw.deleteGo} onStay={() => setAsked(null)} onGo={() => { p.onDelete(asked.id); setAsked(null); }}>
          <p>{holder(asked)}{fw.stop}{fw.deleteHint}</p>
        </Dialog>
      )}
    </div>
  );
}

/** Drafts of an item that were begun before: go on, or begin another. */
export function GoOn({ title, drafts, onNew, busy }: { title: string; drafts: DraftLine[]; onNew: () => void; busy: boolean }) {
  const w = useWords();
  const fw = usePaperWords();
  const { href } = usePlace();
  const holder = useHolder();
  return (
    <div class="page band stack-l">
      <div class="title"><h1>{title}</h1><p>{fw.goOnAsk}</p></div>
      <div class="card card--flush">
        {drafts.map((d) => (
          <article class="caserow" key={d.id}>
            <div><h2>{fw.goOnLine(momentText(d.savedAt, w))}</h2><p class="small muted">{[holder(d), d.amends && fw.amends(d.amends)].filter(Boolean).join(" · ")}</p></div>
            <span />
            <ButtonLink small kind="primary" href={href(`/drafts/${d.id}`)}>{fw.goOn}</ButtonLink>
          </article>
        ))}
      </div>
      <p><Button icon="plus" busy={busy} onClick={onNew}>{fw.newOne}</Button></p>
    </div>
  );
}
