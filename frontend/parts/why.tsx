import type { ComponentChildren } from "preact";
import { Button } from "./button";
import { Drawer } from "./dialog";
import { Icon, type IconName } from "./icon/icon";
import type { Truth } from "./verdict";
import { useLateWords } from "./late-words";

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
