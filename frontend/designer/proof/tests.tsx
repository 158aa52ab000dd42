import { useEffect, useRef, useState } from "preact/hooks";
import { useKeys } from "../../desk/keys";
import { Blank, Failed, Key, Waiting } from "../../desk/states";
import { Button } from "../../parts/button";
import { Note } from "../../parts/notices";
import { Tag } from "../../parts/tag";
import { useEditing } from "../app";
import { Sign } from "../icons";
import { useStudioWords } from "../words";
import type { Edge, Proof, TestLine } from "./api";
import { Coverage } from "./coverage";
import { Mutants } from "./mutants";
import { covered, failing, placeOfRule, sorted } from "./told";
import { useProofWords } from "./words";

type Which = "all" | "failing" | "derived";

/** 测试: applicants and what should come of them, how they saw each rule, and what none of them would notice. */
export default function Tests() {
  const w = useProofWords();
  const { beside, proving } = useEditing();
  const running = proving.running.value;
  const proof = proving.proof.value;
  useKeys({ r: () => void proving.run() });
  if (!proof) {
    if (running.is === "failed" && running.error.status === 422) return <Blank icon="alert" title={w.broken} line={running.error.say} act={<Button onClick={() => { beside.value = "problems"; }}>{w.backToCanvas}</Button>} />;
    return running.is === "failed" ? <Failed error={running.error} onAgain={() => void proving.run()} /> : <Waiting lines={12} />;
  }
  return (
    <div class="tests">
      <Figures proof={proof} />
      <div class="tests__main">
        <Table proof={proof} old={running.is !== "here"} />
      </div>
      <aside class="tests__side" aria-label={w.coverage} tabIndex={0}>
        <Coverage proof={proof} />
        <Mutants proof={proof} />
      </aside>
    </div>
  );
}

function Figures({ proof }: { proof: Proof }) {
  const w = useProofWords();
  const { proving } = useEditing();
  const running = proving.running.value;
  const wrong = failing(proof);
  return (
    <div class="tests__figures">
      <p><b class={wrong > 0 ? "no" : "yes"}>{proof.tests.length - wrong}</b><b> / {proof.tests.length}</b><span>{w.passed}</span></p>
      <p><b>{w.took(proof.took)}</b><span>{w.allRun}</span></p>
      <p><b>{covered(proof.rules)}%</b><span>{w.covered}</span></p>
      <p><b>{proof.edges.length}</b><span>{w.edges}</span></p>
      <div class="push" role="status">
        {running.is === "failed" ? <Note kind="wait" icon="alert">{running.error.status === 422 ? w.broken : w.failed}</Note>
          : wrong > 0 ? <Note kind="no" icon="lock">{w.gate}<b>{w.gateTests(wrong)}</b></Note> : proof.tests.length === 0 ? <span class="muted">{w.noTests}</span> : <span class="yes tests__mark"><Sign name="check" />{w.ready}</span>}
      </div>
    </div>
  );
}

function Table({ proof, old }: { proof: Proof; old: boolean }) {
  const w = useProofWords();
  const e = useEditing();
  const [which, setWhich] = useState<Which>("all");
  const [text, setText] = useState("");
  const body = useRef<HTMLTableSectionElement>(null);
  const needle = text.trim().toLowerCase();
  const fits = (...all: (string | undefined)[]) => !needle || all.some((t) => t?.toLowerCase().includes(needle));
  const tests = which === "derived" ? [] : sorted(proof.tests).filter((t) => (which === "all" || !t.passed) && fits(t.name, t.applicant));
  const sentences = new Map(proof.rules.map((r) => [r.rule, r.sentence]));
  const edges = which === "failing" ? [] : proof.edges.filter((x) => fits(sentences.get(x.rule), x.test, x.value));
  const count = { all: proof.tests.length + proof.edges.length, failing: failing(proof), derived: proof.edges.length };
  const step = (ev: KeyboardEvent) => {
    if (ev.key !== "ArrowDown" && ev.key !== "ArrowUp") return;
    const rows = [...(body.current?.querySelectorAll<HTMLElement>("tr") ?? [])];
    const here = rows.indexOf((ev.target as HTMLElement).closest("tr")!);
    ev.preventDefault();
    rows[Math.max(0, Math.min(rows.length - 1, here + (ev.key === "ArrowDown" ? 1 : -1)))]?.focus();
  };
  return (
    <>
      <div class="panel__head">
        <span class="seg" role="group" aria-label={w.filters}>
          {(["all", "failing", "derived"] as const).map((x) => <button key={x} type="button" aria-pressed={which === x} onClick={() => setWhich(x)}>{w[x](count[x])}</button>)}
        </span>
        <label class="sr-only" for="tests-find">{w.find}</label>
        <input id="tests-find" class="input panel__find" type="search" placeholder={w.find} value={text} onInput={(ev) => setText(ev.currentTarget.value)} />
        <span class="muted" role="status">{e.proving.running.value.is === "running" ? w.running : ""}</span>
        <span class="push"><Button onClick={() => { e.beside.value = "none"; }}>{w.backToCanvas}</Button></span>
        <Button kind="primary" onClick={() => void e.proving.run()}><Sign name="play" />{w.runAll} <Key>R</Key></Button>
      </div>
      {proof.tests.length === 0 ? <Blank icon="list" title={w.noTests} line={w.noTestsHint} /> : tests.length + edges.length === 0 ? <Blank icon="search" title={w.none} line={w.noneHint} /> : (
        <div class="panel__scroll" tabIndex={0}>
          <table class={`t${old ? " is-old" : ""}`}>
            <thead><tr><th scope="col">{w.columns.result}</th><th scope="col">{w.columns.test}</th><th scope="col">{w.columns.applicant}</th><th scope="col">{w.columns.day}</th><th scope="col">{w.columns.expects}</th><th scope="col" class="num">{w.columns.ms}</th></tr></thead>
            <tbody ref={body} onKeyDown={step}>
              {tests.map((t, i) => <Row key={`${t.file} ${t.line}`} test={t} first={i === 0} />)}
              {edges.map((x, i) => <EdgeRow key={`${x.rule} ${x.varied} ${x.where} ${x.value} ${i}`} edge={x} sentence={sentences.get(x.rule) || x.rule} first={tests.length === 0 && i === 0} />)}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function Row({ test: t, first }: { test: TestLine; first: boolean }) {
  const w = useProofWords();
  const s = useStudioWords();
  const e = useEditing();
  const fresh = e.proving.kept.value === t.name;
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => { if (fresh) row.current?.scrollIntoView({ block: "nearest" }); }, [fresh]);
  const sample = e.samples.value.find((x) => x.tests?.includes(t.name));
  const tryIt = () => {
    if (!sample) return;
    e.trial.apply(sample.as);
    if (t.day) e.trial.day.value = t.day;
    e.beside.value = "none";
  };
  return (
    <tr ref={row} tabIndex={first ? 0 : -1} class={t.passed ? undefined : "tests__wrong"} onKeyDown={(ev) => { if (ev.key === "Enter" && ev.target === ev.currentTarget) { ev.preventDefault(); tryIt(); } }}>
      <td>{t.passed ? <span class="yes tests__mark"><Sign name="check" />{w.pass}</span> : <span class="no tests__mark"><Sign name="cross" />{w.fail}</span>}</td>
      <td><span lang="zh-CN">{t.name}</span>{fresh && <> <Tag>{w.justKept}</Tag></>}</td>
      <td>{t.applicant}{sample && <button type="button" class="link tests__try" aria-label={w.tryOf(t.name)} onClick={tryIt}>{w.tryIt}</button>}</td>
      <td class="tests__day">{t.day}</td>
      <td>
        {t.error && <span class="no">{t.error}</span>}
        {t.differences.map((d) => <p key={d.path} class="tests__differs"><b>{w.wanted(d.what, d.want)}</b><span class="no">{w.got(d.got)}</span></p>)}
        {t.passed && t.verdict && <span class="tests__verdict">{s.verdicts[t.verdict]}</span>}
      </td>
      <td class="num muted">{t.took}</td>
    </tr>
  );
}

function EdgeRow({ edge: x, sentence, first }: { edge: Edge; sentence: string; first: boolean }) {
  const w = useProofWords();
  const s = useStudioWords();
  const e = useEditing();
  const place = placeOfRule(e.places.value, x.varied);
  const what = x.varied === "today" ? w.today : place ? e.titleOf(place) : x.varied;
  return (
    <tr tabIndex={first ? 0 : -1}>
      <td><Tag>{w.derivedMark}</Tag></td>
      <td>{w.edgeOf(what, w.where[x.where] ?? x.where, x.value)}<small>{sentence}</small></td>
      <td class="muted" colSpan={2}>{w.edgeFrom(x.test)}</td>
      <td><span class="tests__verdict">{s.verdicts[x.verdict] ?? x.verdict}</span><small>{w.ruleIs(x.result)}</small></td>
      <td />
    </tr>
  );
}
