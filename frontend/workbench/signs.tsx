import type { CaseLine } from "../core/api";
import type { Claim } from "./desk";
import type { Effect } from "../core/contract";
import { Icon } from "../parts/icon/icon";
import { leftOf, urgentDay } from "./due";
import { useWork } from "./words";

/** The day until which something has to be done: a shape, a colour and a word. */
export function DueLight({ line, today }: { line: CaseLine; today: string }) {
  const w = useWork();
  const left = leftOf(line, today);
  if (!left) return <span class="muted">{w.noDue}</span>;
  const word = left.light === "p" ? w.stands : left.days < 0 ? w.over(-left.days) : left.days === 0 ? w.dueToday : left.days === 1 ? w.dueTomorrow : w.daysLeft(left.days);
  return <span class={`light light--${left.light}`} title={`${urgentDay(line)} · ${urgentDay(line) === line.due ? (line.accepted ? w.promised : w.dueHow) : w.actHow}`}>{word}</span>;
}

/** The system's verdict in a word, with a mark. */
export function VerdictWord({ verdict }: { verdict: string }) {
  const w = useWork();
  const kind = verdict === "pass" ? "yes" : verdict === "refuse" || verdict === "refer" ? "no" : "wait";
  return <span class={`said said--${kind}`}><Icon name={kind === "yes" ? "check" : kind === "no" ? "cross" : "eye"} />{w.verdicts[verdict as Effect] ?? verdict}</span>;
}

/** Who has a case in hand. */
export function ClaimWord({ claim }: { claim?: Claim }) {
  const w = useWork();
  if (!claim) return <span class="muted"><span aria-hidden="true">—</span><span class="sr-only">{w.unclaimed}</span></span>;
  return <span class={claim.mine ? "who-has who-has--me" : "who-has"}><Icon name="person" />{claim.mine ? w.you : claim.name}</span>;
}
