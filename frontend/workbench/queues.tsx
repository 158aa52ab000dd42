import { useBench } from "./app";
import type { DeskPage, Query } from "./desk";
import { addressOf, QUEUES } from "./query";
import { useWork } from "./words";

/** The queues at the left, with how many are in each. */
export function Queues({ query, page }: { query: Query; page: DeskPage | null }) {
  const w = useWork();
  const { router, handled } = useBench();
  const others = page?.states.filter((s) => !QUEUES.includes(s.state)) ?? [];
  const sum = page ? Object.values(page.counts).reduce((a, b) => a + b, 0) : undefined;
  const line = (state: string, title: string, n: number | undefined) => (
    <li key={state}>
      <a href={router.href(addressOf({ state, q: query.q, page: 1 }))} aria-current={state === query.state ? "true" : undefined}>
        <span class="grow">{title}</span>
        {n !== undefined && <span class={state === "submitted" && n > 0 ? "count count--wait" : "count"}>{n}</span>}
      </a>
    </li>
  );
  return (
    <nav class="queues" aria-label={w.queues}>
      <ul>
        {QUEUES.map((s) => line(s, w.queue[s]!, page ? (page.counts[s] ?? 0) : undefined))}
        {others.map((s) => line(s.state, s.title, page?.counts[s.state]))}
        {line("", w.all, sum)}
      </ul>
      <dl class="queues__mine"><dt>{w.thisTime}</dt><dd>{w.handled}<b>{w.unitCases(handled.value)}</b></dd></dl>
    </nav>
  );
}
