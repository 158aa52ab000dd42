import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Json } from "../fields/types";
import { Button, TextButton } from "../parts/button";
import { Note } from "../parts/notices";
import { errorOf, sayOf, sit } from "../desk/seat";
import { useBench } from "./app";
import { foresee, type Deciding, type Foreseen, type Outcome } from "./decision-api";
import { DecisionSheet } from "./decision-sheet";
import { freshKey, order, type StaffCase } from "./desk";
import { useKeys } from "../desk/keys";
import { whyNot, type Act } from "./model/acts";
import type { Check } from "./model/checks";
import { StepForm, stepFields } from "./step-form";
import { Key } from "../desk/states";
import { useWork } from "./words";

/** How long nobody types before the preview is written anew. */
const REST = 350;

const outcomes: [string, Outcome][] = [["grant", "granted"], ["grant_part", "partly"], ["refuse", "refused"]];

interface DecisionProps {
  page: StaffCase;
  /** The decisions that this person may take, and sending back. */
  acts: Act[];
  checks: Check[];
  shown: Foreseen | null;
  onShown: (f: Foreseen | null) => void;
  reload: () => void;
  onDone: (say: string) => void;
}

/** What is decided: the outcome, why, and the very text that is signed. */
export function DecisionForm({ page, acts, checks, shown, onShown, reload, onDone }: DecisionProps) {
  const w = useWork();
  const a = w.approval;
  const bench = useBench();
  const { number, version } = page.case;
  const may = outcomes.filter(([event]) => acts.some((x) => x.event === event && !x.why));
  const shut = may.length === 0 ? whyNot(page, "grant", w) : ""; // sending back is all that can be done now
  const back = acts.find((x) => x.event === "send_back" && !x.why);
  const keptAs = `${bench.seat.value?.clerk?.account} ${number} decide`;
  const [outcome, setOutcome] = useState<Outcome | "">("");
  const [opinion, setOpinion] = useState(() => bench.opinions.get(keptAs));
  const [parts, setParts] = useState<string[]>([]);
  const [values, setValues] = useState<Record<string, Json>>({});
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [fault, setFault] = useState("");
  const [busy, setBusy] = useState(false);
  const [sending, setSending] = useState(false); // back
  const [seenAs, setSeenAs] = useState(""); // of which input the preview is
  const box = useRef<HTMLTextAreaElement>(null);
  const sent = useRef({ text: "", key: "" });
  const fields = stepFields(page.view, "decide");
  const answers = Object.fromEntries(fields.filter((f) => (values[f.id] ?? null) !== null).map((f) => [f.id, values[f.id]]));
  const said: Deciding | null = outcome ? { outcome, opinion: opinion.trim(), answers, ...(outcome === "partly" && { parts }) } : null;
  const now = said ? JSON.stringify({ version, ...said }) : "";
  const known = outcome !== "partly" || parts.length > 0 && parts.length < (page.handling.refusable?.length ?? 0);
  const write = (t: string) => { setOpinion(t); setFault(""); bench.opinions.set(keptAs, t); };

  useEffect(() => {
    if (!said || !known || sending) { onShown(null); return; }
    let current = true;
    const timer = setTimeout(() => {
      foresee(bench.api, number, said).then(
        (f) => { if (current) { setSeenAs(now); onShown(f); } },
        (e: unknown) => {
          if (!current) return;
          const error = errorOf(e);
          onShown(null);
          setFaults(Object.fromEntries(Object.entries(error.fields).map(([p, say]) => [p.replace(/^answers\./, ""), say])));
          setFault(sayOf(error, w));
        },
      );
    }, REST);
    return () => { current = false; clearTimeout(timer); };
  }, [now, known, sending, bench.look.lang.value]);
  useLayoutEffect(() => { if (sending || outcome === "refused") box.current?.focus(); }, [sending, outcome]);

  const ready = shown !== null && seenAs === now;
  const pick = (o: Outcome | undefined) => { if (o && may.some((m) => m[1] === o)) { setOutcome(o); setSending(false); setFault(""); } };
  const lacks = (): string => {
    if (sending) return opinion.trim() ? "" : w.needReason;
    if (!outcome) return shut || a.choose;
    if (outcome !== "granted" && !opinion.trim()) return w.needReason;
    if (!known) return a.needParts;
    const blank = fields.filter((f) => (page.view.state.fields[`form.${f.id}`]?.need || f.point) && (values[f.id] ?? null) === null);
    setFaults(Object.fromEntries(blank.map((f) => [f.id, w.needField(f.title)])));
    return blank[0] ? w.needField(blank[0].title) : ready ? "" : a.stale;
  };
  const send = async () => {
    if (busy) return;
    const missing = lacks();
    if (missing) { setFault(missing); if (missing === w.needReason) box.current?.focus(); return; }
    const body = sending ? { version, opinion: opinion.trim() } : { version, ...said, shown: shown!.digest };
    const text = JSON.stringify([sending, body]);
    if (sent.current.text !== text) sent.current = { text, key: freshKey() }; // a second press is the same order
    setBusy(true);
    setFault("");
    try {
      const c = await order(bench.api, number, sending ? "send-back" : "decision", { ...body, key: sent.current.key });
      bench.opinions.delete(keptAs);
      bench.list.value = null;
      bench.handled.value++;
      onDone(sending ? a.sentBackNews(number) : a.decidedNews(number, c.stateTitle));
    } catch (e) {
      const error = errorOf(e);
      if (!error.offline) sent.current = { text: "", key: "" };
      if (error.status === 401) void sit(bench, true).catch(() => undefined);
      setFaults(Object.fromEntries(Object.entries(error.fields).map(([p, say]) => [p.replace(/^answers\./, ""), say])));
      setFault(error.offline ? w.notSentOffline : sayOf(error, w));
      if (error.status === 409) { setSeenAs(""); reload(); }
    } finally {
      setBusy(false);
    }
  };
  useKeys({
    "Ctrl+Enter": () => void send(), "1": () => pick(may[0]?.[1]), "2": () => pick(may[1]?.[1]), "3": () => pick(may[2]?.[1]),
    b: () => { if (back) setSending(true); }, ...(sending ? { Escape: () => { setSending(false); setFault(""); } } : {}),
  });
  const bad = checks.filter((c) => c.mark === "no" && c.text);
  const { clerk } = bench.seat.value!;
  return (
    <aside class="side decision" aria-label={a.decide}>
      <header class="side__head"><b>{sending ? a.sendBack : a.decide}</b>{clerk && <span class="tag">{clerk.name}{w.then}{clerk.title}</span>}</header>
      <div class="side__body" tabIndex={0} role="group" aria-label={a.decide}>
        {!sending && <div class="decision__shown">{ready && shown ? <DecisionSheet page={page} shown={shown} /> : <p class="muted pad" role="status">{outcome && known && !fault ? a.loading : a.look}</p>}</div>}
        <form class="decision__form" onSubmit={(e) => { e.preventDefault(); void send(); }}>
          {!sending && !shut && (
            <fieldset class="decision__outcomes"><legend class="sr-only">{a.decide}</legend>
              {may.map(([event, o], i) => (
                <label key={event} class={outcome === o ? "pick pick--on" : "pick"}><input type="radio" name="outcome" checked={outcome === o} onChange={() => pick(o)} /><b>{a.outcomes[o]}</b> <Key>{String(i + 1)}</Key></label>
              ))}
            </fieldset>
          )}
          {!sending && (shut ? <Note kind="wait" icon="clock">{shut}</Note> : <p class="tiny">{a.outcomesHint}</p>)}
          {outcome === "partly" && !sending && (
            <fieldset class="acts__set"><legend>{a.which}</legend>
              {(page.handling.refusable ?? []).map((o) => <label key={o.code}><input type="checkbox" checked={parts.includes(o.code)} onChange={(e) => { setParts(e.currentTarget.checked ? [...parts, o.code] : parts.filter((x) => x !== o.code)); setFault(""); }} /> {o.text}</label>)}
            </fieldset>
          )}
          {!sending && <StepForm view={page.view} step="decide" values={values} faults={faults} onChange={(id, v) => { setValues({ ...values, [id]: v }); setFault(""); }} />}
          <label for="act-opinion"><b>{sending ? a.sendBackReason : outcome && outcome !== "granted" ? a.reason : a.opinion}</b> {!sending && outcome !== "refused" && outcome !== "partly" && <span class="muted">{w.optional}</span>}</label>
          {sending && <p class="tiny">{a.sendBackHint}</p>}
          <textarea id="act-opinion" ref={box} rows={sending || outcome === "refused" ? 4 : 2} maxLength={2000} value={opinion} aria-invalid={fault ? "true" : undefined} aria-describedby={fault ? "decision-fault" : undefined} onInput={(e) => write(e.currentTarget.value)} />
          {!sending && outcome === "refused" && bad.length > 0 && (
            <div><p class="muted">{a.common}</p><ul class="stack-s">{bad.map((c) => <li key={c.id}><TextButton icon="plus" onClick={() => write([opinion.trim(), c.text].filter(Boolean).join("\n"))}>{c.text}</TextButton></li>)}</ul></div>
          )}
          {fault && <div id="decision-fault"><Note kind="no" icon="alert" role="alert">{fault}</Note></div>}
          <div class="decision__acts">
            {sending ? <Button onClick={() => { setSending(false); setFault(""); }}>{w.never} <Key>Esc</Key></Button> : back && <Button icon="back" onClick={() => setSending(true)}>{a.sendBack} <Key>B</Key></Button>}
            <Button type="submit" kind={sending || outcome === "refused" ? "danger" : "primary"} icon={sending ? "back" : "seal"} busy={busy || !sending && outcome !== "" && known && !ready && !fault}>
              {busy ? w.sending : sending ? w.confirmAct(a.sendBack) : a.confirm[outcome] ?? a.decide} <Key>Ctrl Enter</Key>
            </Button>
          </div>
        </form>
      </div>
    </aside>
  );
}
