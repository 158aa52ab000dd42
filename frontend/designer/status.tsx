import { useEditing } from "./app";
import { verdictOf } from "./verdict";
import { Sign } from "./icons";
import { failing } from "./proof/told";
import { useProofWords } from "./proof/words";
import { useStudioWords } from "./words";

/** Problems and this applicant's result: read from the engine's evaluation, and from nothing else. */
export function Status() {
  const w = useStudioWords();
  const e = useEditing();
  const faults = e.look.value?.faults ?? [];
  const count = (s: string) => faults.filter((f) => f.severity === s).length;
  const state = e.trial.session.value?.state.value;
  const stale = !e.shared && e.look.value?.view === null;
  return (
    <>
      <button type="button" class="statusbar__part" aria-expanded={e.beside.value === "problems"} onClick={() => { e.beside.value = e.beside.peek() === "problems" ? "none" : "problems"; }}>
        {count("error") > 0 ? <span class="no"><Sign name="cross" />{w.errorCount(count("error"))}</span> : <span class="yes"><Sign name="check" />{w.noErrors}</span>}
        {count("warning") > 0 && <span class="wait"><Sign name="alert" />{w.warningCount(count("warning"))}</span>}
        {count("advice") > 0 && <span>{w.adviceCount(count("advice"))}</span>}
      </button>
      <span class="vr" />
      {!e.shared && <Tested />}
      {!e.shared && <button type="button" class="statusbar__part" aria-expanded={e.beside.value === "outcomes"} onClick={() => { e.beside.value = e.beside.peek() === "outcomes" ? "none" : "outcomes"; }}><Sign name="fork" />{w.keyNames.outcomes}</button>}
      {stale ? <span class="wait">{w.lastGood}</span> : state && (
        <span class="statusbar__part">
          {w.thisApplicant}<b class={`verdict-${state.settled ? state.verdict : "open"}`}>{verdictOf(state, w)}</b>
          <span>{w.stillMissing(state.blocked?.filter((b) => b.kind === "missing" || b.kind === "confirm").length ?? 0)}</span>
          <span>{w.papers(countOf(state.materials, ["needed", "given"]), countOf(state.materials, ["reused", "made"]))}</span>
          <span>{w.visits(state.visits.min, state.visits.max)}</span>
          {state.limit?.promised && <span>{w.promised(state.limit.promised)}</span>}
        </span>
      )}
      {e.looking.value.is === "failed" && <span class="wait" role="status"><Sign name="alert" />{w.lookFailed}</span>}
    </>
  );
}

/** How the tests came out the last time; leads to them. */
function Tested() {
  const w = useProofWords();
  const { beside, proving } = useEditing();
  const proof = proving.proof.value;
  const wrong = proof ? failing(proof) : 0;
  return (
    <button type="button" class="statusbar__part" aria-expanded={beside.value === "tests"} onClick={() => { beside.value = beside.peek() === "tests" ? "none" : "tests"; }}>
      {proof && proof.tests.length > 0 ? <span class={wrong > 0 ? "no" : "yes"}><Sign name={wrong > 0 ? "cross" : "check"} />{w.state(proof.tests.length - wrong, proof.tests.length)}</span> : <span>{w.tests}</span>}
    </button>
  );
}

const countOf = (all: Record<string, { state: string }> | undefined, words: string[]): number => Object.values(all ?? {}).filter((m) => words.includes(m.state)).length;
