import "../base";
import { useEffect, useMemo, useState } from "preact/hooks";
import { loadPieces } from "../../core/pieces";
import type { CaseLine, DisputeLine, Draft, Office, Why } from "../../core/api";
import { FormContext, FormUi, type Form } from "../../form/context";
import { FormStep } from "../../form/form-step";
import { lazyPart } from "../lazy-part";
import { firstStep, QUESTIONS, stepsOf, type Spot } from "../../form/outline";
import { FormSession } from "../../form/session";
import { Uploads } from "../../form/uploads";
import { useFormWords } from "../../form/words";
import type { Capabilities } from "../../screens/place";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";
import { fetchSheets } from "../sheets";
import { draftAt } from "../draft-at";

const papers = () => import("../../form/papers");
const asked = () => import("../../form/questions");
const Questions = lazyPart(() => asked().then((q) => q.Questions), "questions");
const VerdictPanel = lazyPart(() => asked().then((q) => q.VerdictPanel), "questions");
const MaterialsStep = lazyPart(() => papers().then((p) => p.MaterialsStep), "papers");
const Review = lazyPart(() => papers().then((p) => p.Review), "papers");
const Dispute = lazyPart(() => papers().then((p) => p.Dispute), "papers");
const Reasons = lazyPart(() => papers().then((p) => p.Reasons), "papers");

const later = (ms: number, run: () => void) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

/** How long one waits for what was left a moment ago to be saved, in ms. */
const SETTLE = 2000;

/** After so many ms everything that the way may still need is fetched, so that it goes on when the network is gone. */
const IDLE = 5000;

/** A script of the evaluator that did not come is asked for again after so many ms. */
const AGAIN = 3000;

function fetchRest(sheets: Capabilities["sheets"]): void {
  const parts = [papers(), asked(), import("../../form/table"), import("../../form/rare"), import("../../form/sending")];
  void Promise.allSettled(parts);
  void fetchSheets(sheets, ["questions", "papers"], true);
}

/** /drafts/:id, /drafts/:id/:step, /drafts/:id/:step/:section */
export default function DraftPage({ id, step, section }: { id: string; step?: string; section?: string }) {
  const { works } = useApp();
  const loaded = useLoad(`draft ${id}`, async (api) => {
    await works.settled(SETTLE); // what was typed before one left and came back
    return api.call<Draft>("GET", draftAt(id));
  });
  return <Await loaded={loaded}>{(draft) => <Work key={draft.view.plan.language} draft={draft} step={step} section={section} />}</Await>;
}

function Work({ draft, step, section }: { draft: Draft; step?: string; section?: string }) {
  const { api, router, can, look, works, keep } = useApp();
  const fw = useFormWords();
  const [offices, setOffices] = useState<Office[]>([]);
  const [why, setWhy] = useState<{ path: string; title: string } | null>(null);
  const session = useMemo(() => new FormSession(draft, { api, later, keep, uploads: works.uploadsOf(draft.id, () => new Uploads(api, draft.id)) }), [draft]);
  const ui = useMemo(() => new FormUi(), [draft]);
  useEffect(() => {
    const hidden = () => (document.visibilityState === "hidden" ? session.leave() : session.seen());
    const online = () => session.online();
    const unload = (e: Event) => { if (session.uploads.going > 0) e.preventDefault(); }; // the browser asks
    addEventListener("visibilitychange", hidden);
    addEventListener("pagehide", hidden);
    addEventListener("online", online);
    addEventListener("beforeunload", unload);
    works.open(session);
    // The evaluator comes after the first paint: until then the server's word is all there is.
    // Offices are an extra: who handles it is also said after submission.
    api.item(draft.item).then((i) => setOffices(i.offices), () => undefined);
    let callOffHere = () => {};
    const here = () => void Promise.all([import("../../form/local"), loadPieces(session.plan)]).then(
      ([m]) => session.evaluateHere(m.local),
      () => { callOffHere = later(AGAIN, here); }, // the server's word goes on until then
    );
    here();
    const callOff = later(IDLE, () => fetchRest(can.sheets));
    return () => {
      callOff();
      callOffHere();
      removeEventListener("visibilitychange", hidden);
      removeEventListener("pagehide", hidden);
      removeEventListener("online", online);
      removeEventListener("beforeunload", unload);
      works.left(session);
    };
  }, [session]);

  const steps = stepsOf(session.plan);
  // What comes later, an office or an answer, leads nobody on who hasn't pressed for it.
  const now = useMemo(() => steps.find((s) => s === step) ?? firstStep(session, steps), [session, step]);
  useScreen(`${fw.steps[now]} · ${session.plan.name}`);
  useEffect(() => session.at(now), [session, now]);
  const path = (spot: Spot) => `/drafts/${draft.id}/${spot.step}${can.screens && spot.section && spot.section !== QUESTIONS ? `/${spot.section}` : ""}`;
  const form: Form = {
    session, ui, lang: look.lang.value, masked: can.shared, screens: can.screens, camera: can.camera,
    href: (spot) => router.href(path(spot)),
    link: (p) => location.origin + router.href(p),
    go: (spot) => {
      ui.focus = spot.anchor ?? null;
      if (path(spot) !== router.path.peek()) {
        if (!spot.anchor) ui.attempts.value = 0;
        router.go(path(spot));
      } else ui.attempts.value++; // drawn again, so that the focus moves
    },
    toCase: (number) => router.go(`/cases/${encodeURIComponent(number)}`),
    why: (p, title) => setWhy({ path: p, title }),
  };
  const leave = () => void session.flush().then((saved) => saved && router.go("/space"));
  const raise = (order: Record<string, string>) => api.call<DisputeLine>("POST", `/drafts/${draft.id}/disputes`, order, { idempotencyKey: order.key });
  useEffect(() => {
    // What registers answered meanwhile; without it the form goes on all the same.
    if (!session.input.peek().disputed?.length) return;
    void api.call<{ disputes: DisputeLine[] }>("GET", "/disputes").then(({ disputes }) => {
      session.disputes.value = Object.fromEntries(disputes.filter((d) => d.draft === draft.id && d.state !== "withdrawn").reverse().map((d) => [d.path, d]));
    }, () => undefined);
  }, [session]);
  const submit = async (version: number, key: string) => {
    const { case: c } = await api.call<{ case: CaseLine }>("POST", `/drafts/${draft.id}/submit`, { version, key }, { idempotencyKey: key });
    return c;
  };
  return (
    <FormContext.Provider value={form}>
      {now === "questions" && <Questions onLeave={leave} />}
      {now === "form" && <FormStep section={section} onLeave={leave} />}
      {now === "materials" && <MaterialsStep onLeave={leave} />}
      {now === "review" && <Review submit={submit} offices={offices} onLeave={leave} onDone={(c) => router.go(`/cases/${encodeURIComponent(c.number)}/done`, true)} />}
      {ui.telling.value && <Dispute key={ui.telling.value} path={ui.telling.value} raise={raise} onClose={() => { ui.telling.value = ""; }} />}
      {why && (
        <Reasons title={why.title} onClose={() => setWhy(null)}
          load={() => api.call<Why>("GET", `/drafts/${draft.id}/why?path=${encodeURIComponent(why.path)}`)}>
          {why.path === "verdict" && <VerdictPanel />}
        </Reasons>
      )}
    </FormContext.Provider>
  );
}
