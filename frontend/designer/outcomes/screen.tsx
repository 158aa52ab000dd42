import { useEffect, useRef, useState } from "preact/hooks";
import type { Effect } from "../../core/contract";
import { useLoad } from "../../desk/seat";
import { Blank, Failed, Waiting } from "../../desk/states";
import { Button } from "../../parts/button";
import { Note } from "../../parts/notices";
import { useEditing, useStudio } from "../app";
import { Sign } from "../icons";
import { useStudioWords } from "../words";
import { bookHref, books, forms, outcomesOf, sheetHref, tongueOf, type Outcomes as All } from "./api";
import { Panel } from "./panel";
import { papersOf, shown, verdictsOf } from "./told";
import { Tree } from "./tree";
import { useOutcomesWords } from "./words";

/** 全部结果: which answers lead to which papers, verdict, days and visits, as a table and as a picture. */
export default function Outcomes() {
  const w = useOutcomesWords();
  const { doc, beside } = useEditing();
  const loaded = useLoad(`outcomes ${doc.id} ${doc.version.value}`, (a) => outcomesOf(a, doc.id));
  if (loaded.state === "waiting") return <Waiting lines={12} />;
  if (loaded.state === "here") return <Open of={loaded.data} />;
  if (loaded.error.status === 422) return <Blank icon="alert" title={w.broken} line={w.brokenLine} act={<Button onClick={() => { beside.value = "problems"; }}>{w.backToCanvas}</Button>} />;
  return <Failed error={loaded.error} onAgain={loaded.again} />;
}

function Open({ of: o }: { of: All }) {
  const w = useOutcomesWords();
  const s = useStudioWords();
  const e = useEditing();
  const { look } = useStudio();
  const [picture, setPicture] = useState(false);
  const [verdict, setVerdict] = useState<Effect | "">("");
  const [text, setText] = useState("");
  const [on, choose] = useState(0);
  const rows = shown(o, verdict, text);
  const papers = papersOf(o);
  return (
    <div class="outcomes">
      <div class="tests__figures">
        <p><b>{o.rows.length}</b><span>{w.count}</span></p>
        <p><b>{o.questions.length}</b><span>{w.questions}</span></p>
        <p><b>{o.rows.filter((r) => r.verdict === "pass").length}</b><span>{w.applies}</span></p>
        {papers.most > 0 && <p><b>{w.papersRange(papers.least, papers.most)}</b><span>{w.papers}</span></p>}
        <Books />
      </div>
      <div class="tests__main">
        <div class="panel__head">
          <span class="seg" role="group" aria-label={w.view}>
            <button type="button" aria-pressed={!picture} onClick={() => setPicture(false)}><Sign name="table" />{w.table}</button>
            <button type="button" aria-pressed={picture} onClick={() => setPicture(true)}><Sign name="fork" />{w.picture}</button>
          </span>
          <select class="select" aria-label={w.verdict} value={verdict} onChange={(ev) => setVerdict(ev.currentTarget.value as Effect | "")}>
            <option value="">{w.anyVerdict}</option>
            {verdictsOf(o).map((v) => <option key={v} value={v}>{s.verdicts[v]}</option>)}
          </select>
          <input class="input panel__find" type="search" aria-label={w.find} placeholder={w.find} value={text} onInput={(ev) => setText(ev.currentTarget.value)} />
          <span class="push"><Button onClick={() => { e.beside.value = "none"; }}>{w.backToCanvas}</Button></span>
          <a class="btn" href={sheetHref(e.doc.id, tongueOf(look.lang.value))} download="" title={w.exportHint}><Sign name="save" />{w.export}</a>
        </div>
        <p class="muted outcomes__asof">{w.asOf(o.today)}</p>
        {o.left.length > 0 && <Note kind="wait" icon="info">{w.left(o.left.length, o.left.join(w.or))}</Note>}
        {o.questions.length === 0 && <Note kind="plain" icon="info">{w.noQuestions}</Note>}
        {picture ? <Tree of={o} shown={rows} on={on} choose={choose} />
          : rows.length === 0 ? <Blank icon="search" title={w.none} line={w.noneHint} /> : <Table of={o} shown={rows} on={on} choose={choose} />}
      </div>
      <Panel key={on} of={o} row={on} />
    </div>
  );
}

/** The guide and the handbook, as the draft has them now. */
function Books() {
  const w = useOutcomesWords();
  const { doc } = useEditing();
  const lang = tongueOf(useStudio().look.lang.value);
  return (
    <div class="push outcomes__books">
      {books.map((kind) => (
        <span key={kind}>
          {w.books[kind]}
          {forms.map((form) => <a key={form} href={bookHref(doc.id, kind, form, lang)} target="_blank" rel="noopener" aria-label={w.bookAs(w.books[kind], w.forms[form])}>{w.forms[form]}</a>)}
        </span>
      ))}
    </div>
  );
}

function Table({ of: o, shown: list, on, choose }: { of: All; shown: number[]; on: number; choose: (row: number) => void }) {
  const w = useOutcomesWords();
  const s = useStudioWords();
  const body = useRef<HTMLTableSectionElement>(null);
  const stop = list.includes(on) ? on : list[0]!;
  useEffect(() => { body.current?.querySelector(".is-on")?.scrollIntoView({ block: "nearest" }); }, []);
  const step = (ev: KeyboardEvent) => {
    const by = ev.key === "ArrowDown" ? 1 : ev.key === "ArrowUp" ? -1 : 0;
    if (by === 0) return;
    ev.preventDefault();
    const to = list[Math.max(0, Math.min(list.length - 1, list.indexOf(stop) + by))]!;
    choose(to);
    body.current?.querySelector<HTMLElement>(`[data-row="${to}"]`)?.focus();
  };
  return (
    <div class="panel__scroll" tabIndex={0}>
      <table class="t outcomes__table">
        <thead>
          <tr>
            <th scope="col">{w.columns.no}</th>
            {o.questions.map((q) => <th key={q.name} scope="col">{q.title}</th>)}
            <th scope="col">{w.columns.verdict}</th><th scope="col">{w.columns.papers}</th><th scope="col">{w.columns.days}</th><th scope="col">{w.columns.visits}</th><th scope="col">{w.columns.fee}</th>
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={step}>
          {list.map((i) => {
            const r = o.rows[i]!;
            const said = o.said[i]!;
            return (
              <tr key={i} data-row={i} class={i === on ? "is-on" : undefined} aria-current={i === on || undefined} tabIndex={i === stop ? 0 : -1} onClick={() => choose(i)} onFocus={() => choose(i)}>
                <td class="num">{i + 1}</td>
                {o.questions.map((q, n) => <td key={q.name} class={r.answers[n]?.length ? undefined : "muted"}>{said.answers[n]}</td>)}
                <td><span class={`tests__verdict verdict-${r.verdict}`}>{s.verdicts[r.verdict]}</span></td>
                <td>{r.papers.length > 0 ? w.papersCount(r.papers.length) : ""}</td>
                <td>{r.papers.length > 0 ? said.days : ""}</td>
                <td>{r.papers.length > 0 ? said.visits : ""}</td>
                <td>{r.papers.length > 0 ? said.fee : ""}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
