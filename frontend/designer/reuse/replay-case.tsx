import type { ApiError } from "../../core/api";
import { sayOf } from "../../desk/seat";
import { Waiting } from "../../desk/states";
import { Button } from "../../parts/button";
import { Note } from "../../parts/notices";
import { useWords } from "../../parts/words";
import { Sign } from "../icons";
import { Chip } from "../rule/chip";
import { useStudioWords } from "../words";
import type { Differing, Result, Why } from "./api";
import { clausesOf, sideText } from "./differences";
import { useReuseWords } from "./words";

interface Props {
  number: string;
  why?: Why;
  failed?: ApiError;
  /** How many more change in the same way and were not opened. */
  alike: number;
  onAlike: () => void;
  title: (path: string) => string;
}

/** One case by both definitions: what became otherwise, and by which conditions. Nothing that anybody wrote stands here. */
export function ReplayCase({ number, why, failed, alike, onAlike, title }: Props) {
  const w = useReuseWords();
  const desk = useStudioWords();
  const parts = useWords();
  const names = { verdicts: desk.verdicts as Record<string, string>, spans: parts.spans as Record<string, (n: number) => string> };
  const both = (l: Differing) => (
    <p class="replay-case__both">
      <span><small>{w.online}</small>{sideText(l.kind, l.before, w, names)}</span><span aria-hidden="true">→</span>
      <span class={l.kind === "asked" ? "no" : l.kind === "waived" ? "yes" : undefined}><small>{w.draft}</small>{sideText(l.kind, l.after, w, names)}</span>
    </p>
  );
  return (
    <section class="replay-case" aria-label={number} aria-busy={!why && !failed}>
      <h2 class="code">{number}</h2>
      {failed && <Note kind="no" icon="alert" role="alert">{sayOf(failed, desk)}</Note>}
      {!why && !failed && <Waiting lines={4} />}
      {why?.papers.map((p) => {
        const l = why.lines.find((x) => x.at === p.at)!;
        const clauses = clausesOf(p.before, p.after);
        return (
          <div key={p.at} class="replay-case__one">
            <h3>{p.title || title(p.at)}</h3>
            {both(l)}
            {clauses.length === 0 ? <p class="muted">{w.noWays}</p> : (
              <table class="t">
                <thead><tr><th scope="col">{w.condition}</th><th scope="col">{w.online}</th><th scope="col">{w.draft}</th></tr></thead>
                <tbody>{clauses.map((c, i) => (
                  <tr key={i} class={c.text ? undefined : "replay-case__way"}>
                    <td>{c.text || w.standsIn(c.records)}</td><td><Side is={c.before} /></td><td><Side is={c.after} /></td>
                  </tr>
                ))}</tbody>
              </table>
            )}
          </div>
        );
      })}
      {why?.lines.filter((l) => !l.at).map((l) => <div key={l.kind} class="replay-case__one"><h3>{w.kinds[l.kind]}</h3>{both(l)}</div>)}
      {why && why.rules.length > 0 && (
        <table class="t">
          <thead><tr><th scope="col">{w.ruleChanges}</th><th scope="col">{w.online}</th><th scope="col">{w.draft}</th></tr></thead>
          <tbody>{why.rules.map((r) => <tr key={r.id}><td>{r.title}</td><td><Side is={r.before as Result} /></td><td><Side is={r.after as Result} /></td></tr>)}</tbody>
        </table>
      )}
      {why && alike > 0 && <Button small onClick={onAlike}><Sign name="check" />{w.alike(alike)}</Button>}
      <p class="replay-case__open"><a class="link" href={`/staff/cases/${encodeURIComponent(number)}`} aria-label={`${w.openThen} ${number}`}>{w.openThen}</a> <small class="muted">{w.openThenHint}</small></p>
    </section>
  );
}

/** What a condition came to by one definition; a word where that has none of it. */
function Side({ is }: { is?: Result }) {
  const w = useReuseWords();
  return is && is !== "empty" && (is === "true" || is === "false" || is === "unknown") ? <Chip is={is} /> : <small class="muted">{w.notThere}</small>;
}
