import { Icon } from "../parts/icon/icon";
import { Tag } from "../parts/tag";
import type { CounterNote } from "./counter-api";
import { districtTime } from "./due";
import { useWork } from "./words";

/** Of a case that was handed in at a window: who came, who entered it, which originals were seen, and what the applicant said. */
export function CounterAt({ counter: at }: { counter: CounterNote }) {
  const w = useWork();
  const c = w.counter;
  const seen = Object.keys(at.originals).length;
  const entered = Object.keys(at.entered).length;
  return (
    <section class="counter-at" aria-label={c.strip}>
      <h3><Icon name="person" />{c.title}{w.then}{at.title}</h3>
      <dl class="kv">
        <dt>{c.who}</dt><dd>{at.person.name} <span class="code">{at.person.no}</span> <Tag icon="card">{at.person.how === "card" ? c.byCard : c.byTyping}</Tag></dd>
        <dt>{c.columns.taken}</dt><dd>{c.takenBy(at.taken.name, districtTime(at.taken.at))}{w.then}{c.enteredBy(entered)}</dd>
        {seen > 0 && <><dt>{c.originals}</dt><dd>{c.seenMany(seen)}</dd></>}
        {at.agreement && <><dt>{c.confirmation}</dt><dd>{at.agreement.yes ? c.agreed(at.agreement.screen ? c.howAt(at.agreement.screen) : c.how[at.agreement.how], districtTime(at.agreement.at)) : c.wrong}</dd></>}
      </dl>
    </section>
  );
}

/** That a clerk has compared a paper with its original, and what that makes it. */
export function OriginalSeen({ counter, material }: { counter?: CounterNote; material: string }) {
  const w = useWork();
  const o = counter?.originals[material];
  if (!o?.holds) return null;
  return <p class="original-seen"><Tag kind="yes" icon="check">{w.counter.seen}</Tag> <span class="muted">{w.counter.seenBy(o.name, districtTime(o.at))}</span> <span class="trust trust--word">{w.trustIs(o.trust)}</span></p>;
}
