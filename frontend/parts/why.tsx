import type { ComponentChildren } from "preact";
import type { Why } from "../core/api";
import { Button } from "./button";
import { Drawer } from "./dialog";
import { Icon, type IconName } from "./icon/icon";
import type { Truth } from "./verdict";
import { useLateWords, type LateWords } from "./late-words";

/** One clause of a rule in the words of the form, and what it saw. */
export interface Clause {
  id: string;
  truth: Truth;
  text: ComponentChildren;
  saw?: ComponentChildren;
}

const marks: Record<Truth, IconName> = { yes: "check", no: "cross", unknown: "ask" };

/** Clauses as ticked lines. */
export function Because({ clauses }: { clauses: Clause[] }) {
  return (
    <ul class="because">
      {clauses.map((c) => (
        <li key={c.id} class={`because--${c.truth}`}>
          <Icon name={marks[c.truth]} />
          <div>{c.text}{c.saw && <small>{c.saw}</small>}</div>
        </li>
      ))}
    </ul>
  );
}

const truths: Record<string, Truth> = { true: "yes", value: "yes", false: "no" };

/** The parts of a rule that decided it, each with what it saw; the rule itself where nothing finer is known. */
function clausesOf(why: Why, w: LateWords): Clause[] {
  return (why.conditions ?? []).flatMap((c, i): Clause[] => {
    const parts = c.because?.length ? c.because : [{ text: c.text, result: c.result, values: undefined }];
    return parts.map((b, k) => ({
      id: `${i}-${k}`, truth: truths[b.result] ?? "unknown", text: c.role && k === 0 ? `${c.role}${w.colon}${b.text}` : b.text,
      saw: b.values?.map((v) => `${v.name}${w.colon}${v.value}`).join(w.semicolon) ?? c.value,
    }));
  });
}

/** What the server answers to “为什么”: one sentence, what decided it, the record that stands in. */
export function Told({ why }: { why: Why }) {
  const w = useLateWords();
  const clauses = clausesOf(why, w);
  const e = why.evidence;
  return (
    <section class="stack-s">
      <p><b>{why.answer}</b></p>
      {clauses.length > 0 && <Because clauses={clauses} />}
      {e && <p class="small muted">{[e.title, e.number, e.issuer, e.at].filter(Boolean).join(" · ")}</p>}
      {why.parts?.map((p) => <Told key={p.path} why={p} />)}
    </section>
  );
}

/** Warnings that others ran into, or steps in large mode: same list, other mark. */
export function Hints({ items, icon = "alert", warn }: { items: { id: string; text: string; line?: string }[]; icon?: IconName; warn?: boolean }) {
  return (
    <ol class={warn ? "because because--warn" : "because"}>
      {items.map((h) => (
        <li key={h.id}>
          <Icon name={icon} />
          <div><b>{h.text}</b>{h.line && <small>{h.line}</small>}</div>
        </li>
      ))}
    </ol>
  );
}

interface WhyProps {
  /** 为什么营业执照不用交？ */
  title: string;
  /** The answer in one sentence. */
  answer: string;
  clauses: Clause[];
  evidence?: ComponentChildren;
  /** Who made the rule, since when, on which basis. */
  basis?: string;
  /** The two ways on for who thinks that it is wrong. */
  acts?: { text: string; onClick: () => void }[];
  onClose: () => void;
}

/** The “为什么” drawer: one sentence, the conditions with both values, the evidence, the rule's owner. */
export function WhyDrawer(p: WhyProps) {
  const w = useLateWords();
  const foot = p.acts && p.acts.length > 0 && (
    <>
      <p class="small">{w.wrongAsk}</p>
      <div class="toolbar">{p.acts.map((a) => <Button key={a.text} small onClick={a.onClick}>{a.text}</Button>)}</div>
    </>
  );
  return (
    <Drawer title={p.title} onClose={p.onClose} foot={foot}>
      <p>{p.answer}</p>
      <Because clauses={p.clauses} />
      {p.evidence}
      {p.basis && <p class="small muted">{p.basis}</p>}
    </Drawer>
  );
}
