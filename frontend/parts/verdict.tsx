import type { ComponentChildren } from "preact";
import { TextButton } from "./button";
import { Icon, type IconName } from "./icon/icon";
import { useLateWords } from "./late-words";

/** Three values: it holds, it does not, not yet known. */
export type Truth = "yes" | "no" | "unknown";

/** One condition of eligibility; `site` is looked at on the spot, `staff` by somebody at a desk. */
export interface Condition {
  id: string;
  title: string;
  truth: Truth | "site" | "staff";
  /** What was seen, or what to do. */
  line?: ComponentChildren;
  onWhy?: () => void;
  /** The act that resolves it, in place of 为什么. */
  act?: { text: string; onClick: () => void };
}

interface VerdictProps {
  truth: Truth;
  /** How many answers are missing; read where truth is unknown. */
  missing?: number;
  title?: string;
  line?: ComponentChildren;
  conditions?: Condition[];
  level?: 2 | 3;
  /** Says a change of the verdict aloud. */
  live?: boolean;
}

const marks: Record<Condition["truth"], IconName> = { yes: "check", no: "cross", unknown: "ask", site: "walk", staff: "eye" };
const order: Record<Condition["truth"], number> = { unknown: 0, no: 1, yes: 2, staff: 3, site: 4 };

/** Can I? Full ✓, full ✗ or a dashed question mark; unknown conditions come first, with the act that resolves them. */
export function Verdict(p: VerdictProps) {
  const w = useLateWords();
  const H = p.level === 2 ? "h2" : "h3";
  const title = p.title ?? (p.truth === "unknown" ? w.verdict.unknown(p.missing ?? 0) : w.verdict[p.truth]);
  const sorted = [...(p.conditions ?? [])].sort((a, b) => order[a.truth] - order[b.truth]);
  return (
    <section class={`verdict verdict--${p.truth}`} aria-live={p.live ? "polite" : undefined}>
      <div class="verdict__head">
        <span class="verdict__mark"><Icon name={marks[p.truth]} /></span>
        <div>
          <H>{title}</H>
          {(p.line ?? (p.truth === "unknown" && w.unknownHint)) && <p>{p.line ?? w.unknownHint}</p>}
        </div>
      </div>
      {sorted.length > 0 && <ul class="verdict__list">{sorted.map((c) => <ConditionRow key={c.id} c={c} />)}</ul>}
    </section>
  );
}

function ConditionRow({ c }: { c: Condition }) {
  const w = useLateWords();
  const open = c.truth === "unknown" || c.truth === "no";
  const act = c.act ?? (c.onWhy && { text: w.why, onClick: c.onWhy });
  return (
    <li class={`cond cond--${c.truth}`}>
      <Icon name={marks[c.truth]} />
      <div>{open ? <b>{c.title}</b> : c.title}{c.line && <small>{c.line}</small>}</div>
      {act && <TextButton label={`${act.text}${c.title}`} onClick={act.onClick}>{act.text}</TextButton>}
    </li>
  );
}
