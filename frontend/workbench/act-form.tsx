import { useRef, useState } from "preact/hooks";
import { Button } from "../parts/button";
import { Note } from "../parts/notices";
import type { Json } from "../fields/types";
import { errorOf, sayOf, sit } from "../desk/seat";
import { useBench } from "./app";
import { freshKey, order, type StaffCase } from "./desk";
import { useKeys } from "../desk/keys";
import type { Act } from "./model/acts";
import { placesOf } from "./model/correction";
import { StepForm, stepFields } from "./step-form";
import { Key } from "../desk/states";
import { useWork } from "./words";

/** What is asked for one act, and the order itself. */
export function ActForm({ act, page, onClose, onDone, reload }: { act: Act; page: StaffCase; onClose: () => void; onDone: (say: string) => void; reload: () => void }) {
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
  const places = shape.amend ? placesOf(page.view, []) : [];
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
