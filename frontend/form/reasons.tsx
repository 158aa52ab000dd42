import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ApiError, type Why } from "../core/api";
import { Drawer } from "../parts/dialog";
import { Note, Skeleton } from "../parts/notices";
import { Told } from "../parts/why";
import { usePaperWords } from "./paper-words";

/** The drawer of reasons; where the server has none, it says so. */
export function Reasons({ title, load, onClose, children }: { title: string; load: () => Promise<Why>; onClose: () => void; children?: ComponentChildren }) {
  const w = usePaperWords();
  const [why, setWhy] = useState<Why | null>(null);
  const [fault, setFault] = useState("");
  useEffect(() => {
    let here = true;
    load().then(
      (x) => here && setWhy(x),
      (e: unknown) => here && setFault(e instanceof ApiError && e.status !== 501 && e.status !== 404 && e.say ? e.say : w.whyNotYet),
    );
    return () => { here = false; };
  }, []);
  return (
    <Drawer title={w.whyTitle(title)} onClose={onClose}>
      {fault ? <Note role="status">{fault}</Note> : why ? <Told why={why} /> : <Skeleton lines={4} after={0} />}
      {children}
    </Drawer>
  );
}
