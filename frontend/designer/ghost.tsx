import type { PlanField } from "../core/contract";
import { FormField } from "../form/field";
import { domId, type Part } from "../form/outline";
import { useEditing } from "./app";
import { rulePath } from "./model/item";
import { join } from "./model/tree";
import { Sign } from "./icons";
import { useStudioWords } from "./words";

/** Why something is not shown, as a sentence. */
function useWhy(name: string): string {
  const w = useStudioWords();
  const e = useEditing();
  const path = e.places.value.get(name);
  const rules = e.look.value?.rules ?? {};
  const sentence = rules[`${name}.show`] ?? (path === undefined ? undefined : rules[rulePath(join(path, "show"))]);
  const state = e.trial.session.value?.state.value;
  const missing = (name.startsWith("section.") ? state?.sections[name.slice(8)] : state?.fields[name])?.missing ?? [];
  if (missing.length > 0) return w.hiddenUnknown(sentence ?? "", missing.map((m) => titleOf(m)).join(w.comma));
  return sentence ? w.hiddenFalse(sentence) : w.hiddenWhole;

  function titleOf(m: string): string {
    const id = m.replace(/^form\./, "");
    return e.trial.session.value?.plan.fields.find((f) => f.id === id)?.title ?? m;
  }
}

/** What a rule hides from this applicant: at its place, with the reason, and open to every edit. */
export function Ghost({ field }: { field: PlanField }) {
  const w = useStudioWords();
  const e = useEditing();
  const name = `form.${field.id}`;
  const why = useWhy(name);
  if (!e.ghosts.value) return null;
  return (
    <div class="ghost wide" id={domId(name)} data-mode="desk">
      <p class="ghost__title">{field.title}<span class="ghost__tag"><Sign name="eye" />{w.notSeen}</span></p>
      <p class="ghost__why">{why}</p>
    </div>
  );
}

/** A section that this applicant doesn't see: its heading and its fields. */
export function GhostSection({ part }: { part: Part }) {
  const w = useStudioWords();
  const e = useEditing();
  const name = `section.${part.section.id}`;
  const why = useWhy(name);
  if (!e.ghosts.value) return null;
  return (
    <section class="ghost ghost--section" id={domId(name)} data-mode="desk">
      <h2 class="ghost__title">{part.section.title}<span class="ghost__tag"><Sign name="eye" />{w.notSeen}</span></h2>
      <p class="ghost__why">{why}</p>
      {part.fields.map((f) => <FormField key={f.id} field={f} />)}
    </section>
  );
}
