import { useEffect, useState } from "preact/hooks";
import { ApiError, type CaseLine, type Obstacle, type Office } from "../core/api";
import type { FieldState, PlanField, State } from "../core/contract";
import type { Cell } from "../fields/types";
import { Button } from "../parts/button";
import { Card } from "../parts/card";
import { Declaration } from "../parts/choice";
import { Icon, type IconName } from "../parts/icon/icon";
import { Note, Skeleton } from "../parts/notices";
import { Tag, type TagKind } from "../parts/tag";
import { Verdict } from "../parts/verdict";
import type { LateWords } from "../parts/late-words";
import { useLateWords } from "../parts/late-words";
import { useForm, type Form } from "./context";
import { dayText } from "./format";
import { FormPage } from "./frame";
import type { PaperWords } from "./paper-words";
import { missingOf, partsOf, spotOf, stepsOf, toSign } from "./outline";
import type { Json } from "./ops";
import { sourceOf } from "./origin";
import { dueHow, materialTitle, missingText } from "./rail";
import { registry } from "./registry";
import { StepUp } from "./step-up";
import { truthOf } from "./truth";
import { verdictText } from "./headed";
import { conditionsOf } from "./verdict";
import { useAskedWords } from "./asked-words";
import { usePaperWords } from "./paper-words";
import type { Sending } from "./uploads";

interface ReviewProps {
  /** Sends it; the same key is the same submission. */
  submit: (version: number, key: string) => Promise<CaseLine>;
  onDone: (c: CaseLine) => void;
  onLeave: () => void;
  offices: Office[];
  /** A clerk enters it for somebody who says yes or no and signs elsewhere: whether that was done, and what to say of it. */
  counter?: { agreed: boolean; say: string };
}

const newKey = () => crypto.randomUUID();

/** 核对、提交: everything as it would be handed in now, with where it came from. */
export function Review({ submit, onDone, onLeave, offices, counter }: ReviewProps) {
  const fw = usePaperWords();
  const form = useForm();
  const { session, go } = form;
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let here = true;
    session.review(true).catch(() => undefined).finally(() => here && setReady(true));
    return () => {
      here = false;
      void session.review(false).catch(() => undefined);
    };
  }, [session]);
  const [truthful, setTruthful] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const [key, setKey] = useState(newKey);
  const state = session.state.value;
  const steps = stepsOf(session.plan);
  const prev = steps[steps.length - 2]!;
  const refused = state.verdict === "refuse";
  const hand = async () => {
    if (busy) return;
    if (session.uploads.list.peek().length > 0) return setFault(fw.filesFirst);
    if (!truthful && !counter) return setFault(fw.declareAsk);
    setBusy(true);
    setFault("");
    try {
      const mine = counter ? [] : toSign(session.state.peek()).filter((m) => signable(session.state.peek(), form, m));
      if (mine.length > 0) session.sign(mine, true);
      if (await session.flush()) {
        const c = await submit(session.saved, key);
        session.finish();
        return onDone(c);
      }
      const s = session.saving.peek();
      setFault(s.is === "failed" ? s.say : fw.notSubmitted);
    } catch (e) {
      const blocked = e instanceof ApiError ? (e.body.blocked as Obstacle[] | undefined) : undefined;
      // The answer that never came may have been a yes: only then the key is kept, and the next press is the same submission.
      const unknown = e instanceof ApiError && (e.offline || e.status === 502 || e.status === 504);
      setFault(unknown ? fw.perhapsSubmitted : blocked?.map((b) => b.title).join(fw.comma) || (e instanceof ApiError && e.say) || fw.notSubmitted);
      if (!unknown) setKey(newKey());
      if (e instanceof ApiError && !unknown) await session.look().catch(() => undefined);
    }
    setBusy(false);
  };
  const open = missingOf(session.plan, state);
  const signs = toSign(state).length > 0 || session.plan.materials?.some((m) => m.sign);
  const level = levelLacking(state);
  const stopped = open.length > 0 || level > 0 || (refused && !session.input.value.insist) || state.verdict === "refer" || (state.verdict === "window" && !counter) || counter?.agreed === false;
  return (
    <FormPage
      step="review" nextLabel={fw.submit} onNext={() => void hand()} onLeave={onLeave} rail={<Outcome />}
      actions={
        <>
          <Button extra="prev" onClick={() => go({ step: prev })}>{fw.prev}</Button>
          <span class="push" />
          {!stopped && <Button kind="primary" icon={signs && !counter ? "sign" : "check"} busy={busy || !ready} onClick={() => void hand()}>{signs && !counter ? fw.signSubmit : fw.submit}</Button>}
        </>
      }
    >
      {!ready ? <Skeleton lines={6} /> : (
        <>
          <OnTheWay />
          <Standing offices={offices} />
          {partsOf(session.plan).filter((p) => state.sections[p.section.id]?.shown).map((p) => <ReviewSection key={p.section.id} id={p.section.id} />)}
          <MaterialList />
          {refused && (
            <Card>
              <Declaration name="insist" checked={!!session.input.value.insist} onChange={(on) => session.insist(on)} note={fw.insistHint}>{fw.insistAsk}</Declaration>
            </Card>
          )}
          {counter && <Note kind={counter.agreed ? "yes" : "wait"} icon={counter.agreed ? "check" : "sign"}>{counter.say}{fault && <p role="alert">{fault}</p>}</Note>}
          {!stopped && !counter && (
            <Card id="declare" title={fw.declared}>
              <div class="stack-s">
                <Declaration name="truthful" checked={truthful} onChange={(on) => { setTruthful(on); setFault(""); }} note={fw.declareHint}>{fw.declareTrue}</Declaration>
                {Object.entries(state.materials ?? {}).filter(([, m]) => m.state === "promised" && m.promise).map(([path, m]) => (
                  <Note key={path} icon="sign" kind="wait">{m.promise}</Note>
                ))}
                {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
                <p class="small muted">{session.amends ? fw.resubmit(session.amends) : fw.submitOnce}</p>
              </div>
            </Card>
          )}
        </>
      )}
    </FormPage>
  );
}

/** Whether the one who sits here gives this signature; the server asks again. */
function signable(state: State, form: Form, material: string): boolean {
  const signer = state.materials?.[material]?.signer;
  const { user, applicant } = form.session.input.peek();
  return !!signer && (signer === user.no || (applicant.kind === "organisation" && signer === applicant.no));
}

/** The identity level that signing and handing in asks for and the one who sits here lacks; 0 none. */
const levelLacking = (state: State): number => (state.blocked?.some((b) => b.kind === "identity") ? state.level ?? 0 : 0);

/** Files that are not there yet, with the way to each: without them it would be another application. */
function OnTheWay() {
  const fw = usePaperWords();
  const form = useForm();
  const { session } = form;
  const files = session.uploads.list.value;
  if (files.length === 0) return null;
  const line = (f: Sending) => {
    const spot = spotOf(session.plan, f.material);
    return <li key={f.id}><a href={form.href(spot)} onClick={(e) => { e.preventDefault(); form.go(spot); }}>{f.file.name}</a>{fw.colon}{f.failed ? f.say || fw.notArrived : fw.sendingNow(f.percent)}</li>;
  };
  return <Note kind="wait" icon="upload"><b>{fw.stillSending(files.length)}</b><ul>{files.map(line)}</ul></Note>;
}

/** Complete, or what is missing with the way there. */
function Standing({ offices }: { offices: Office[] }) {
  const fw = usePaperWords();
  const form = useForm();
  const { session } = form;
  const state = session.state.value;
  const open = missingOf(session.plan, state);
  const others = toSign(state).filter((m) => !signable(state, form, m));
  const region = state.dispatch?.region;
  const office = offices.length === 1 ? offices[0]?.title : region ? offices.find((o) => o.regions?.includes(region))?.title : undefined;
  const level = levelLacking(state);
  if (open.length === 0 && others.length === 0) {
    if (level > 0) return <StepUp level={level} spot={{ step: "review" }} why="levelSign" />;
    return truthOf(state) === "no" || session.uploads.list.value.length > 0 ? null : <Note kind="yes" icon="check"><b>{fw.ready}</b>{office && fw.goesTo(office)}</Note>;
  }
  return (
    <>
      <Note kind="wait" icon="alert">
        <b>{fw.notReady(open.length + others.length)}</b>
        <ul>
          {open.map((m) => <li key={m.path}><a href={form.href(spotOf(session.plan, m.path))} onClick={(e) => { e.preventDefault(); form.go(spotOf(session.plan, m.path)); }}>{missingText(session.plan, state, m, fw)}</a></li>)}
          {others.map((m) => <li key={m}>{materialTitle(session.plan, state, m, fw)}{fw.colon}{fw.otherSigns}</li>)}
        </ul>
      </Note>
      {level > 0 && <StepUp level={level} spot={{ step: "review" }} why="levelSign" />}
    </>
  );
}

/** Where an answer came from, in few words. */
function fromText(form: Form, id: string, type: string, s: FieldState, w: LateWords, fw: PaperWords): string {
  const { typedBy, givers } = form;
  if (type === "table") return ""; // its cells come from here and there
  switch (s.from?.kind) {
    case undefined: return "";
    case "computed": return fw.systemCounted;
    case "answer": return typedBy ? typedBy(id) : /^(choice|choices|boolean|region|finding)$/.test(type) ? fw.youPicked : fw.youFilled;
    default: return [sourceOf(s, form.session.sources, w, givers).name, s.confirm === "done" && (givers?.confirmed ?? fw.youConfirmed)].filter(Boolean).join(fw.comma);
  }
}

/** What a cell holds now, looked up and computed ones too. */
function cellAt(state: State, table: PlanField, row: string, column: PlanField): Pick<Cell, "shown" | "value"> {
  const s = state.fields[`form.${table.id}[${row}].${column.id}`];
  return { shown: s?.shown ?? true, value: s?.value as Json | undefined };
}

/** A section as it would be handed in; plain: nothing of it can be changed from here. */
export function ReviewSection({ id, plain }: { id: string; plain?: boolean }) {
  const w = useLateWords();
  const fw = usePaperWords();
  const form = useForm();
  const { session, lang, masked, go } = form;
  const state = session.state.value;
  const part = partsOf(session.plan).find((p) => p.section.id === id)!;
  const rows = part.fields.filter((f) => state.fields[`form.${f.id}`]?.shown);
  if (rows.length === 0) return null;
  const first = rows[0]!;
  return (
    <Card id={`r-${id}`} title={part.section.title}
      act={!plain && <Button kind="quiet" small icon="edit" label={`${fw.fixSection}${fw.colon}${part.section.title}`} onClick={() => go(spotOf(session.plan, `form.${first.id}`))}>{fw.fixSection}</Button>}>
      <dl class="summary-list">
        {rows.map((f) => {
          const s = state.fields[`form.${f.id}`]!;
          const { Show } = registry[f.type];
          const value = (f.type === "table" ? session.input.value.answers[f.id] : s.value) as Json | undefined;
          const none = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
          return (
            <div key={f.id} class={f.type === "table" ? "summary-list__table" : undefined}>
              <dt>{f.title}</dt>
              <dd>{none ? <span class="muted">{s.from ? w.none : w.notFilled}</span> : <Show field={f} value={value} lang={lang} masked={masked} cells={(row, c) => cellAt(state, f, row, c)} />}</dd>
              <dd class="small muted">{fromText(form, f.id, f.type, s, w, fw)}</dd>
            </div>
          );
        })}
      </dl>
    </Card>
  );
}

const marks: Record<string, [IconName, TagKind | undefined]> = {
  given: ["check", "yes"], reused: ["seal", "held"], made: ["doc", "held"], promised: ["sign", "wait"], deferred: ["hourglass", "wait"],
  needed: ["upload", "wait"], undecided: ["ask", "unknown"], to_be_found: ["eye", "held"],
};

/** The papers as they would be handed in. */
export function MaterialList({ plain }: { plain?: boolean }) {
  const fw = usePaperWords();
  const { session, go } = useForm();
  const state = session.state.value;
  const shown = Object.entries(state.materials ?? {}).filter(([, m]) => m.state !== "not_needed");
  if (shown.length === 0) return null;
  return (
    <Card id="r-materials" title={fw.materials} act={!plain && <Button kind="quiet" small icon="edit" label={`${fw.fixSection}${fw.colon}${fw.materials}`} onClick={() => go({ step: "materials" })}>{fw.fixSection}</Button>}>
      <ul class="stack-s">
        {shown.map(([path, m]) => {
          const [icon, kind] = marks[m.state] ?? ["doc", undefined];
          const files = session.files.value[path];
          const sign = m.state === "needed" && m.signer;
          return (
            <li class="row" key={path}>
              <Icon name={sign ? "sign" : icon} /><span>{materialTitle(session.plan, state, path, fw)}</span>
              <Tag kind={sign ? "held" : kind}>{sign ? fw.signLater : fw.materialStates[m.state]}</Tag>
              {files && <span class="tiny">{files.map((f) => f.name).join(fw.comma)}</span>}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

/** What will come of it: verdict, visits, day, fee. */
function Outcome() {
  const w = useLateWords();
  const fw = usePaperWords();
  const form = useForm();
  const state = form.session.state.value;
  const truth = truthOf(state);
  const aw = useAskedWords();
  const all = conditionsOf(form, state, w, aw);
  const { limit, fee } = state;
  return (
    <aside class="rail stack" aria-label={verdictText(form.session.plan, state, fw)}>
      <Verdict level={2} truth={truth} missing={state.missing?.length ?? 0} title={truth === "unknown" ? undefined : verdictText(form.session.plan, state, fw)}
        line={aw.conditionsHold(all.filter((c) => c.truth === "yes").length, all.length)} conditions={all.filter((c) => c.truth !== "yes")} />
      <div class="card card--flush figures">
        <div><b>{w.visits}</b><span class="big-num">{fw.between(state.visits.min, state.visits.max)}<small>{fw.times}</small></span></div>
        {limit?.due && <div><span><b>{fw.latest}</b><br /><span class="small muted">{dueHow(state, fw)}</span></span><span class="big-num">{dayText(limit.due, w, state.today)}</span></div>}
        {fee && <div><b>{fw.fee}</b><span class="big-num">{fee.amount === "0" ? fw.free : fee.amount ? <>{fee.amount}<small>{w.yuan}</small></> : fw.feeUnknown}</span></div>}
      </div>
    </aside>
  );
}
