import { useEditing } from "../app";
import type { Proof } from "./api";
import { least, placeOfRule } from "./told";
import { useProofWords } from "./words";

/** How often the tests saw each rule come to what; what none saw is marked. A rule leads to its place. */
export function Coverage({ proof }: { proof: Proof }) {
  const w = useProofWords();
  const e = useEditing();
  const open = (rule: string) => {
    const path = placeOfRule(e.places.peek(), rule);
    if (!path) return;
    e.beside.value = "none";
    e.select(path);
  };
  const cell = (n: number, what: string) => <td class={`num${n === 0 ? " no" : ""}`} title={n === 0 ? w.never(what) : undefined}>{n === 0 ? <b>0<span class="sr-only"> {w.never(what)}</span></b> : n}</td>;
  return (
    <section>
      <div class="panel__head"><h2>{w.coverage}</h2><span class="muted">{w.coverageHint}</span></div>
      {proof.rules.length === 0 ? <p class="muted tests__none">{w.noRules}</p> : (
        <table class="t">
          <thead><tr><th scope="col">{w.rule}</th><th scope="col" class="num">{w.yes}</th><th scope="col" class="num">{w.no}</th><th scope="col" class="num">{w.unknown}</th></tr></thead>
          <tbody>
            {least(proof.rules).map((r) => (
              <tr key={r.rule}>
                <td><button type="button" class="link" onClick={() => open(r.rule)}>{r.sentence || r.rule}</button></td>
                {cell(r.true, w.yes)}{cell(r.false, w.no)}<td class="num muted">{r.unknown}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
