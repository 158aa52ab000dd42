import { Tag } from "../../parts/tag";
import type { Effect } from "./api";
import { useSharedWords } from "./words";

/** Which items a change of what they share touches: what becomes of each, which rules read it, how its tests come out. */
export function Effects({ effects }: { effects: Effect[] }) {
  const w = useSharedWords();
  return (
    <section class="panel review__part" aria-label={w.effects}>
      <h3>{w.effects}<span class="muted">{effects.length || ""}</span></h3>
      <p class="muted shared__effectsHint">{effects.length > 0 ? w.effectsHint : w.noEffects}</p>
      <ul class="shared__effects">
        {effects.map((e) => (
          <li key={e.item}>
            <details>
              <summary>
                <b>{e.name}</b>{" "}
                <Tag kind={e.broken || e.failing.length > 0 ? "no" : "yes"}>{e.broken ? w.broken : e.failing.length > 0 ? w.testsFail(e.failing.length) : w.testsPass(e.tests)}</Tag>{" "}
                <small class="muted">{e.broken ? "" : e.changed ? w.becomes : w.same}{e.rules.length > 0 && `　${w.rules(e.rules.length)}`}</small>
              </summary>
              <ul class="shared__rules">{e.failing.map((t) => <li key={`${t.file} ${t.line}`} class="no">{t.name}<small class="muted"> {t.file}:{t.line}</small></li>)}{e.rules.map((r) => <li key={r.path}>{r.sentence}</li>)}</ul>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
