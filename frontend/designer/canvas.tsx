import { useComputed } from "@preact/signals";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Blank, Failed, Waiting } from "../desk/states";
import { FormContext, FormUi, type Form } from "../form/context";
import type { Part } from "../form/outline";
import { FormSection } from "../form/section";
import type { FormSession } from "../form/session";
import { Words } from "../parts/words";
import { zh as partsZh, type Messages } from "../parts/messages/zh";
import { Ghost, GhostSection } from "./ghost";
import { addBeside } from "./acts";
import { useEditing } from "./app";
import { Button } from "../parts/button";
import { Layer } from "./layer";
import { partsNow } from "./model/shown";
import { Stage } from "./stage";
import { useStudioWords } from "./words";

/** The canvas: the portal's own form over a made-up application, and the layer on which it is edited. */
export function Canvas() {
  const w = useStudioWords();
  const e = useEditing();
  const session = e.trial.session.value;
  const looking = e.looking.value;
  return (
    <section class="stage-area" aria-label={w.canvas}>
      <Stage />
      {e.look.value?.view === null && <p class="canvas__stale" role="status">{w.canvasStale}</p>}
      <div class="canvas" tabIndex={-1} id="canvas">
        {session ? <Paper session={session} />
          : looking.is === "failed" ? <Failed error={looking.error} onAgain={() => e.again()} />
            : e.look.value?.view === null ? <Blank icon="alert" title={w.notCompiled} line={w.notCompiledHint} act={<Button kind="primary" onClick={() => { e.beside.value = "problems"; }}>{w.seeProblems}</Button>} />
              : <Waiting lines={8} />}
      </div>
    </section>
  );
}

/** A section is drawn anew only when its own words change. */
function Section({ part, number }: { part: Part; number: number }) {
  return useMemo(() => <FormSection part={part} number={number} />, [part, number]);
}

/** The sheet on which the form stands, as the channel would show it. */
function Paper({ session }: { session: FormSession }) {
  const w = useStudioWords();
  const e = useEditing();
  const { trial } = e;
  const device = trial.device.value;
  const lang = trial.lang.value;
  const parts = useRef<Part[]>([]);
  const paper = useRef<HTMLDivElement>(null);
  const now = useComputed(() => {
    void trial.drawn.value;
    return (parts.current = partsNow(session.plan, e.doc.tree.value, e.places.value, parts.current));
  }).value;
  const english = useEnglish(lang);
  const form = useMemo((): Form => ({
    session, ui: new FormUi(), lang, masked: device === "kiosk", screens: device !== "web", camera: device === "wechat",
    go: () => undefined, href: () => "#", link: (p) => p, why: () => undefined,
    ghost: (field) => <Ghost field={field} />,
  }), [session, lang, device]);
  // Ids as text: drawn anew only when a section comes or goes.
  const shown = useComputed(() => Object.entries(session.state.value.sections).filter(([, s]) => s.shown).map(([id]) => id).join(" ")).value.split(" ");
  const mode = device === "kiosk" ? "kiosk" : trial.large.value ? "large" : "standard";
  const none = now.every((p) => p.fields.length === 0);
  let n = 0;
  return (
    <Words.Provider value={lang === "en" ? english : partsZh}>
      <FormContext.Provider value={form}>
        <div class="desk-paper">
          <div ref={paper} class={`paper paper--${device}`} data-channel={device} data-mode={mode} lang={lang === "en" ? "en" : "zh-CN"}>
            {none && <Blank icon="list" title={w.noFields} line={w.noFieldsHint} act={e.may ? <Button kind="primary" onClick={() => addBeside(e)}>{w.addField}</Button> : undefined} />}
            {/* Another set of fields is another section: the form lays one out once. */}
            {now.map((p) => (shown.includes(p.section.id)
              ? <Section key={`${p.section.id} ${p.fields.map((f) => f.id).join()}`} part={p} number={++n} />
              : <GhostSection key={p.section.id} part={p} />))}
          </div>
          <Layer paper={paper} />
        </div>
      </FormContext.Provider>
    </Words.Provider>
  );
}

function useEnglish(lang: string): Messages {
  const [en, set] = useState<Messages>(partsZh);
  useEffect(() => { if (lang === "en") void import("../parts/messages/en").then((m) => set(m.en)); }, [lang]);
  return en;
}

