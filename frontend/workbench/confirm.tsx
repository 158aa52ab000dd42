import "../form/base";
import { useMemo, useState } from "preact/hooks";
import type { Draft } from "../core/api";
import { FormContext, FormUi, type Form } from "../form/context";
import { MaterialList, ReviewSection } from "../form/papers";
import { partsOf } from "../form/outline";
import { FormSession } from "../form/session";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { Note } from "../parts/notices";
import { errorOf, sayOf, useBench, useLoad, useTitle } from "./app";
import { FormStyle } from "./counter-style";
import { answerConfirm, toConfirm, type CounterNote } from "./counter-api";
import { Failed, Waiting } from "./states";
import { useWork } from "./words";

/** /confirm/:code — the second screen: what was entered, large, for the applicant to say yes or no to. */
export default function ConfirmScreen({ code }: { code: string }) {
  const w = useWork();
  useTitle(w.counter.confirmTitle);
  const loaded = useLoad(`confirm ${code}`, (api) => toConfirm(api, code));
  const gone = loaded.state === "failed" && (loaded.error.status === 404 || loaded.error.status === 409);
  return (
    <div class="second" data-mode="large">
      <FormStyle>
        <main id="main" tabIndex={-1}>
          {loaded.state === "waiting" && <Waiting lines={8} />}
          {gone ? <Say title={w.counter.over} line={w.counter.overHint} /> : loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
          {loaded.state === "here" && <Look code={code} {...loaded.data} />}
        </main>
      </FormStyle>
    </div>
  );
}

function Say({ title, line, yes }: { title: string; line: string; yes?: boolean }) {
  return <div class="card stack-s" role="status"><h1 tabIndex={-1}><Icon name={yes ? "check" : "info"} large /> {title}</h1><p>{line}</p></div>;
}

function Look({ code, draft, counter }: { code: string; draft: Draft; counter: CounterNote }) {
  const w = useWork();
  const c = w.counter;
  const { api, look } = useBench();
  const session = useMemo(() => new FormSession(draft, { api, later: () => () => undefined }), [draft]);
  const ui = useMemo(() => new FormUi(), [draft]);
  const [said, setSaid] = useState<boolean | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const form: Form = { session, ui, lang: look.lang.value, masked: false, screens: false, camera: false, href: () => "#", link: (p) => p, go: () => undefined, why: () => undefined };
  const answer = async (yes: boolean) => {
    if (busy) return;
    setBusy(true);
    setFault("");
    try {
      await answerConfirm(api, code, yes);
      setSaid(yes);
    } catch (e) {
      setFault(sayOf(errorOf(e), w));
    }
    setBusy(false);
  };
  if (said !== null) return <Say yes={said} title={said ? c.thanks : c.mended} line={c.thanksHint} />;
  const { state } = draft.view;
  return (
    <FormContext.Provider value={form}>
      <header class="stack-s">
        <h1 tabIndex={-1}>{c.confirmTitle}</h1>
        <p>{c.confirmLine(draft.view.input.applicant.name ?? "", session.plan.name)}</p>
        <p class="muted">{counter.title} · {c.confirmBy(counter.taken.name)}</p>
      </header>
      {partsOf(session.plan).filter((p) => state.sections[p.section.id]?.shown).map((p) => <ReviewSection key={p.section.id} id={p.section.id} plain />)}
      <MaterialList plain />
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      <div class="counter-answers">
        <Button icon="cross" busy={busy} onClick={() => void answer(false)}>{c.sayNo}</Button>
        <Button kind="primary" icon="check" busy={busy} onClick={() => void answer(true)}>{c.sayYes}</Button>
      </div>
    </FormContext.Provider>
  );
}
