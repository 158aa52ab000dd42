import { useState } from "preact/hooks";
import type { ApiError, Mandate } from "../core/api";
import { Button } from "../parts/button";
import { Dialog } from "../parts/dialog";
import { Empty, Note } from "../parts/notices";
import { Tag } from "../parts/tag";
import { useLateWords } from "../parts/late-words";
import { usePlace } from "../screens/place";
import { usePaperWords } from "./paper-words";

/** What somebody fills in to authorise another, or to offer help. */
export interface Giving {
  kind: "agent" | "village";
  name: string;
  no: string;
  items: string[];
  until: string;
}

interface ActingProps {
  mandates: Mandate[];
  /** Items that an authorisation may be for. */
  items: { id: string; name: string }[];
  /** In whose name one may authorise others; "" in nobody's. */
  holder: string;
  helper: boolean;
  today: string;
  /** The last day that is proposed. */
  last: string;
  busy: boolean;
  said: string;
  fault: ApiError | null;
  onGive: (g: Giving) => void;
  onAnswer: (id: string, accept: boolean) => void;
  onEnd: (id: string) => void;
}

/** 授权和代办: who may act for whom. */
export function Acting(p: ActingProps) {
  const w = useLateWords();
  const fw = usePaperWords();
  const { href } = usePlace();
  const [asked, setAsked] = useState<Mandate | null>(null);
  const other = (m: Mandate) => (m.given ? m.agent.name : m.principal.name);
  return (
    <div class="page band stack-l">
      <nav aria-label={w.place}><ol class="crumbs"><li><a href={href("/space")}>{w.mySpace}</a></li><li aria-current="page">{fw.acting}</li></ol></nav>
      <div class="title"><h1>{fw.acting}</h1><p>{fw.actingHint}</p></div>
      {p.said && <Note kind="yes" icon="check" role="status">{p.said}</Note>}
      {p.fault && <Note kind="no" icon="alert" role="alert">{p.fault.say || w.trouble}</Note>}
      {p.mandates.length === 0 ? <Empty icon="sign" title={fw.actingNone} line={fw.actingNoneHint} /> : (
        <section class="card card--flush" aria-labelledby="mandates-h">
          <h2 class="sr-only" id="mandates-h">{fw.actingList}</h2>
          {p.mandates.map((m) => (
            <article class="caserow" key={m.id} id={m.id}>
              <div>
                <h3>{titleOf(m, p.holder, fw)}</h3>
                <p class="small muted">{[fw.actingScope(m.items.length === 0 ? fw.actingAll : m.items.map((i) => p.items.find((x) => x.id === i)?.name ?? i).join(fw.comma)), fw.actingUntil(m.until), (m.given ? m.agent : m.principal).no].join(" · ")}</p>
              </div>
              <Tag kind={m.counts ? "yes" : m.answers ? "wait" : undefined}>{fw.actingStates[m.answers ? "answers" : m.state === "accepted" && !m.counts ? "over" : m.state]}</Tag>
              <span class="row row--wrap">
                {m.answers && <Button small kind="primary" busy={p.busy} onClick={() => p.onAnswer(m.id, true)} label={`${m.kind === "village" ? fw.actingAgree : fw.actingAccept}${fw.colon}${other(m)}`}>{m.kind === "village" ? fw.actingAgree : fw.actingAccept}</Button>}
                {m.answers && <Button small busy={p.busy} onClick={() => p.onAnswer(m.id, false)} label={`${fw.actingDecline}${fw.colon}${other(m)}`}>{fw.actingDecline}</Button>}
                {!m.answers && (m.counts || m.state === "offered") && <Button small busy={p.busy} onClick={() => setAsked(m)} label={`${m.given ? fw.actingEnd : fw.actingLay}${fw.colon}${other(m)}`}>{m.given ? fw.actingEnd : fw.actingLay}</Button>}
              </span>
            </article>
          ))}
        </section>
      )}
      {p.holder && <Give {...p} kind="agent" title={fw.actingGive} hint={fw.actingGiveHint(p.holder)} />}
      {p.helper && <Give {...p} kind="village" title={fw.actingOffer} hint={fw.actingOfferHint} />}
      {asked && (
        <Dialog title={asked.given ? fw.actingEndAsk(other(asked)) : fw.actingLayAsk(other(asked))} stay={fw.actingStay} go={asked.given ? fw.actingEnd : fw.actingLay}
          onStay={() => setAsked(null)} onGo={() => { p.onEnd(asked.id); setAsked(null); }}>
          <p>{fw.actingEndHint}</p>
        </Dialog>
      )}
    </div>
  );
}

function titleOf(m: Mandate, holder: string, fw: ReturnType<typeof usePaperWords>): string {
  if (m.answers) return m.kind === "village" ? fw.actingAsksHelp(m.agent.name) : fw.actingAsks(m.principal.name);
  if (!m.counts) return fw.actingPlain(m.principal.name, m.agent.name);
  if (!m.given) return fw.actingTaken(m.principal.name);
  return m.principal.kind === "organisation" || m.principal.name !== holder ? fw.actingGivenBy(m.principal.name, m.agent.name) : fw.actingGiven(m.agent.name);
}

function Give(p: ActingProps & { kind: "agent" | "village"; title: string; hint: string }) {
  const fw = usePaperWords();
  const [g, set] = useState<Giving>({ kind: p.kind, name: "", no: "", items: [], until: p.last });
  const [some, setSome] = useState(false);
  const id = (part: string) => `${p.kind}-${part}`;
  const error = (part: string) => p.fault?.fields[part];
  const common = (part: "name" | "no" | "until") => ({
    class: "input", id: id(part), value: g[part], autocomplete: "off" as const, "aria-invalid": error(part) ? ("true" as const) : undefined,
    "aria-describedby": error(part) ? id(`${part}-error`) : undefined,
    onInput: (e: { currentTarget: HTMLInputElement }) => set({ ...g, [part]: e.currentTarget.value }),
  });
  const box = (part: "name" | "no" | "until", label: string, day = false) => (
    <div class="field">
      <label class="field__label" for={id(part)}>{label}</label>
      {day ? <input {...common(part)} type="date" min={p.today} /> : <input {...common(part)} type="text" />}
      {error(part) && <p class="field__error" id={id(`${part}-error`)}>{error(part)}</p>}
    </div>
  );
  return (
    <section class="card stack" aria-labelledby={id("h")}>
      <div><h2 id={id("h")}>{p.title}</h2><p class="small muted">{p.hint}</p></div>
      <form class="stack" noValidate onSubmit={(e) => { e.preventDefault(); if (!p.busy) p.onGive({ ...g, items: some ? g.items : [] }); }}>
        {box("name", fw.actingName)}
        {box("no", fw.actingNo)}
        {box("until", fw.actingLast, true)}
        <fieldset class="field choices mt">
          <legend class="field__label">{fw.actingItems}</legend>
          {[false, true].map((one) => (
            <label class={`choice${some === one ? " choice--on" : ""}`} key={String(one)}><input type="radio" name={id("some")} checked={some === one} onChange={() => setSome(one)} /><span>{one ? fw.actingSome : fw.actingAll}</span></label>
          ))}
          {some && p.items.map((i) => (
            <label class={`choice${g.items.includes(i.id) ? " choice--on" : ""}`} key={i.id}>
              <input type="checkbox" checked={g.items.includes(i.id)} onChange={(e) => set({ ...g, items: e.currentTarget.checked ? [...g.items, i.id] : g.items.filter((x) => x !== i.id) })} /><span>{i.name}</span>
            </label>
          ))}
        </fieldset>
        <p><Button type="submit" kind="confirm" icon="sign" busy={p.busy}>{fw.actingSend}</Button></p>
      </form>
    </section>
  );
}
