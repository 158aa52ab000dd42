import { Note } from "../parts/notices";
import type { Form } from "./context";
import { useForm } from "./context";
import type { Spot } from "./outline";
import { ButtonLink } from "../parts/button";
import { useWords } from "../parts/words";
import { useFormWords } from "./words";

/** The address where one is recognised more surely, and comes back from to a spot of this draft. */
export const stepUpAt = (form: Form, spot: Spot, level: number): string =>
  form.href(spot).replace(/\/drafts\/.*/, (place) => `/sign-in?${new URLSearchParams({ level: String(level), to: place })}`);

/** In place of what a higher level of identity is asked for: which, why, and the way there and back. */
export function StepUp({ level, spot, why }: { level: number; spot: Spot; why: string }) {
  const w = useWords();
  const fw = useFormWords();
  const form = useForm();
  return (
    <Note kind="wait" icon="person">
      <b>{fw.levelNeeded(level, form.session.input.value.user.level)}</b><br />{why} {fw.levelKept}
      <p class="mt"><ButtonLink kind="primary" icon="person" href={stepUpAt(form, spot, level)}>{w.stepUp}</ButtonLink></p>
    </Note>
  );
}
