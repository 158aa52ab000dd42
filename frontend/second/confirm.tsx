import { useMemo, useState } from "preact/hooks";
import { ApiError, type Api, type Draft } from "../core/api";
import { FormContext, FormUi, type Form } from "../form/context";
import { partsOf } from "../form/outline";
import { MaterialList, ReviewSection } from "../form/papers";
import { FormSession } from "../form/session";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { Note } from "../parts/notices";
import type { Look } from "../shell/look";
import { answer, type Told } from "./api";
import { useSecond } from "./words";

interface ConfirmProps {
  api: Api;
  looks: Look;
  turn: number;
  draft: Draft;
  counter: NonNullable<Told["counter"]>;
  onLanguage: () => void;
  onAnswered: (yes: boolean) => void;
  /** It was changed or taken away. */
  onGone: () => void;
}

/** What was entered, for the applicant to say yes or no to. Nothing of it can be changed here. */
export function Confirm({ api, looks, turn, draft, counter, onLanguage, onAnswered, onGone }: ConfirmProps) {
  const w = useSecond();
  const session = useMemo(() => new FormSession(draft, { api, later: () => () => undefined }), [draft]);
  const ui = useMemo(() => new FormUi(), [draft]);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const large = looks.mode.value === "large";
  const english = looks.lang.value === "en";
  const form: Form = { session, ui, givers: w.givers(counter.person.how === "card"), typedBy: (id) => (counter.entered[id] ? w.typedHere : w.typedByYou), lang: looks.lang.value, masked: false, screens: false, camera: false, href: () => "#", link: (p) => p, go: () => undefined, why: () => undefined };
  const say = async (yes: boolean) => {
    if (busy) return;
    setBusy(true);
    setFault("");
    try {
      await answer(api, turn, yes);
      return onAnswered(yes);
    } catch (e) {
      if (e instanceof ApiError && (e.status === 409 || e.status === 401)) return onGone();
      setFault((e instanceof ApiError && e.say) || w.failed);
    }
    setBusy(false);
  };
  const { state } = draft.view;
  return (
    <FormContext.Provider value={form}>
      <div class="second">
        <main class="stack" id="main" tabIndex={-1}>
          <header class="second-head">
            <div class="stack-s">
              <h1 tabIndex={-1}>{w.confirmTitle}</h1>
              <p class="second-head__what">{w.confirmLine(draft.view.input.applicant.name ?? "", session.plan.name)}</p>
              <p class="muted">{counter.title} · {w.confirmBy(counter.taken.name)}</p>
            </div>
            <div class="row" role="group" aria-label={w.look}>
              <Button icon="big" onClick={() => looks.setMode(large ? "standard" : "large")}>{large ? w.normalType : w.largeType}</Button>
              <Button icon="globe" lang={english ? "zh-CN" : "en"} onClick={onLanguage}>{w.otherLanguage}</Button>
            </div>
          </header>
          {partsOf(session.plan).filter((p) => state.sections[p.section.id]?.shown).map((p) => <ReviewSection key={p.section.id} id={p.section.id} plain />)}
          <MaterialList plain />
        </main>
        <div class="second-answers">
          {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
          <Button icon="cross" busy={busy} onClick={() => void say(false)}>{w.sayNo}</Button>
          <Button kind="primary" icon="check" busy={busy} onClick={() => void say(true)}>{w.sayYes}</Button>
        </div>
      </div>
    </FormContext.Provider>
  );
}

/** What somebody has said there: that all is right, that something is wrong, or a grade. */
export type Heard = "right" | "wrong" | "graded";

/** That it was heard; it goes by itself. */
export function Thanks({ heard }: { heard: Heard }) {
  const w = useSecond();
  const [title, hint] = { right: [w.thanks, w.thanksHint], wrong: [w.mended, w.mendedHint], graded: [w.gradeThanks, w.gradeThanksHint] }[heard];
  return (
    <main class="second-thanks" id="main" tabIndex={-1}>
      <div role="status">
        <Icon name={heard === "wrong" ? "info" : "check"} large />
        <h1 tabIndex={-1}>{title}</h1>
        <p>{hint}</p>
      </div>
    </main>
  );
}
