import { useRef, useState } from "preact/hooks";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { Note } from "../parts/notices";
import type { Json } from "../fields/types";
import { errorOf, sayOf, sit, useBench } from "./app";
import { freshKey, order, type StaffCase } from "./desk";
import { useKeys } from "./keys";
import type { WorkWords } from "./messages/zh";
import { candidates, first, type Asked } from "./model/parts";
import { StepForm, stepFields } from "./step-form";
import { Key } from "./states";
import { useWork } from "./words";

/** How an event is ordered: the end of its address, and what is asked for it. */
interface Shape { path: string; step?: string; reason?: boolean; hold?: boolean; parts?: boolean; amend?: boolean; office?: boolean; outcome?: string; label?: (w: WorkWords) => string }

const shapes: Record<string, Shape> = {
  receive: { path: "receive", step: "receive" },
  accept: { path: "accept", step: "accept" },
  not_accept: { path: "not-accept", reason: true },
  correct: { path: "correction", parts: true },
  take_up: { path: "take-up" },
  finish: { path: "step" },
  special_on: { path: "special", hold: true },
  special_off: { path: "go-on" },
  suspend: { path: "suspend", hold: true },
  resume: { path: "go-on" },
  extend: { path: "extend", reason: true },
  grant: { path: "decision", step: "decide", outcome: "granted" },
  grant_part: { path: "decision", step: "decide", outcome: "partly", reason: true },
  refuse: { path: "decision", step: "decide", outcome: "refused", reason: true },
  paid: { path: "payment", reason: true, label: (w) => w.receiptNo },
  issue: { path: "issue", step: "make" },
  send: { path: "send" },
  hand_over: { path: "delivery" },
  not_ours: { path: "transfer", reason: true },
  pass_on: { path: "transfer", reason: true, office: true },
  amend_ask: { path: "amendment", reason: true, amend: true },
};

/** What leads on stands first, in this order; all else is under “other acts”. */
const forward = ["accept", "receive", "take_up", "finish", "special_off", "resume", "grant", "paid", "issue", "hand_over", "send"];

interface Act { event: string; title: string; step?: string; shape: Shape }

function actsOf(page: StaffCase, w: WorkWords): Act[] {
  return page.handling.may.filter((m) => !m.why && shapes[m.event] && !m.event.startsWith("precheck")).map((m) => ({
    event: m.event, step: m.step ?? shapes[m.event]!.step, shape: shapes[m.event]!,
    title: m.event === "accept" && page.case.state === "precheck_passed" ? w.receiveAndAccept
      : m.event === "finish" ? page.handling.steps.find((s) => s.id === m.step)?.title ?? m.title : m.title,
  }));
}

/** The bar of acts of a case that is past pre-examination: what waits, until when, and what one may do. */
export function Handling({ page, reload, back }: { page: StaffCase; reload: () => void; back: () => void }) {
  const w = useWork();
  const [open, setOpen] = useState<Act | null>(null);
  const [news, setNews] = useState("");
  const acts = actsOf(page, w);
  const rank = (a: Act) => (forward.includes(a.event) ? forward.indexOf(a.event) : 99);
  const main = acts.filter((a) => rank(a) < 99).sort((a, b) => rank(a) - rank(b));
  const more = acts.filter((a) => rank(a) === 99);
  useKeys({ Escape: () => (open ? setOpen(null) : back()), ...(!open && main[0] ? { "Ctrl+Enter": () => setOpen(main[0]!) } : {}) });
  const done = (say: string) => { setOpen(null); setNews(say); reload(); };
  return (
    <footer class={open ? "acts acts--open" : "acts"}>
      <Now page={page} />
      {news && !open && <p class="acts__news" role="status"><Icon name="check" />{news}</p>}
      {open ? <ActForm key={`${open.event} ${open.step}`} act={open} page={page} onClose={() => setOpen(null)} onDone={done} reload={reload} /> : (
        <div class="acts__bar acts__bar--wrap">
          {acts.length === 0 && <span class="muted">{page.handling.steps.length === 0 && page.handling.documents.length > 0 ? w.overEnd : w.nothingForYou}{whoMay(page, w)}</span>}
          {more.map((a) => <Button key={a.event} small onClick={() => setOpen(a)}>{a.title}</Button>)}
          <span class="push" />
          {main.map((a, i) => <Button key={`${a.event} ${a.step}`} kind={i === 0 ? "primary" : undefined} onClick={() => setOpen(a)}>{a.title}{i === 0 && <> <Key>Ctrl Enter</Key></>}</Button>)}
        </div>
      )}
    </footer>
  );
}

/** Whose step it is, for who can do nothing about it. */
function whoMay(page: StaffCase, w: WorkWords): string {
  const who = page.handling.steps.map((s) => s.who).filter(Boolean).join(w.comma);
  return who ? `${w.then}${who}` : "";
}

/** What waits, for whom, and until when. */
function Now({ page }: { page: StaffCase }) {
  const w = useWork();
  const h = page.handling;
  if (h.steps.length === 0 && !h.waits) return null;
  return (
    <p class="acts__now">
      {h.steps.length > 0 && <><span class="muted">{w.step}</span> <b>{h.steps.map((s) => s.title).join(w.comma)}</b></>}
      {h.waits && <span class="tag">{w.waitsOn(h.waits)}{h.actBy && ` · ${w.actBy(h.actBy)}`}</span>}
      {h.light && <span class={`tag tag--${{ green: "yes", yellow: "wait", red: "no", still: "still" }[h.light]}`}>{h.light === "still" ? w.clockStands : w.workDays(h.left)}</span>}
      {page.case.legal && <span class="muted">{w.legalBy(page.case.legal)}</span>}
      {h.proposed && <span class="tag tag--wait"><Icon name="alert" />{w.proposed}</span>}
    </p>
  );
}

/** What is asked for one act, and the order itself. */
function ActForm({ act, page, onClose, onDone, reload }: { act: Act; page: StaffCase; onClose: () => void; onDone: (say: string) => void; reload: () => void }) {
  const w = useWork();
  const bench = useBench();
  const { shape } = act;
  const h = page.handling;
  const step = act.event === "finish" ? h.steps.find((s) => s.id === act.step) : undefined;
  const answers = (step?.answers ?? []).filter((a) => !a.corrects);
  const [values, setValues] = useState<Record<string, Json>>({});
  const [opinion, setOpinion] = useState("");
  const [answer, setAnswer] = useState(answers.length === 1 ? answers[0]!.code : "");
  const [why, setWhy] = useState("");
  const [until, setUntil] = useState("");
  const [office, setOffice] = useState(h.offices?.[0]?.id ?? "");
  const [struck, setStruck] = useState<string[]>([]);
  const [parts, setParts] = useState<Asked[]>(() => (shape.parts ? first(page, bench.concluded.value[`${page.case.number} ${page.case.version}`] ?? {}) : []));
  const [path, setPath] = useState("");
  const [value, setValue] = useState("");
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const sent = useRef<{ text: string; key: string }>({ text: "", key: "" });
  // Receiving and accepting in one breath asks for what both steps ask.
  const steps = act.event === "accept" && page.case.state === "precheck_passed" ? ["receive", "accept"] : act.step ? [act.step] : [];
  const of = (id: string) => Object.fromEntries(stepFields(page.view, id).filter((f) => values[f.id] !== undefined && values[f.id] !== null).map((f) => [f.id, values[f.id]]));

  const missing = (): string => {
    const blank = steps.flatMap((s) => stepFields(page.view, s)).filter((f) => (page.view.state.fields[`form.${f.id}`]?.need || f.point) && (values[f.id] ?? null) === null);
    setFaults(Object.fromEntries(blank.map((f) => [f.id, w.needField(f.title)])));
    if (blank[0]) return w.needField(blank[0].title);
    if (answers.length > 0 && !answer) return w.needAnswer;
    if ((shape.reason || shape.hold) && !(shape.hold ? why : opinion).trim()) return w.needReason;
    if (shape.hold && !until) return w.needField(w.holdUntil);
    return "";
  };
  const bodyOf = (): Record<string, unknown> => ({
    version: page.case.version,
    ...(opinion.trim() && { opinion: opinion.trim() }),
    ...(act.event === "finish" && { step: act.step, answer, answers: of(act.step!) }),
    ...(shape.step && act.event !== "accept" && { answers: of(shape.step) }),
    ...(act.event === "accept" && { answers: of("accept"), ...(steps.length > 1 && { receive: of("receive") }) }),
    ...(shape.outcome && { outcome: shape.outcome, ...(struck.length > 0 && { parts: struck }) }),
    ...(shape.hold && { why: why.trim(), until }),
    ...(shape.office && { office }),
    ...(shape.parts && { parts: parts.map(({ path: at, reason, mend }) => ({ path: at, reason, mend })) }),
    ...(shape.amend && { path, value }),
  });
  const send = async () => {
    if (busy) return;
    const lacks = missing();
    if (lacks) return setFault(lacks);
    const body = bodyOf();
    const text = JSON.stringify(body);
    if (sent.current.text !== text) sent.current = { text, key: freshKey() }; // a second press is the same order
    setBusy(true);
    setFault("");
    try {
      const c = await order(bench.api, page.case.number, shape.path, { ...body, key: sent.current.key });
      bench.list.value = null;
      bench.handled.value++;
      onDone(w.doneNews(c.number, c.stateTitle));
    } catch (e) {
      const error = errorOf(e);
      if (!error.offline) sent.current = { text: "", key: "" };
      if (error.status === 401) void sit(bench, true).catch(() => undefined);
      setFaults(Object.fromEntries(Object.entries(error.fields).map(([p, say]) => [p.replace(/^answers\./, ""), say])));
      setFault(error.offline ? w.notSentOffline : [sayOf(error, w), ...Object.values(error.fields)].join(w.then));
      if (error.status === 409) reload();
    } finally {
      setBusy(false);
    }
  };
  useKeys({ "Ctrl+Enter": () => void send() });
  const places = shape.parts || shape.amend ? candidates(page) : [];
  return (
    <form class="opinion opinion--act" aria-label={act.title} onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <div class="opinion__main">
        <h2>{act.title}</h2>
        {steps.map((s) => <StepForm key={s} view={page.view} step={s} values={values} faults={faults} onChange={(id, v) => { setValues({ ...values, [id]: v }); setFault(""); }} />)}
        {answers.length > 0 && <Radios name="answer" legend={w.answerTo} options={answers.map((a) => [a.code, a.title])} value={answer} onChange={setAnswer} />}
        {shape.outcome === "partly" && (
          <fieldset class="acts__set"><legend>{w.struck}</legend>
            {(h.refusable ?? []).map((o) => <label key={o.code}><input type="checkbox" checked={struck.includes(o.code)} onChange={(e) => setStruck(e.currentTarget.checked ? [...struck, o.code] : struck.filter((x) => x !== o.code))} /> {o.text}</label>)}
          </fieldset>
        )}
        {shape.office && <label class="acts__line">{w.whereTo}<select class="box" value={office} onChange={(e) => setOffice(e.currentTarget.value)}>{(h.offices ?? []).map((o) => <option key={o.id} value={o.id}>{o.title}</option>)}</select></label>}
        {shape.hold && <label class="acts__line">{w.holdWhy}<input class="box" value={why} onInput={(e) => setWhy(e.currentTarget.value)} /></label>}
        {shape.hold && <label class="acts__line">{w.holdUntil}<input class="box" type="date" value={until} onInput={(e) => setUntil(e.currentTarget.value)} /></label>}
        {shape.amend && <label class="acts__line">{w.amendPick}<select class="box" value={path} onChange={(e) => setPath(e.currentTarget.value)}><option value="" />{places.filter((p) => p.path.startsWith("form.") && !p.path.includes("[")).map((p) => <option key={p.path} value={p.path}>{p.title}</option>)}</select></label>}
        {shape.amend && <label class="acts__line">{w.amendTo}<input class="box" value={value} onInput={(e) => setValue(e.currentTarget.value)} /></label>}
        {shape.parts && <Parts parts={parts} places={places} onChange={setParts} />}
        <label class="acts__line" for="act-opinion">{shape.label?.(w) ?? (shape.reason ? w.actReason : w.actOpinion)}</label>
        <textarea id="act-opinion" rows={2} maxLength={2000} value={opinion} onInput={(e) => { setOpinion(e.currentTarget.value); setFault(""); }} />
        {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      </div>
      <div class="opinion__acts">
        <Button onClick={onClose}>{w.never} <Key>Esc</Key></Button>
        <Button type="submit" kind={["refuse", "not_accept", "not_ours"].includes(act.event) ? "danger" : "primary"} busy={busy}>{busy ? w.sending : w.confirmAct(act.title)} <Key>Ctrl Enter</Key></Button>
      </div>
    </form>
  );
}

function Radios({ name, legend, options, value, onChange }: { name: string; legend: string; options: [string, string][]; value: string; onChange: (v: string) => void }) {
  return (
    <fieldset class="acts__set"><legend>{legend}</legend>
      {options.map(([code, text]) => <label key={code}><input type="radio" name={name} checked={value === code} onChange={() => onChange(code)} /> {text}</label>)}
    </fieldset>
  );
}

/** All that is to be corrected, in one list. */
function Parts({ parts, places, onChange }: { parts: Asked[]; places: { path: string; title: string }[]; onChange: (list: Asked[]) => void }) {
  const w = useWork();
  const put = (path: string, to: Partial<Asked>) => onChange(parts.map((p) => (p.path === path ? { ...p, ...to } : p)));
  return (
    <fieldset class="acts__parts"><legend>{w.partsTitle}{w.semicolon}{w.partsDays}</legend>
      {parts.map((p) => (
        <div class="acts__part" key={p.path}>
          <b>{p.title}</b>
          <label>{w.partWhat}<input class="box" value={p.reason} onInput={(e) => put(p.path, { reason: e.currentTarget.value })} /></label>
          <label>{w.partHow}<input class="box" value={p.mend} onInput={(e) => put(p.path, { mend: e.currentTarget.value })} /></label>
          <Button small kind="quiet" icon="del" label={w.partGone(p.title)} onClick={() => onChange(parts.filter((x) => x.path !== p.path))} />
        </div>
      ))}
      <label class="acts__line">{w.partAdd}
        <select class="box" value="" onChange={(e) => { const to = places.find((x) => x.path === e.currentTarget.value); if (to) onChange([...parts, { ...to, reason: "", mend: "" }]); }}>
          <option value="">{w.partPick}</option>
          {places.filter((x) => !parts.some((p) => p.path === x.path)).map((x) => <option key={x.path} value={x.path}>{x.title}</option>)}
        </select>
      </label>
    </fieldset>
  );
}
