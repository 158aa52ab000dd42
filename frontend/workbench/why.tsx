import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { ApiError } from "../core/api";
import { Drawer } from "../parts/dialog";
import { Note } from "../parts/notices";
import { errorOf, sayOf, useBench } from "./app";
import { why, type Why } from "./desk";
import { Waiting } from "./states";
import { useWork } from "./words";

/** Whether this server explains. It says 501 until it can; then nobody is offered the question again. */
const can = signal(true);

/** Asks for the reason of something in a case. */
export function useWhy(number: string): { can: boolean; ask: (path: string, title: string) => void; drawer: ComponentChildren } {
  const { api } = useBench();
  const [asked, setAsked] = useState<{ title: string; got?: Why; error?: ApiError } | null>(null);
  const ask = (path: string, title: string) => {
    setAsked({ title });
    why(api, number, path).then(
      (got) => setAsked((now) => now && { ...now, got }),
      (e: unknown) => {
        const error = errorOf(e);
        if (error.status !== 501) return setAsked((now) => now && { ...now, error });
        can.value = false;
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

function One({ why: y }: { why: Why }) {
  const w = useWork();
  const mark = (result: string) => (result === "true" ? "truth truth--t" : result === "false" ? "truth truth--f" : "truth truth--u");
  return (
    <div class="stack-s">
      <p><b>{y.answer}</b></p>
      <ul class="stack-s">
        {y.conditions?.map((c) => (
          <li key={c.rule}>
            <span class={mark(c.result)}>{c.value ?? w.results[c.result] ?? c.result}</span> {c.text}
            {c.because && <ul class="because-list">{c.because.map((b, i) => <li key={i}>{b.text}{b.values && <span class="muted">（{b.values.map((v) => `${v.name}${w.colon}${v.value}`).join(w.comma)}）</span>}</li>)}</ul>}
          </li>
        ))}
      </ul>
      {y.parts?.map((p) => <One key={p.path} why={p} />)}
    </div>
  );
}
