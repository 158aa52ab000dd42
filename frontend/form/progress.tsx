import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ApiError, type QueryCode, type Standing } from "../core/api";
import { clockOf } from "../core/moment";
import { Button } from "../parts/button";
import { Card } from "../parts/card";
import { Note } from "../parts/notices";
import { OfficeCard } from "../parts/office";
import { Qr } from "../parts/qr";
import { Timeline, type TimelineEvent } from "../parts/timeline";
import { Facts } from "../parts/visits";
import { usePlace } from "../screens/place";
import { dueFact, StateTag } from "./case";
import { dayText, momentText } from "./format";
import { usePublicWords } from "./public-words";
import { putAway, steady } from "./steady";

/** 进度查询: asks for number and code. */
export function FollowForm({ number: first, code: given, busy, fault, faults, onGo }: {
  number: string; code: string; busy: boolean; fault: string; faults: Record<string, string>; onGo: (number: string, code: string) => void;
}) {
  const w = usePublicWords();
  const [number, setNumber] = useState(first);
  const [code, setCode] = useState(given);
  const field = (id: "number" | "code", label: string, hint: string, value: string, set: (v: string) => void, pad: string) => (
    <div class={faults[id] ? "field field--error" : "field"}>
      <label class="field__label" for={`follow-${id}`}>{label}</label>
      {faults[id] ? <p class="field__error" id={`follow-${id}-said`}>{faults[id]}</p> : <p class="field__hint" id={`follow-${id}-said`}>{hint}</p>}
      <input class="input input--medium" id={`follow-${id}`} value={value} inputMode="numeric" data-pad={pad} autocomplete="off" maxLength={40} spellcheck={false}
        aria-invalid={faults[id] ? true : undefined} aria-describedby={`follow-${id}-said`} onInput={(e) => set(e.currentTarget.value)} />
    </div>
  );
  return (
    <div class="page band stack-l">
      <div class="title"><h1>{w.followTitle}</h1><p>{w.followHint}</p></div>
      <form class="card stack follow" noValidate onSubmit={(e) => { e.preventDefault(); putAway(); if (!busy) onGo(number, code); }}>
        {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
        {field("number", w.followNumber, w.followNumberHint, number, setNumber, "-")}
        {field("code", w.followCode, w.followCodeHint, code, setCode, "")}
        <p onMouseDown={steady}><Button kind="primary" type="submit" icon="search" busy={busy}>{w.followGo}</Button></p>
      </form>
    </div>
  );
}

/** How a case stands: no name, no value, nothing that anybody wrote. */
export function Followed({ page, onAgain, children }: { page: Standing; onAgain: () => void; children?: ComponentChildren }) {
  const w = usePublicWords();
  const { href } = usePlace();
  const waits = page.waits === "applicant";
  const ended = page.now.length === 0;
  return (
    <>
      <div class="case-head">
        <div class="page">
          <p><Button small kind="quiet" icon="back" onClick={onAgain}>{w.followAgain}</Button></p>
          <div class="row row--wrap"><h1>{page.name}</h1><StateTag state={page.state} title={page.stateTitle} /><span class="case-head__no small muted">{w.caseNo(page.number)}</span></div>
          <Facts facts={[
            { id: "who", title: w.followWho, figure: ended ? w.followNobody : waits ? w.followYou : page.office,
              line: waits ? [page.actBy && w.actBefore(dayText(page.actBy, w, page.today)), w.backTo(page.office)].filter(Boolean).join(" · ") : undefined },
            { id: "at", title: w.submittedAt, figure: dayText(clockOf(page.submitted).day, w, page.today) },
            ...dueFact({ ...page, due: ended ? undefined : page.due }, page.today, w, w),
          ]} />
        </div>
      </div>
      <div class="page split band">
        <div class="stack-l">
          {children}
          {waits && <Note kind="wait" icon="alert">{w.followTurn} <a href={href("/sign-in?to=/space")}>{w.signIn}</a></Note>}
          <Card id="progress" title={w.progress}><Timeline events={eventsOf(page, w)} /></Card>
        </div>
        <aside class="rail stack" aria-label={w.caseOffice}>
          {page.place && <Card id="office" title={w.caseOffice}><OfficeCard office={page.place} /></Card>}
          <Note kind="plain" icon="lock">{w.followOpen}</Note>
        </aside>
      </div>
    </>
  );
}

function eventsOf(page: Standing, w: ReturnType<typeof usePublicWords>): TimelineEvent[] {
  return [
    ...page.events.map((e, i): TimelineEvent => ({ id: `was ${i}`, state: "done", when: momentText(e.at, w), title: e.title })),
    ...page.now.map((s, i): TimelineEvent => ({ id: `now ${i}`, state: "now", title: s.title, line: s.who })),
    ...page.ahead.map((s, i): TimelineEvent => ({ id: `next ${i}`, state: "next", when: i === 0 ? w.later : undefined, title: s.title, line: s.who })),
  ];
}

/** The query code of one's own case, shown when it is asked for; another may take its place. At a terminal, whose receipt it stands on, it is there `now`. */
export function CodeCard({ get, now }: { get: (anew: boolean) => Promise<QueryCode>; now?: boolean }) {
  const w = usePublicWords();
  const [code, setCode] = useState<QueryCode | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const ask = async (anew: boolean) => {
    setBusy(true);
    setFault("");
    try {
      setCode(await get(anew));
    } catch (e) {
      setFault((e instanceof ApiError && e.say) || w.trouble);
    }
    setBusy(false);
  };
  useEffect(() => { if (now) void ask(false); }, []);
  return (
    <Card id="query-code" title={now ? w.codeOnPhone : w.codeTitle}>
      <p class="small">{now ? w.codeScan : w.codeLine}</p>
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      {code ? (
        <div class="row row--wrap mt" role="status">
          <Qr {...code.qr} alt={w.codeAlt} />
          <div class="stack-s">{now && <span>{w.codeTitle}</span>}<b class="big-num code-digits">{code.code}</b>{!now && <><Button small busy={busy} onClick={() => void ask(true)}>{w.codeAnew}</Button><p class="small muted">{w.codeAnewHint}</p></>}</div>
        </div>
      ) : now && !fault ? <p class="qr" aria-busy="true" /> : <p class="mt"><Button small icon="eye" busy={busy} onClick={() => void ask(false)}>{w.codeShow}</Button></p>}
    </Card>
  );
}
