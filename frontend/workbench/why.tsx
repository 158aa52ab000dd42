import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { ApiError } from "../core/api";
import { Drawer } from "../parts/dialog";
import { Note } from "../parts/notices";
import type { Truth } from "../parts/verdict";
import { Because, type Clause } from "../parts/why";
import { errorOf, sayOf, useBench } from "./app";
import { why, type Why } from "./desk";
import type { WorkWords } from "./messages/zh";
import { Waiting } from "./states";
import { useWork } from "./words";

/** Whether this server explains. It says 501 until it can; then nobody is offered the question again. */
const can = signal(true);

/** Asks for the reason of something in a case. */
export function useWhy(number: string): { can: boolean; ask: (path: string, title: string) => void; drawer: ComponentChildren } {
  const w = useWork();
  const { api, news } = useBench();
  const [asked, setAsked] = useState<{ title: string; got?: Why; error?: ApiError } | null>(null);
  const ask = (path: string, title: string) => {
    setAsked({ title });
    why(api, number, path).then(
      (got) => setAsked((now) => now && { ...now, got }),
      (e: unknown) => {
        const error = errorOf(e);
        if (error.status !== 501) return setAsked((now) => now && { ...now, error });
        can.value = false;
        news.value = w.whyNotYet;
        setAsked(null);
      },
    );
  };
  return { can: can.value, ask, drawer: asked && <Reasons {...asked} onClose={() => setAsked(null)} /> };
}

function Reasons({ title, got, error, onClose }: { title: string; got?: Why; error?: ApiError; onClose: () => void }) {
  const w = useWork();
  return (
    <Drawer title={w.whyTitle(title)} onClose={onClose}>
      {!got && !error && <Waiting lines={4} />}
      {error && <Note kind="no" icon="alert" role="alert">{sayOf(error, w)}</Note>}
      {got && <One why={got} />}
    </Drawer>
  );
}

const truths: Record<string, Truth> = { true: "yes", value: "yes", false: "no" };

/** The parts of a rule that decided it, each with what it saw; the rule itself where nothing finer is known. */
function clausesOf(y: Why, w: WorkWords): Clause[] {
  return (y.conditions ?? []).flatMap((c): Clause[] => {
    const parts = c.because?.length ? c.because : [{ text: c.text, result: c.result, values: undefined }];
    return parts.map((b, i) => ({
      id: `${c.rule} ${i}`, truth: truths[b.result] ?? "unknown", text: b.text,
      saw: b.values?.map((v) => `${v.name}${w.colon}${v.value}`).join(w.semicolon) ?? c.value,
    }));
  });
}

function One({ why: y }: { why: Why }) {
  const w = useWork();
  const clauses = clausesOf(y, w);
  return (
    <section class="stack-s">
      <p><b>{y.answer}</b></p>
      {clauses.length > 0 && <Because clauses={clauses} />}
      {y.evidence && <p class="muted">{[y.evidence.title, y.evidence.number, y.evidence.issuer, y.evidence.at].filter(Boolean).join(" · ")}</p>}
      {y.parts?.map((p) => <One key={p.path} why={p} />)}
    </section>
  );
}
