import { useRef, useState } from "preact/hooks";
import type { ItemPage, Question } from "../core/api";
import { Button, TextButton } from "../parts/button";
import { Drawer } from "../parts/dialog";
import { Note } from "../parts/notices";
import { Seg } from "../parts/seg";
import { Tag } from "../parts/tag";
import { errorOf, sayOf, useLoad, useTitle } from "../desk/seat";
import { useBench } from "./app";
import { districtTime } from "./due";
import { Shell, type Shortcut } from "./frame";
import { Blank, Failed, Waiting } from "../desk/states";
import { useWork } from "./words";

const shortcuts: Shortcut[] = [[["?"], "help"]];

/** A question as staff sees it: without names and numbers of persons. */
export interface QuestionTask extends Question { by: string; officeId?: string; version: number; late?: boolean; may?: boolean; faq?: "proposed" | "published" | "declined" | "withdrawn" }
interface Place { id: string; title: string }

type Wanted = "open" | "answered" | "all";

/** 咨询: what people ask, those whose promised day is over first. */
export function QuestionsScreen() {
  const w = useWork();
  const s = w.questions;
  const { router } = useBench();
  const [wanted, setWanted] = useState<Wanted>("open");
  useTitle(s.title);
  const loaded = useLoad("questions", (api) => api.call<{ consultations: QuestionTask[]; offices?: Place[] }>("GET", "/staff/consultations"));
  const all = loaded.state === "here" ? loaded.data.consultations : [];
  const list = all.filter((q) => wanted === "all" || q.state === wanted);
  const open = router.search.value.get("id") ?? "";
  const chosen = all.find((q) => q.id === open) ?? list[0];
  const waiting = all.filter((q) => q.state === "open");
  const place = <div class="crumbs"><h1 tabIndex={-1}>{s.title}</h1>{loaded.state === "here" && <span class="muted">{s.count(waiting.length, waiting.filter((q) => q.late).length)}</span>}</div>;
  return (
    <Shell place={place} shortcuts={shortcuts}>
      <div class="staff staff--imported">
        <section class="staff__list" aria-label={s.list}>
          <div class="staff__find"><Seg label={s.list} value={wanted} options={(["open", "answered", "all"] as const).map((code) => ({ code, text: s.wanted[code]! }))} onChange={(v) => setWanted(v as Wanted)} /></div>
          {loaded.state === "waiting" && <Waiting lines={10} />}
          {loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
          {loaded.state === "here" && list.length === 0 && <Blank icon="chat" title={s.none} line={s.noneHint} />}
          {list.length > 0 && (
            <div class="scroll" tabIndex={0} role="region" aria-label={s.list}>
              <table class="grid">
                <thead><tr><th scope="col">{s.question}</th><th scope="col">{s.state}</th></tr></thead>
                <tbody>
                  {list.map((q) => (
                    <tr key={q.id} aria-selected={q.id === chosen?.id}>
                      <td><TextButton label={`${q.number} ${q.itemName ?? s.noItem}`} onClick={() => router.go(`/questions?id=${q.id}`, true)}><b>{q.itemName ?? s.noItem}</b></TextButton>
                        <small class="question__line block">{q.text}</small><small class="muted block">{q.number}</small></td>
                      <td class="nowrap"><State question={q} /></td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
        {chosen && loaded.state === "here" && <One key={chosen.id} question={chosen} offices={loaded.data.offices ?? []} onDone={(stay) => { router.go(stay ? `/questions?id=${chosen.id}` : "/questions", true); loaded.again(); }} />}
      </div>
    </Shell>
  );
}

function State({ question: q }: { question: QuestionTask }) {
  const s = useWork().questions;
  return (
    <>
      <Tag kind={q.state === "answered" ? "yes" : q.late ? "no" : "wait"} icon={q.late ? "alert" : undefined}>{q.late ? s.lateTag : s.states[q.state]}</Tag>
      <small class={q.late ? "late block" : "muted block"}>{q.state === "open" ? s.due(q.due) : q.helped ? s.helped[q.helped] : districtTime(q.at)}</small>
    </>
  );
}

/** One question with its answers, and the answer that is being written: it stays where somebody else was first. */
function One({ question: q, offices, onDone }: { question: QuestionTask; offices: Place[]; onDone: (stay: boolean) => void }) {
  const w = useWork();
  const s = w.questions;
  const { api, news, router } = useBench();
  const [text, setText] = useState("");
  const [handing, setHanding] = useState(false);
  const [office, setOffice] = useState(q.officeId ? "" : offices[0]?.id ?? "");
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const [guide, setGuide] = useState(false);
  const go = async (body: { act: "answer" | "hand"; text: string; office?: string }) => {
    if (busy) return;
    setBusy(true);
    setFault("");
    try {
      await api.call("POST", `/staff/consultations/${encodeURIComponent(q.id)}/steps`, { version: q.version, ...body });
      news.value = body.act === "answer" ? s.answered : s.handed;
      setText("");
      setReason("");
      setHanding(false);
      onDone(false);
    } catch (e) {
      const error = errorOf(e);
      setFault(error.fields["body.text"] ?? error.fields["body.office"] ?? sayOf(error, w));
      if (error.status === 409) onDone(true); // what the other one did stands here
    }
    setBusy(false);
  };
  const rows: [string, string | undefined][] = [[s.item, q.itemName ?? s.noItem], [s.by, q.by], [s.at, districtTime(q.at, true)], [s.office, q.office ?? s.service]];
  const others = offices.filter((o) => o.id !== q.officeId);
  return (
    <article class="question" aria-labelledby="q-h">
      <header class="question__head">
        <h2 class="h-s" id="q-h">{q.number}</h2><State question={q} />
        {q.item && <Button small icon="book" onClick={() => setGuide(true)}>{s.guide}</Button>}
      </header>
      <dl class="values">
        {rows.map(([k, v]) => <div class="value" key={k}><dt>{k}</dt><dd>{v}</dd></div>)}
        {q.case && <div class="value"><dt>{s.number}</dt><dd><a href={router.href(`/cases/${encodeURIComponent(q.case)}`)}>{q.case}</a></dd></div>}
      </dl>
      <p class="question__text">{q.text}</p>
      {q.steps.length > 0 && (
        <ol class="question__steps">
          {q.steps.map((x, i) => (
            <li key={i} class={`question__step question__step--${x.act}`}>
              <small class="muted">{[x.act === "follow" ? s.acts.follow : [x.title, x.name].filter(Boolean).join(" "), x.act !== "follow" && s.acts[x.act], x.act === "hand" && (x.office || s.service), districtTime(x.at, true)].filter(Boolean).join(" · ")}</small>
              <p class="question__text">{x.text}</p>
            </li>
          ))}
        </ol>
      )}
      {q.state === "answered" && <Propose question={q} />}
      {q.helped && <p><Tag kind={q.helped === "yes" ? "yes" : "wait"}>{s.helped[q.helped]}</Tag></p>}
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      {q.may && !handing && (
        <form class="staff__form" onSubmit={(e) => { e.preventDefault(); void go({ act: "answer", text }); }}>
          <div class="staff__field"><label for="q-text">{s.answer}</label><small class="muted" id="q-text-hint">{s.answerHint}</small>
            <textarea class="input" id="q-text" rows={7} maxLength={2000} value={text} aria-describedby="q-text-hint" onInput={(e) => setText(e.currentTarget.value)} /></div>
          <div class="staff__acts"><Button kind="primary" type="submit" busy={busy}>{s.send}</Button><Button onClick={() => setHanding(true)}>{s.hand}</Button></div>
        </form>
      )}
      {!q.may && text && <Note icon="save"><b>{s.unsent}</b><p class="question__text">{text}</p></Note>}
      {q.may && handing && (
        <form class="staff__form" onSubmit={(e) => { e.preventDefault(); void go({ act: "hand", office, text: reason }); }}>
          <div class="staff__field"><label for="q-office">{s.to}</label>
            <select class="input" id="q-office" value={office} onChange={(e) => setOffice(e.currentTarget.value)}>
              {q.officeId && <option value="">{s.service}</option>}
              {others.map((o) => <option key={o.id} value={o.id}>{o.title}</option>)}
            </select></div>
          <div class="staff__field"><label for="q-reason">{s.reason}</label><textarea class="input" id="q-reason" rows={3} maxLength={500} value={reason} onInput={(e) => setReason(e.currentTarget.value)} /></div>
          <div class="staff__acts"><Button kind="primary" type="submit" busy={busy}>{s.handGo}</Button><Button onClick={() => setHanding(false)}>{s.back}</Button></div>
        </form>
      )}
      {guide && q.item && <GuideLook item={q.item} onClose={() => setGuide(false)} />}
    </article>
  );
}

/** The answer, put so that nobody is recognised in it, proposed for the guide of the item. */
function Propose({ question: q }: { question: QuestionTask }) {
  const w = useWork();
  const s = w.questions;
  const { api, news } = useBench();
  const key = useRef("");
  const last = [...q.steps].reverse().find((x) => x.act === "answer")?.text ?? "";
  const [v, setV] = useState({ ask: q.text, answer: last, askEn: "", answerEn: "", item: "" });
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(q.faq === "proposed");
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [fault, setFault] = useState("");
  const items = useLoad(open && !q.item ? "items" : "", (a) => a.call<{ popular: { id: string; name: string }[] }>("GET", "/home"));
  const before = q.faq && w.faq.states[q.faq]; // declined or withdrawn: it may be proposed anew
  if (q.faq === "published") return <Note kind="yes" icon="check">{s.inGuide}</Note>;
  if (done) return <Note kind="yes" icon="check">{s.proposed}</Note>;
  if (!open) return <p class="row row--wrap"><Button small icon="book" onClick={() => setOpen(true)}>{s.propose}</Button>{before && <small class="muted">{s.proposedBefore(before)}</small>}</p>;
  const go = async () => {
    if (busy) return;
    setBusy(true);
    setFaults({});
    setFault("");
    key.current ||= `faq-${crypto.randomUUID()}`;
    try {
      await api.call("POST", "/staff/faq", { consultation: q.id, ...v, key: key.current });
      news.value = s.proposed;
      setDone(true);
    } catch (e) {
      const error = errorOf(e);
      if (!error.offline) key.current = "";
      setFaults(error.fields);
      setFault(sayOf(error, w));
    }
    setBusy(false);
  };
  const box = (id: "ask" | "answer" | "askEn" | "answerEn", rows: number, lang?: string) => (
    <div class="staff__field"><label for={`faq-${id}`}>{s.faqFields[id]}</label>
      {faults[`body.${id}`] && <small class="late" id={`faq-${id}-said`}>{faults[`body.${id}`]}</small>}
      <textarea class="input" id={`faq-${id}`} rows={rows} lang={lang} value={v[id]} aria-describedby={faults[`body.${id}`] && `faq-${id}-said`} onInput={(e) => setV({ ...v, [id]: e.currentTarget.value })} /></div>
  );
  return (
    <form class="staff__form" noValidate onSubmit={(e) => { e.preventDefault(); void go(); }}>
      <Note kind="plain" icon="shield">{s.proposeHint}</Note>
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      {!q.item && items.state === "here" && (
        <div class="staff__field"><label for="faq-item">{s.item}</label>{faults["body.item"] && <small class="late">{faults["body.item"]}</small>}
          <select class="input" id="faq-item" value={v.item} onChange={(e) => setV({ ...v, item: e.currentTarget.value })}>
            <option value="">{s.pickItem}</option>{items.data.popular.map((i) => <option key={i.id} value={i.id}>{i.name}</option>)}
          </select></div>
      )}
      {box("ask", 2)}{box("answer", 4)}{box("askEn", 2, "en")}{box("answerEn", 4, "en")}
      <div class="staff__acts"><Button kind="primary" type="submit" busy={busy}>{s.proposeGo}</Button><Button onClick={() => setOpen(false)}>{s.proposeStay}</Button></div>
    </form>
  );
}

/** The guide of the item, as far as one answers from it. */
function GuideLook({ item, onClose }: { item: string; onClose: () => void }) {
  const w = useWork();
  const s = w.questions;
  const loaded = useLoad(`guide ${item}`, (api) => api.item(item));
  return (
    <Drawer title={loaded.state === "here" ? loaded.data.view.plan.name : s.guide} onClose={onClose}>
      {loaded.state === "waiting" && <Waiting lines={8} />}
      {loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
      {loaded.state === "here" && <Looked page={loaded.data} />}
    </Drawer>
  );
}

function Looked({ page }: { page: ItemPage }) {
  const s = useWork().questions;
  const { plan } = page.view;
  const faq = [...(plan.guide.faq ?? []), ...(page.answers ?? [])];
  const parts: [string, string[]][] = [
    [s.conditions, (plan.rules ?? []).map((r) => r.title)], [s.materials, (plan.materials ?? []).map((m) => m.title)], [s.steps, (plan.steps ?? []).map((x) => x.title)],
  ];
  return (
    <>
      {parts.map(([title, list]) => list.length > 0 && <section key={title}><h3 class="h-xs">{title}</h3><ul class="question__list">{list.map((x, i) => <li key={i}>{x}</li>)}</ul></section>)}
      {faq.length > 0 && <section><h3 class="h-xs">{s.faq}</h3>{faq.map((f, i) => <p key={i}><b>{f.ask}</b><br />{f.answer}</p>)}</section>}
      <p><a href={`/items/${encodeURIComponent(plan.id)}`} target="_blank" rel="noopener">{s.guideWhole}</a></p>
    </>
  );
}
