import { useEffect, useMemo, useState } from "preact/hooks";
import { useStudioWords } from "../words";
import { examplesOf, type Example } from "./boundary";
import { useBuilder } from "./builder";
import { Chip } from "./chip";
import { askRule, type RuleReading } from "./live";

/** From the last change to trying the examples, in ms. */
const PAUSE = 500;

/** Applicants just below, at and above each border of the rule, and one who has not answered: the server says what each comes to. */
export function Examples() {
  const w = useStudioWords();
  const b = useBuilder();
  const { e } = b;
  const session = e.trial.session.value;
  const input = session?.input.value;
  const text = b.text.value;
  const cond = b.read.value.cond;
  const list = useMemo(() => (session && input ? examplesOf(cond, session.plan, input.today) : []), [text, session, input?.today]);
  const key = JSON.stringify(list);
  const ready = b.live.state.value === "here" && b.live.reading.value?.text === text;
  const asked = JSON.stringify([key, text, input?.answers]);
  const [got, setGot] = useState<{ asked: string; of: (RuleReading | null)[] }>({ asked: "", of: [] });
  useEffect(() => {
    if (list.length === 0 || !ready) return;
    const abort = new AbortController();
    const timer = setTimeout(() => void tryAll(), PAUSE);
    // One after the other: what the author waits for more goes first.
    async function tryAll() {
      const trial = e.trial.body();
      const of: (RuleReading | null)[] = [];
      for (const x of list) {
        const answers: Record<string, unknown> = { ...trial.answers, [x.field]: x.value };
        if (x.value === null) delete answers[x.field];
        of.push(await askRule(e.studio.api, e.doc.id, b.path, text, { ...trial, answers }, abort.signal).catch(() => null));
        if (abort.signal.aborted) return;
        setGot({ asked, of: [...of] });
      }
    }
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [asked, ready]);
  const name = input?.applicant.name || w.blankApplicant;
  const titles = [...new Set(list.map((x) => x.title))];
  return (
    <section class="examples card">
      <h3>{w.examples} <small class="muted">{w.examplesHint}</small></h3>
      {list.length === 0 ? <p class="muted">{w.noExamples}</p> : (
        <table class={`t${got.asked === asked ? "" : " is-old"}`}>
          <thead><tr><th>{titles.length === 1 ? titles[0] : w.exampleColumns.value}</th><th>{w.exampleColumns.rest}</th><th>{w.exampleColumns.result}</th><th>{w.exampleColumns.because}</th></tr></thead>
          <tbody>
            {list.map((x, i) => (
              <tr key={`${x.field}.${x.where}.${x.shown}`}>
                <td>{titles.length > 1 && <small>{x.title}</small>}{x.value === null ? <span class="muted">{w.noAnswer}</span> : x.shown}</td>
                <td class="muted">{i === 0 ? w.asApplicant(name) : w.sameAsAbove}</td>
                <ExampleResult x={x} r={got.asked === asked ? got.of[i] : undefined} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function ExampleResult({ x, r }: { x: Example; r: RuleReading | null | undefined }) {
  const w = useStudioWords();
  const site = r?.sites[0];
  const because = !site ? "" : site.result === "unknown" ? w.missingNames(site.missing.map((m) => m.title).join(w.comma)) : [w.sides[x.where], site.because[0] && (site.because[0].result === "false" ? w.fails(site.because[0].text) : site.because[0].text)].filter(Boolean).join(w.comma);
  return <><td>{r === undefined ? <Chip is="waiting" /> : r === null ? <Chip is="away" /> : site ? <Chip is={site.result} /> : <span class="muted">{w.notAsked}</span>}</td><td>{because}</td></>;
}
