import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../core/api";
import { Drawer } from "../parts/dialog";
import { Note, Skeleton } from "../parts/notices";
import type { Truth } from "../parts/verdict";
import { WhyDrawer } from "../parts/why";
import { useFormWords } from "./words";

/** GET …/why: one sentence, the clauses with what they saw, the record, the rule's owner. */
export interface Why {
  title?: string;
  answer: string;
  clauses?: { truth: Truth; text: string; saw?: string }[];
  evidence?: string;
  basis?: string;
}

/** The drawer of reasons; where the server has none yet, it says so. */
export function Reasons({ title, load, onClose }: { title: string; load: () => Promise<Why>; onClose: () => void }) {
  const w = useFormWords();
  const [why, setWhy] = useState<Why | null>(null);
  const [fault, setFault] = useState("");
  useEffect(() => {
    let here = true;
    load().then(
      (x) => here && setWhy(x),
      (e: unknown) => here && setFault(e instanceof ApiError && e.status !== 501 && e.say ? e.say : w.whyNotYet),
    );
    return () => { here = false; };
  }, []);
  if (why) {
    return (
      <WhyDrawer title={why.title ?? w.whyTitle(title)} answer={why.answer} basis={why.basis} evidence={why.evidence && <p class="small">{why.evidence}</p>}
        clauses={(why.clauses ?? []).map((c, i) => ({ id: String(i), ...c }))} onClose={onClose} />
    );
  }
  return (
    <Drawer title={w.whyTitle(title)} onClose={onClose}>
      {fault ? <Note role="status">{fault}</Note> : <Skeleton lines={4} after={0} />}
    </Drawer>
  );
}
