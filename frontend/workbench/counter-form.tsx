import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { CaseLine, Draft, Office, Why } from "../core/api";
import { FormContext, FormUi, type Form } from "../form/context";
import { FormStep } from "../form/form-step";
import "../core/evaluate";
import { local } from "../form/local";
import { firstStep, stepsOf, type Spot } from "../form/outline";
import { MaterialsStep, Reasons, Review } from "../form/papers";
import { Questions, VerdictPanel } from "../form/questions";
import { FormSession } from "../form/session";
import { useFormWords } from "../form/words";
import { useBench } from "./app";
import { askApplicant, clearScreen, counterDraft, handHome, submitDraft, type CounterDraft } from "./counter-api";
import { CounterStrip } from "./counter-strip";
import type { Ask } from "./counter-ask";
import { useWork } from "./words";

const later = (ms: number, run: () => void) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

interface WorkProps {
  draft: Draft;
  first: CounterDraft;
  offices: Office[];
  step?: string;
  /** Handed in; `asked` is the second screen on which the applicant has confirmed. */
  onDone: (c: CaseLine, asked?: Ask) => void;
}

/** The applicant's own form, filled in by a clerk: the same steps, fields and papers, with how it stands at the window above them. */
export function CounterWork({ draft, first, offices, step, onDone }: WorkProps) {
  const { api, router, look, news } = useBench();
  const w = useWork();
  const fw = useFormWords();
  const [at, setAt] = useState(first);
  const [asked, setAsked] = useState("");
  const left = useRef(false);
  const last = useRef<Ask | undefined>(undefined);
  const [why, setWhy] = useState<{ path: string; title: string } | null>(null);
  const session = useMemo(() => {
    const s = new FormSession(draft, { api, later });
    s.evaluateHere(local);
    return s;
  }, [draft]);
  const ui = useMemo(() => new FormUi(), [draft]);
  useEffect(() => {
    const hidden = () => { if (document.visibilityState === "hidden") session.leave(); };
    const online = () => session.online();
    addEventListener("visibilitychange", hidden);
    addEventListener("online", online);
    return () => {
      removeEventListener("visibilitychange", hidden);
      removeEventListener("online", online);
      void session.close();
    };
  }, [session]);
  const steps = stepsOf(session.plan);
  const now = steps.find((s) => s === step) ?? firstStep(session, steps);
  useEffect(() => session.at(now), [session, now]);

  /** Brings both up to date: what was entered, and how it stands at the window. */
  const again = async (change?: () => Promise<unknown>) => {
    await session.flush();
    await change?.();
    setAt(await counterDraft(api, draft.id));
    await session.look();
  };
  // The second screen answers by itself.
  const waiting = !!asked && at.counter.agreement?.now !== true;
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => void counterDraft(api, draft.id).then((d) => {
      if (d.version === at.version) return;
      setAt(d);
      if (d.counter.agreement && d.version > at.version) {
        setAsked("");
        void session.look();
      }
    }, () => undefined), 1500);
    return () => clearInterval(timer);
  }, [waiting, at.version]);
  const saved = session.saving.value;
  useEffect(() => {
    if (saved.is === "saved" && !left.current) void counterDraft(api, draft.id).then(setAt, () => undefined);
  }, [saved]);

  const path = (spot: Spot) => `/counter/${draft.id}/${spot.step}`;
  const form: Form = {
    session, ui, givers: w.counter.givers(at.counter.person.how === "card"), typedBy: (id) => w.counter.typedBy(at.counter.entered[id]?.name ?? ""),
    toCase: (number) => router.go(`/cases/${encodeURIComponent(number)}`), lang: look.lang.value, masked: false, screens: false, camera: false,
    href: (spot) => router.href(path(spot)),
    link: (p) => location.origin + router.href(p),
    go: (spot) => {
      ui.focus = spot.anchor ?? null;
      if (path(spot) !== router.path.peek()) {
        if (!spot.anchor) ui.attempts.value = 0;
        router.go(path(spot));
      } else ui.attempts.value++;
    },
    why: (p, title) => setWhy({ path: p, title }),
  };
  const leave = () => void session.flush().then((done) => done && router.go("/counter"));
  const ask = async (to: Ask) => {
    await again();
    await askApplicant(api, draft.id, { ...to, version: session.saved });
    setAsked(to.screen);
    last.current = to;
  };
  const unask = async () => {
    await clearScreen(api, asked);
    setAsked("");
  };
  const hand = async () => {
    left.current = true; // from here on there is nothing to look at
    try {
      await session.flush();
      await handHome(api, draft.id);
    } catch (e) {
      left.current = false;
      throw e;
    }
    session.finish();
    news.value = w.counter.handed;
    router.go("/counter");
  };
  const agreed = at.counter.agreement?.now === true;
  return (
    <FormContext.Provider value={form}>
      <div class="counter">
        <div class="page">
          <CounterStrip at={at} asked={asked} onAsk={ask} onUnask={unask} onChange={again} onHand={hand} />
        </div>
        {now === "questions" && <Questions onLeave={leave} />}
        {now === "form" && <FormStep onLeave={leave} />}
        {now === "materials" && <MaterialsStep onLeave={leave} />}
        {now === "review" && (
          <Review submit={(version, key) => submitDraft(api, draft.id, version, key)} offices={offices} onLeave={leave} onDone={(c) => onDone(c, at.counter.agreement?.how === "screen" ? last.current : undefined)}
            counter={{ agreed, say: agreed ? w.counter.submitNow : w.counter.askFirst }} />
        )}
      </div>
      {why && (
        <Reasons title={why.title} onClose={() => setWhy(null)} load={() => api.call<Why>("GET", `/drafts/${draft.id}/why?path=${encodeURIComponent(why.path)}`)}>
          {why.path === "verdict" && <VerdictPanel />}
        </Reasons>
      )}
      <span class="sr-only" role="status">{fw.steps[now]}</span>
    </FormContext.Provider>
  );
}
