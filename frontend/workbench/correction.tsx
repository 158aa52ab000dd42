import { useEffect, useRef, useState } from "preact/hooks";
import { Button, TextButton } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { Note } from "../parts/notices";
import { errorOf, sayOf, sit, useLoad, useTitle } from "../desk/seat";
import { useBench } from "./app";
import { freshKey, order, precheck, read, type Finding, type StaffCase } from "./desk";
import { districtDay, later } from "./due";
import { Shell, type Shortcut } from "./frame";
import { useKeys } from "../desk/keys";
import { useMarks } from "./marks";
import { noticeEvent, whyNot } from "./model/acts";
import { checksOf, foundOf, open as isOpen } from "./model/checks";
import { candidatesOf, faultsOf, itemsOf, lawsOf, lineOf, merged, ordinal, ownPoint, placesOf, type Fault, type Point } from "./model/correction";
import { papersOf } from "./model/materials";
import { DueLight } from "./signs";
import { Failed, Key, Waiting } from "../desk/states";
import { useWork } from "./words";
import type { WorkWords } from "./messages/zh";

const shortcuts: Shortcut[] = [[["J", "K"], "c"], [["Space"], "x"], [["A"], "a"], [["P"], "p"], [["Ctrl", "Enter"], "notice"], [["Esc"], "esc"], [["?"], "help"]];
/** Days that a notice may give. */
const DAYS = [30, 15];

/** The correction notice of a case: the list at the left is the document in the middle. */
export function CorrectionScreen({ number }: { number: string }) {
  const w = useWork();
  const { router } = useBench();
  const loaded = useLoad(number, (api) => read(api, number));
  useTitle(`${number} ${w.notice}`);
  const back = () => router.go(`/cases/${number}${router.search.value.size ? `?${router.search.value}` : ""}`);
  const page = loaded.state === "here" ? loaded.data : null;
  useKeys(page ? {} : { Escape: back });
  return (
    <Shell bare={!!page} shortcuts={shortcuts} place={(
      <nav class="crumbs" aria-label={w.crumbs}>
        <a href={router.href("/")}>{w.cases}</a><span aria-hidden="true">/</span><a href={router.href(`/cases/${number}`)}>{number}</a><span aria-hidden="true">/</span><h1 tabIndex={-1}>{w.noticeTitle}</h1>
        {page?.case.due && <DueLight line={page.case} today={districtDay(new Date())} />}
      </nav>
    )}>
      {page ? <Notice page={page} back={back} reload={loaded.again} /> : loaded.state === "failed" ? <Failed error={loaded.error} onAgain={loaded.again} /> : <Waiting lines={12} />}
    </Shell>
  );
}

/** Points as they were typed last; kept in this tab with the begun opinions. */
function keptPoints(text: string): Point[] {
  try {
    const list: unknown = JSON.parse(text || "[]");
    return Array.isArray(list) ? (list as Point[]) : [];
  } catch {
    return [];
  }
}

function Notice({ page, back, reload }: { page: StaffCase; back: () => void; reload: () => void }) {
  const w = useWork();
  const bench = useBench();
  const { number, version } = page.case;
  const key = `${number} ${version}`;
  const checks = checksOf(page.view);
  const papers = papersOf(page.view, page.files, w.rowOf);
  const findings: Record<string, Finding> = bench.concluded.value[key] ?? foundOf(page);
  const marks = useMarks(number, page.masked === true);
  const keptAs = `${bench.seat.value?.clerk?.account} ${number} notice`;
  const [kept, setKept] = useState<Point[]>(() => keptPoints(bench.opinions.get(keptAs)));
  const points = merged(candidatesOf(page.view, checks, findings, marks.list.filter((m) => m.round === page.case.round), papers), kept);
  const [at, setAt] = useState(0);
  const [tried, setTried] = useState(false);
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const orderKey = useRef(freshKey());
  const box = useRef<HTMLDivElement>(null);
  const { claim } = page.case;
  // Before receipt it goes back whole; after, the clock stands until the last day of the notice.
  const formal = noticeEvent(page) === "correct";
  const [days, setDays] = useState(DAYS[0]!);
  const closed = whyNot(page, noticeEvent(page), w) || (claim && !claim.mine && !formal ? w.claimedBy(claim.name) : "");
  const left = checks.filter((c) => isOpen(c) && !findings[c.id]).length;
  const open = checks.filter(isOpen).length;
  const faults = faultsOf(points, left, papers);
  const places = placesOf(page.view, papers);
  const items = itemsOf(points, places);
  const write = (list: Point[]) => { setKept(list); setFault(""); bench.opinions.set(keptAs, JSON.stringify(list)); };
  const change = (id: string, to: Partial<Point>) => write(points.map((p) => (p.id === id ? { ...p, ...to } : p)));
  const focus = (i: number) => { setAt(i); queueMicrotask(() => box.current?.querySelectorAll<HTMLInputElement>(".point__tick")[i]?.focus()); };
  const add = (text = "", mend = "") => {
    const n = Math.max(0, ...points.filter((p) => p.from === "own").map((p) => Number(p.id.slice(4)))) + 1;
    write([...points, ownPoint(n, text, mend)]);
    setTimeout(() => box.current?.querySelector<HTMLElement>(`[data-point="own.${n}"] select`)?.focus());
  };
  const send = async () => {
    if (busy || closed) return;
    setTried(true);
    if (faults.length > 0) return void document.getElementById("notice-faults")?.focus();
    setBusy(true);
    try {
      if (formal) await order(bench.api, number, "correction", { version, parts: items, days, key: orderKey.current });
      else await precheck(bench.api, number, { version, pass: false, opinion: "", findings, parts: items, key: orderKey.current });
      bench.opinions.delete(keptAs);
      bench.handled.value++;
      bench.news.value = w.noticeSent(number);
      bench.list.value = null;
      bench.router.go("/", true);
    } catch (e) {
      const error = errorOf(e);
      if (!error.offline) orderKey.current = freshKey();
      if (error.status === 401) void sit(bench, true).catch(() => undefined);
      setFault(error.offline ? w.notSentOffline : sayOf(error, w));
      if (error.status === 409) reload();
    } finally {
      setBusy(false);
    }
  };
  useKeys({
    j: () => focus(Math.min(points.length - 1, at + 1)), k: () => focus(Math.max(0, at - 1)), " ": () => { const p = points[at]; if (p) change(p.id, { ticked: !p.ticked }); },
    a: () => add(), p: () => print(), "Ctrl+Enter": () => void send(), Escape: back,
  });
  useEffect(() => { if (tried && faults.length === 0) setTried(false); }, [tried, faults.length]);
  const usual = page.view.plan.guide.faults ?? [];
  return (
    <div class="case">
      <div class="notice-screen">
        <section class="points" aria-label={w.noticePoints} ref={box}>
          <div class="head"><h2>{w.noticePoints}</h2><span class="muted">{w.noticeFrom(points.length)}</span></div>
          <div class="scroll">
            {points.length === 0 && <p class="pad muted">{w.noticeNothing}</p>}
            <ol class="points__list">
              {points.map((p, i) => (
                <li key={p.id} data-point={p.id} class={i === at ? "point point--on" : "point"} onFocusCapture={() => setAt(i)}>
                  <div class="row"><input class="point__tick" type="checkbox" checked={p.ticked} aria-label={w.noticeTick(p.title || p.reason)} onChange={(e) => change(p.id, { ticked: e.currentTarget.checked })} />
                    <b class="grow">{p.title || w.noticeAdd}</b><span class="muted">{w.noticeSources[p.from]}</span>
                    {p.from === "own" && <Button small kind="quiet" icon="del" label={w.noticeRemove(p.title || p.reason)} onClick={() => write(points.filter((x) => x.id !== p.id))} />}</div>
                  {(p.from === "own" || !p.path) && (
                    <label>{w.noticeAddTo}<select class="box" value={p.path} onChange={(e) => { const to = places.find((x) => x.path === e.currentTarget.value); change(p.id, { path: to?.path ?? "", kind: to?.path.startsWith("form.") ? "field" : "material", ...(p.from === "own" ? { title: to?.title ?? "" } : {}) }); }}>
                      <option value="" /> {places.map((x) => <option key={x.path} value={x.path}>{x.title}</option>)}
                    </select></label>
                  )}
                  <label>{w.noticeWhat}<textarea class="box" rows={2} maxLength={300} value={p.reason} onInput={(e) => change(p.id, { reason: e.currentTarget.value })} /></label>
                  <label>{w.noticeHow}<textarea class="box" rows={2} maxLength={300} value={p.how} onInput={(e) => change(p.id, { how: e.currentTarget.value })} /></label>
                  {(p.also ?? []).length > 0 && <p class="point__also tiny">{w.noticeAlso}{w.colon}{p.also!.map((x) => {
                    const title = places.find((y) => y.path === x)?.title;
                    return title && <Button key={x} small kind="quiet" icon="del" label={w.noticeKeep(title)} onClick={() => change(p.id, { also: p.also!.filter((y) => y !== x) })}>{title}</Button>;
                  })}</p>}
                  <p class="tiny">{w.noticeBasis}{w.colon}{p.basis || w.noticeNoBasis}</p>
                  {faults.filter((f) => f.point === p.id && f.kind === "vague").map((f) => <p key={f.title} class="was"><Icon name="alert" />{w.noticeVague(f.title)}</p>)}
                </li>
              ))}
            </ol>
            <p class="pad"><Button small icon="plus" onClick={() => add()}>{w.noticeAdd} <Key>A</Key></Button></p>
            {usual.length > 0 && (
              <section class="pad usual" aria-label={w.noticeCommon}><h3>{w.noticeCommon}</h3>
                <ul>{usual.map((f) => <li key={f.fault}><button type="button" class="reason" onClick={() => add(f.fault, f.mend ?? "")}><Icon name="plus" /><span>{f.fault}</span></button></li>)}</ul>
              </section>
            )}
          </div>
        </section>
        <section class="column column--middle" aria-label={w.noticePreview}>
          <div class="head"><h2>{w.noticePreview}</h2><span class="push muted">{w.noticeSame}</span></div>
          <div class="scroll stage" tabIndex={0} role="group" aria-label={w.noticePreview}><Deed page={page} points={points} until={formal ? later(districtDay(new Date()), days) : ""} /></div>
        </section>
        <aside class="complete" aria-label={w.noticeComplete}>
          <div class="head"><h2>{w.noticeComplete}</h2></div>
          <div class="pad stack-s">
            {open > 0 && <p><b class="big">{open - left} / {open}</b> {w.noticeChecked(open - left, open).replace(/^.*?\/ ?\d+ ?/, "")}</p>}
            <Good faults={faults} />
            <div id="notice-faults" tabIndex={-1} role={tried ? "alert" : undefined}>
              {tried && faults.length > 0 && <><b>{w.noticeFixFirst}</b><ul class="fault-list">{faults.map((f, i) => <li key={i}><Icon name="cross" />{f.kind === "open" ? <TextButton onClick={back}>{sayFault(f, w)}</TextButton> : sayFault(f, w)}</li>)}</ul></>}
            </div>
            <Note kind="wait" icon="alert">{w.noticeOnce}</Note>
            <section aria-label={w.noticeOpens}><h3>{w.noticeOpens}</h3>
              {items.length === 0 ? <p class="muted">{w.noneOf}</p> : <ul class="opens">{items.map((x) => <li key={x.path}><Icon name="edit" />{places.find((p) => p.path === x.path)?.title}</li>)}</ul>}
              <p class="tiny">{w.noticeShut}</p>
            </section>
            {formal && (
              <fieldset class="acts__set acts__set--down"><legend>{w.noticeTime}</legend>
                {DAYS.map((d) => <label key={d}><input type="radio" name="days" checked={days === d} onChange={() => setDays(d)} /> {w.noticeDays(d, later(districtDay(new Date()), d))}</label>)}
                <p class="tiny">{w.noticeClock}</p>
              </fieldset>
            )}
          </div>
        </aside>
      </div>
      <footer class="acts">
        {fault && <Note kind="no" icon="alert" role="alert">{w.notSent}{w.colon}{fault}</Note>}
        <div class="acts__bar">
          <Button icon="back" onClick={back}>{w.noticeBack} <Key>Esc</Key></Button>
          {closed ? <span class="acts__why"><Icon name="lock" />{closed}</span> : <span class="muted clip">{w.noticeDraft}</span>}
          <span class="push" />
          <Button icon="printer" onClick={() => print()}>{w.noticePrint} <Key>P</Key></Button>
          <Button kind="primary" icon="seal" busy={busy || !!closed} onClick={() => void send()}>{busy ? w.sending : w.noticeSend} <Key>Ctrl Enter</Key></Button>
        </div>
      </footer>
    </div>
  );
}

const sayFault = (f: Fault, w: WorkWords) => (f.kind === "vague" ? w.noticeVague(f.title) : w.noticeFaults[f.kind]!(f.n, f.title));

/** What a good notice has, ticked as it comes to be. */
function Good({ faults }: { faults: Fault[] }) {
  const w = useWork();
  const without = (...kinds: Fault["kind"][]) => !faults.some((f) => kinds.includes(f.kind));
  const lines: [boolean, string][] = [
    [without("open"), w.noticeGood.open], [without("none", "reason", "how", "place", "twice"), w.noticeGood.how], [without("held", "idle"), w.noticeGood.held], [without("vague"), w.noticeGood.vague],
  ];
  return <ul class="ticks">{lines.map(([yes, say]) => <li key={say} class={yes ? undefined : "ticks__not"}><Icon name={yes ? "check" : "minus"} />{say}</li>)}</ul>;
}

/** The document: what is ticked and written, at once. */
function Deed({ page, points, until }: { page: StaffCase; points: Point[]; until: string }) {
  const w = useWork();
  const ticked = points.filter((p) => p.ticked);
  const laws = lawsOf(points);
  return (
    <article class="deed">
      <h2>{w.noticeTitle}</h2>
      <p>{w.noticeTo(page.case.applicant)}</p>
      <p class="deed__in">{w.noticeOpen(w.longDay(page.today), page.case.name, page.case.number)}</p>
      {ticked.length === 0 ? <p class="deed__in muted">{w.noticeEmpty}</p> : <ol>{ticked.map((p, i) => <li key={p.id}>{ordinal(i + 1)}、{lineOf(p)}</li>)}</ol>}
      <p class="deed__in">{until ? w.noticeEndBy(w.longDay(until)) : w.noticeEnd}</p>
      {ticked.length > 0 && <p class="deed__in">{w.noticeRest}</p>}
      {laws.length > 0 && <p class="deed__in">{w.noticeLaw(laws.join(w.semicolon))}</p>}
      <p class="deed__by">{page.case.office.title}<br />{w.longDay(districtDay(new Date()))}</p>
    </article>
  );
}
