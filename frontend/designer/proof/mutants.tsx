import { useState } from "preact/hooks";
import { errorOf } from "../../desk/seat";
import { Button } from "../../parts/button";
import { Note } from "../../parts/notices";
import { useEditing, useStudio } from "../app";
import { mutate, type Mutants as Found, type Proof } from "./api";
import { broken } from "./told";
import { useProofWords } from "./words";

/** What could be broken without any test noticing it; looked for when somebody asks, since it takes seconds. */
export function Mutants({ proof }: { proof: Proof }) {
  const w = useProofWords();
  const { api } = useStudio();
  const { doc } = useEditing();
  const [found, setFound] = useState<{ version: number; list: Found } | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const sentences = new Map(proof.rules.map((r) => [r.rule, r.sentence]));
  const find = async () => {
    if (busy) return;
    setBusy(true);
    setFault("");
    try {
      const version = doc.version.peek();
      setFound({ version, list: await mutate(api, doc.id) });
    } catch (e) {
      const error = errorOf(e);
      setFault(error.status === 422 ? w.mutantsFailed : error.say || w.mutantsFailed);
    }
    setBusy(false);
  };
  const list = found?.list;
  return (
    <section class="tests__mutants">
      <div class="panel__head"><h2>{w.mutants}</h2>{list && <span class="muted">{list.noticed} / {list.tried} {w.noticed}</span>}<span class="push"><Button small busy={busy} onClick={() => void find()}>{busy ? w.findingMutants : w.findMutants}</Button></span></div>
      <div class="tests__none" role="status">
        {!list && !fault && <p class="muted">{w.mutantsHint}</p>}
        {fault && <Note kind="wait" icon="alert">{fault}</Note>}
        {found && found.version !== doc.version.value && <p class="wait">{w.stale}</p>}
        {list && list.survivors.length === 0 && <p class="yes">{w.noSurvivors(list.tried)}</p>}
      </div>
      {list?.survivors.map((m) => {
        const { was, now } = broken(m);
        return (
          <div key={`${m.rule} ${m.change}`} class="tests__survivor">
            <b>{sentences.get(m.rule) || m.rule}</b>
            <p>{now ? w.survivor(was, now, proof.tests.length) : w.survivorOnly(m.change, proof.tests.length)}</p>
          </div>
        );
      })}
    </section>
  );
}
