import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { ApiError, Why } from "../core/api";
import { Drawer } from "../parts/dialog";
import { Note } from "../parts/notices";
import { Told } from "../parts/why";
import { errorOf, sayOf } from "../desk/seat";
import { useBench } from "./app";
import { why } from "./desk";
import { Waiting } from "../desk/states";
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
      {got && <Told why={got} />}
    </Drawer>
  );
}
