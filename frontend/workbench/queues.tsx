import { Button, TextButton } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { useBench } from "./app";
import type { DeskPage, Filter, Query } from "./desk";
import { addressOf, QUEUES, READY } from "./query";
import { useWork } from "./words";

/** Filters and states at the left, with how many are in each. */
export function Queues({ query, page, onNew, onEdit }: { query: Query; page: DeskPage | null; onNew: () => void; onEdit: (f: Filter) => void }) {
  const w = useWork();
  const { router, handled } = useBench();
  const others = page?.states.filter((s) => !QUEUES.includes(s.state)) ?? [];
  const sum = page ? Object.values(page.counts).reduce((a, b) => a + b, 0) : undefined;
  const saved = page?.filters.filter((f) => f.saved) ?? [];
  const here = (filter: string, state: string) => !query.found && query.filter === filter && query.state === state;
  const line = (filter: string, state: string, title: string, n: number | undefined, kind = "") => (
    <a href={router.href(addressOf({ filter, state, item: query.item, found: false }))} aria-current={here(filter, state) ? "true" : undefined}>
      <span class="grow clip">{title}</span>
      {n !== undefined && <span class={n > 0 && kind ? `count count--${kind}` : "count"}>{n}{page?.more && filter ? "+" : ""}</span>}
    </a>
  );
  const countOf = (id: string) => page?.filters.find((f) => f.id === id)?.count;
  return (
    <nav class="queues" aria-label={w.queues}>
      <ul>
        {READY.map((id) => <li key={id}>{line(id, "", w.filters[id]!, countOf(id), id === "today" ? "wait" : id === "over" ? "no" : "")}</li>)}
      </ul>
      <ul aria-label={w.filtersAre}>
        {saved.map((f) => (
          <li key={f.id} class="queues__saved">
            {line(f.id, "", f.title ?? "", f.count)}
            {f.office && <span class="queues__shared" title={w.filterShared}><Icon name="people" /><span class="sr-only">{w.filterShared}</span></span>}
            {f.mine && <Button small kind="quiet" icon="edit" label={w.editFilter(f.title ?? "")} onClick={() => onEdit(f)} />}
          </li>
        ))}
        <li><TextButton icon="plus" extra="queues__new" onClick={onNew}>{w.saveFilter}</TextButton></li>
      </ul>
      <ul aria-label={w.statesAre}>
        {QUEUES.map((s) => <li key={s}>{line("", s, w.queue[s]!, page ? (page.counts[s] ?? 0) : undefined)}</li>)}
        {others.map((s) => <li key={s.state}>{line("", s.state, s.title, page?.counts[s.state])}</li>)}
        <li>{line("", "", w.all, sum)}</li>
      </ul>
      <dl class="queues__mine"><dt>{w.thisTime}</dt><dd>{w.handled}<b>{w.unitCases(handled.value)}</b></dd></dl>
    </nav>
  );
}
