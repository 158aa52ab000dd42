import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, type Asking, type KnownAnswer, type Question } from "../core/api";
import { Button, ButtonLink } from "../parts/button";
import { Card } from "../parts/card";
import { cx } from "../parts/classes";
import { Icon } from "../parts/icon/icon";
import { Empty, Note } from "../parts/notices";
import { Tag } from "../parts/tag";
import { useQuestionWords } from "../parts/question-words";
import { usePlace } from "../screens/place";
import { dayText, momentText } from "./format";
import { putAway, steady } from "./steady";

interface AskProps {
  asking: Asking;
  signedIn: boolean;
  /** Where one signs in and comes back from. */
  signIn: string;
  onAsk: (order: { text: string; office: string; key: string }) => Promise<Question>;
  onKnown: (text: string) => Promise<KnownAnswer[]>;
}

/** How long nothing is typed before it is looked for, in ms. */
const PAUSE = 400;

/** 网上咨询: who answers and when, what is answered already, and the question. */
export function AskScreen(p: AskProps) {
  const w = useQuestionWords();
  const { href } = usePlace();
  const { asking: a } = p;
  const [text, setText] = useState("");
  const [office, setOffice] = useState(a.usual ?? "");
  const [asked, setAsked] = useState<Question | null>(null);
  const [known, setKnown] = useState<KnownAnswer[]>([]);
  const to = a.offices.find((o) => o.id === office) ?? a.offices[0]!;
  useEffect(() => {
    let gone = false;
    // A helper beside the question: where it can't be had, one asks all the same.
    const timer = setTimeout(() => void p.onKnown(text.trim()).then((l) => { if (!gone) setKnown(l); }, () => undefined), text ? PAUSE : 0);
    return () => { gone = true; clearTimeout(timer); };
  }, [text]);
  return (
    <div class="page band stack-l">
      <div class="title">
        <h1>{a.itemName ? w.askOf(a.itemName) : w.askTitle}</h1>
        <p>{w.askHint}</p>
      </div>
      <div class="split">
        <div class="stack-l">
          {asked ? <Asked question={asked} onMore={() => { setAsked(null); setText(""); }} />
            : p.signedIn ? <AskForm {...p} text={text} known={known} onText={setText} office={to.id} onOffice={setOffice} onDone={setAsked} />
              : (
                <div class="card stack">
                  <Promised days={to.days} due={to.due} />
                  <p>{w.askSignInHint}</p>
                  <p><ButtonLink kind="primary" href={href(p.signIn)}>{w.askSignIn}</ButtonLink></p>
                </div>
              )}
        </div>
        <aside class={cx("rail stack", text.trim() && "ask-beside")} aria-label={w.askKnown}>
          {!asked && (
            <Card id="known" title={w.askKnown}>
              <p class="small muted">{known.length > 0 ? w.askKnownHint : w.askKnownNone}</p>
              <Known list={known} />
            </Card>
          )}
        </aside>
      </div>
    </div>
  );
}

function Promised({ days, due }: { days: number; due: string }) {
  const w = useQuestionWords();
  return <p class="row strong"><Icon name="clock" />{w.askPromise(days, dayText(due, w))}</p>;
}

function AskForm({ asking: a, text, known, onText, office, onOffice, onAsk, onDone }: AskProps & {
  text: string; known: KnownAnswer[]; onText: (t: string) => void; office: string; onOffice: (id: string) => void; onDone: (q: Question) => void;
}) {
  const w = useQuestionWords();
  const key = useRef("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const to = a.offices.find((o) => o.id === office)!;
  const left = a.most - [...text].length;
  const go = async () => {
    putAway();
    if (busy) return;
    setBusy(true);
    setError(null);
    key.current ||= `ask-${crypto.randomUUID()}`;
    try {
      onDone(await onAsk({ text, office, key: key.current }));
    } catch (e) {
      const failed = e instanceof ApiError ? e : new ApiError(0, "");
      if (!failed.offline) key.current = "";
      setError(failed);
      setBusy(false);
    }
  };
  const fault = error?.fields["body.text"];
  return (
    <form class="card stack follow" noValidate onSubmit={(e) => { e.preventDefault(); void go(); }}>
      {error && <Note kind="no" icon="alert" role="alert">{error.say || w.trouble}</Note>}
      {a.case && <p class="small">{w.askCase(a.case)}</p>}
      <div class="field">
        <label class="field__label" for="ask-office">{w.askWho}</label>
        {a.offices.length > 1 ? (
          <select class="input" id="ask-office" value={office} onChange={(e) => onOffice(e.currentTarget.value)}>
            {a.offices.map((o) => <option key={o.id} value={o.id}>{o.title || w.askService}</option>)}
          </select>
        ) : <p id="ask-office">{to.title || w.askService}</p>}
      </div>
      <Promised days={to.days} due={to.due} />
      <div class={cx("field", fault && "field--error")}>
        <label class="field__label" for="ask-text">{w.askText}</label>
        <p class="field__hint" id="ask-text-hint">{w.askTextHint(a.most)}</p>
        {fault && <p class="field__error" id="ask-text-said">{fault}</p>}
        <textarea class="input" id="ask-text" rows={6} value={text} aria-invalid={fault ? true : undefined} aria-describedby={`ask-text-hint${fault ? " ask-text-said" : ""}`}
          onInput={(e) => onText(e.currentTarget.value)} />
        {left <= 100 && <p class={left < 0 ? "small field__error" : "small muted"} role="status">{w.askLeft(left)}</p>}
      </div>
      {text.trim() && known.length > 0 && <div class="ask-inline"><p class="small muted">{w.askKnown}</p><Known list={known.slice(0, 2)} /></div>}
      <p onMouseDown={steady}><Button kind="primary" type="submit" busy={busy}>{w.askGo}</Button></p>
    </form>
  );
}

/** What is answered already. */
function Known({ list }: { list: KnownAnswer[] }) {
  return <div role="status" class="known">{list.map((k) => <details key={k.ask}><summary>{k.ask}</summary><p>{k.answer}</p></details>)}</div>;
}

function Asked({ question: q, onMore }: { question: Question; onMore: () => void }) {
  const w = useQuestionWords();
  const { href } = usePlace();
  return (
    <div class="stack" role="status">
      <Note kind="yes" icon="check"><b>{w.asked(q.number)}</b><p>{w.askedDue(dayText(q.due, w))}</p></Note>
      <p class="row row--wrap"><ButtonLink kind="primary" href={href("/space/questions")}>{w.askedSee}</ButtonLink><Button onClick={onMore}>{w.askedMore}</Button></p>
    </div>
  );
}

interface QuestionsProps {
  questions: Question[];
  onFollow: (id: string, text: string) => Promise<unknown>;
  onJudge: (id: string, helped: boolean) => Promise<unknown>;
}

/** 我的咨询: each question with its answer. */
export function Questions(p: QuestionsProps) {
  const w = useQuestionWords();
  const { href } = usePlace();
  return (
    <div class="page band stack-l">
      <nav aria-label={w.place}><ol class="crumbs"><li><a href={href("/space")}>{w.mySpace}</a></li><li aria-current="page">{w.questions}</li></ol></nav>
      <div class="row row--wrap"><h1>{w.questions}</h1><span class="push"><ButtonLink small icon="plus" href={href("/ask")}>{w.questionsAsk}</ButtonLink></span></div>
      {p.questions.length === 0 ? <Empty icon="ask" title={w.questionsNone} line={w.questionsNoneHint} /> : p.questions.map((q) => <One key={q.id} {...p} question={q} />)}
    </div>
  );
}

function One({ question: q, onFollow, onJudge }: QuestionsProps & { question: Question }) {
  const w = useQuestionWords();
  const { href, can } = usePlace();
  const [follow, setFollow] = useState(false);
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const attempt = async (work: Promise<unknown>) => {
    setBusy(true);
    setFault("");
    try {
      await work;
      setFollow(false);
    } catch (e) {
      setFault((e instanceof ApiError && (e.fields["body.text"] ?? e.say)) || w.trouble);
    }
    setBusy(false);
  };
  const answered = q.state === "answered";
  const office = q.office || w.askService;
  return (
    <article class="card question" aria-labelledby={`q-${q.id}`}>
      <header class="row row--wrap">
        <h2 class="h-s" id={`q-${q.id}`}>{q.itemName || w.askTitle}</h2>
        <Tag kind={answered ? "yes" : "wait"} icon={answered ? "check" : undefined}>{w.questionStates[q.state]}</Tag>
        {!answered && <span class="small muted">{w.questionDue(dayText(q.due, w))}</span>}
        <span class="push small muted">{[w.questionNumber(q.number), momentText(q.at, w)].join(" · ")}</span>
      </header>
      {q.case && <p class="small"><a href={href(`/cases/${encodeURIComponent(q.case)}`)}>{w.askCase(q.case)}</a></p>}
      <p class="question__text">{can.shared ? "…" : q.text}</p>
      {q.steps.map((s, i) => (s.act === "answer" ? (
        <blockquote key={i}><p class="question__text">{s.text}</p><footer class="small muted">{w.answerBy(office, momentText(s.at, w))}</footer></blockquote>
      ) : s.act === "follow" ? (
        <div key={i}><p class="small muted">{w.followed} · {momentText(s.at, w)}</p><p class="question__text">{can.shared ? "…" : s.text}</p></div>
      ) : <p key={i} class="small muted">{w.questionPassed(s.office || w.askService)} · {momentText(s.at, w)}</p>))}
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      {answered && (
        <div class="stack-s question__end">
          <div class="row row--wrap" role="group" aria-label={w.helpedAsk}>
            <span class="small">{w.helpedAsk}</span>
            {([["yes", w.helpedYes], ["no", w.helpedNo]] as const).map(([v, name]) => (
              <Button key={v} small kind={q.helped === v ? "primary" : undefined} pressed={q.helped === v} busy={busy} onClick={() => void attempt(onJudge(q.id, v === "yes"))}>{name}</Button>
            ))}
            {q.mayFollow && !follow && <Button small icon="ask" onClick={() => setFollow(true)}>{w.followUp}</Button>}
          </div>
          {q.helped && <p class="small muted" role="status">{q.helped === "yes" ? w.helpedThanks : <>{w.helpedSorry} <a href={href(`/cannot-be-done${q.item ? `?item=${encodeURIComponent(q.item)}` : ""}`)}>{w.helpedSnag}</a></>}</p>}
          {follow && (
            <form class="stack-s" noValidate onSubmit={(e) => { e.preventDefault(); putAway(); void attempt(onFollow(q.id, text)); }}>
              <label class="field__label" for={`f-${q.id}`}>{w.followText}</label>
              <p class="field__hint" id={`f-${q.id}-hint`}>{w.followHint}</p>
              <textarea class="input" id={`f-${q.id}`} rows={3} maxLength={500} value={text} aria-describedby={`f-${q.id}-hint`} onInput={(e) => setText(e.currentTarget.value)} />
              <p class="row" onMouseDown={steady}><Button kind="primary" small type="submit" busy={busy}>{w.followGo}</Button><Button small onClick={() => setFollow(false)}>{w.followStay}</Button></p>
            </form>
          )}
        </div>
      )}
    </article>
  );
}
