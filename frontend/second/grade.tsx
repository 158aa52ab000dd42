import { useState } from "preact/hooks";
import { ApiError, type Api } from "../core/api";
import { RatingCard } from "../form/rating";
import { Button } from "../parts/button";
import { Note } from "../parts/notices";
import type { Look } from "../shell/look";
import { answer, grade, type Graded } from "./api";
import { useSecond } from "./words";

interface GradeProps {
  api: Api;
  looks: Look;
  turn: number;
  graded: Graded;
  onLanguage: () => void;
  /** All is graded. */
  onGiven: () => void;
  /** It was taken away, or the applicant would rather not. */
  onGone: () => void;
}

/** 好差评: the visit, and the matter once it has ended. The clerk can't see what is pressed here. */
export function Grade({ api, looks, turn, graded, onLanguage, onGiven, onGone }: GradeProps) {
  const w = useSecond();
  const [fault, setFault] = useState("");
  const large = looks.mode.value === "large";
  const english = looks.lang.value === "en";
  const gone = (e: unknown) => e instanceof ApiError && (e.status === 409 || e.status === 401);
  const not = () => answer(api, turn, false).then(onGone, (e: unknown) => (gone(e) ? onGone() : setFault((e instanceof ApiError && e.say) || w.failed)));
  return (
    <div class="second">
      <main class="stack" id="main" tabIndex={-1}>
        <header class="second-head">
          <div class="stack-s">
            <h1 tabIndex={-1}>{w.gradeTitle}</h1>
            <p class="second-head__what">{graded.item}</p>
            <p class="muted">{graded.office} · {w.gradeLine}</p>
          </div>
          <div class="row" role="group" aria-label={w.look}>
            <Button icon="big" onClick={() => looks.setMode(large ? "standard" : "large")}>{large ? w.normalType : w.largeType}</Button>
            <Button icon="globe" lang={english ? "zh-CN" : "en"} onClick={onLanguage}>{w.otherLanguage}</Button>
          </div>
        </header>
        <RatingCard occasions={graded.occasions} grades={graded.grades} onGive={async (order) => {
          try {
            const { given, left } = await grade(api, turn, order);
            if (left === 0) onGiven();
            return given;
          } catch (e) {
            if (gone(e)) onGone();
            throw e;
          }
        }} />
      </main>
      <div class="second-answers">
        {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
        <Button icon="cross" onClick={() => void not()}>{w.gradeNot}</Button>
      </div>
    </div>
  );
}
