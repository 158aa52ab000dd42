import { Note } from "../parts/notices";
import { useForm } from "./context";
import type { Spot } from "./outline";
import { ButtonLink } from "../parts/button";
import { useWords } from "../parts/words";
import { usePaperWords } from "./paper-words";

/** In place of what a higher level of identity is asked for: which, why, and the way there and back. */
export function StepUp({ level, spot, why = "levelFill" }: { level: number; spot: Spot; why?: "levelFill" | "levelSign" }) {
  const w = useWords();
  const fw = usePaperWords();
  const form = useForm();
  const there = form.href(spot).replace(/\/drafts\/.*/, (place) => `/sign-in?level=${level}&to=${encodeURIComponent(place)}`);
  return (
    <Note kind="wait" icon="person">
      <b>{fw.levelNeeded(level, form.session.input.value.user.level)}</b><br />{fw[why]} {fw.levelKept}
      <p class="mt"><ButtonLink kind="primary" icon="person" href={there}>{w.stepUp}</ButtonLink></p>
    </Note>
  );
}
