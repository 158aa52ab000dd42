import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../core/api";
import type { Evidence } from "../core/contract";
import { Drawer } from "../parts/dialog";
import { Note, Skeleton } from "../parts/notices";
import type { Truth } from "../parts/verdict";
import { Because, type Clause } from "../parts/why";
import type { FormWords } from "./messages/zh";
import { useFormWords } from "./words";

/** GET …/why: why something of the state is as it is, in words, with the values that were seen. */
export interface Why {
  path: string;
  title: string;
  answer: string;
  conditions?: { rule: string; text: string; result: string; value?: string; because?: { text: string; result: string; values?: { name: string; value: string }[] }[] }[];
  evidence?: Evidence;
  /** Of the verdict: the rules that made it. */
  parts?: Why[];
}

const truthOf = (result: string): Truth => (result === "true" || result === "value" ? "yes" : result === "false" ? "no" : "unknown");

/** The parts of a rule that decided it, each with what it saw; the rule itself where nothing finer is known. */
function clausesOf(why: Why, w: FormWords): Clause[] {
  return (why.conditions ?? []).flatMap((c, i): Clause[] => {
    const because = c.because?.length ? c.because : [{ text: c.text, result: c.result, values: undefined }];
    return because.map((b, k) => ({
      id: `${i}-${k}`, truth: truthOf(b.result), text: b.text,
      saw: [b.values?.map((v) => `${v.name}${w.colon}${v.value}`).join(w.comma), !b.values && c.value].filter(Boolean).join(" "),
    }));
  });
}

/** The drawer of reasons; where the server has none, it says so. */
export function Reasons({ title, load, onClose, children }: { title: string; load: () => Promise<Why>; onClose: () => void; children?: ComponentChildren }) {
  const w = useFormWords();
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
      {fault ? <Note role="status">{fault}</Note> : why ? <One why={why} w={w} /> : <Skeleton lines={4} after={0} />}
      {children}
    </Drawer>
  );
}

function One({ why, w }: { why: Why; w: FormWords }) {
  const clauses = clausesOf(why, w);
  const e = why.evidence;
  return (
    <section class="stack-s">
      <p><b>{why.answer}</b></p>
      {clauses.length > 0 && <Because clauses={clauses} />}
      {e && <p class="small muted">{[e.title, e.number, e.issuer, e.at].filter(Boolean).join(" · ")}</p>}
      {why.parts?.map((p) => <One key={p.path} why={p} w={w} />)}
    </section>
  );
}
