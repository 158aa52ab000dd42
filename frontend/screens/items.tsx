import type { ComponentChildren } from "preact";
import type { Found } from "../core/api";
import { ButtonLink } from "../parts/button";
import { Empty } from "../parts/notices";
import { useFrontWords } from "../parts/front-words";
import { OpenTag, Phone } from "../parts/office";
import { Card } from "../parts/card";
import { Tag } from "../parts/tag";
import { Filters } from "./filters";
import { Hit } from "./finder";
import { usePlace } from "./place";

interface ItemsProps {
  title?: string;
  found: Found;
  finder: ComponentChildren;
  /** The path of the same list under other filters, or longer. */
  to: (filters: string[], show?: string) => string;
}

/** The items found, or all of them. */
export function Items({ title, found, finder, to }: ItemsProps) {
  const w = useFrontWords();
  const { href } = usePlace();
  const { query, hits, near, total, filters } = found;
  const on = filters.filter((f) => f.on).map((f) => f.id);
  const list = (cards: Found["hits"]) => (
    <ul class="card card--flush found">
      {cards.map((h) => <li key={h.id}><a href={href(`/items/${encodeURIComponent(h.id)}`)}><Hit hit={h} /></a></li>)}
    </ul>
  );
  const drops = filters.filter((f) => f.on && f.without > 0);
  return (
    <div class="page band">
      <div class="title">
        <h1>{query ? `“${query}”` : (title ?? w.allItems)}</h1>
        <p role="status">{w.itemsFound(total)}</p>
      </div>
      <div class="finder-page">{finder}</div>
      <Filters filters={filters} to={to} />
      {found.bundles?.map((b) => (
        <Card key={b.id} label={b.title} extra="bundle">
          <p class="row row--wrap"><b>{b.title}</b><Tag kind="solid">{w.bundleOf(b.items.length)}</Tag></p>
          <ol class="bundle__steps">{b.items.map((i) => <li key={i.id}><a href={href(`/items/${encodeURIComponent(i.id)}`)}>{i.name}</a>{i.stopped && <> <Tag kind="no" icon="alert">{w.stoppedMark}</Tag></>}</li>)}</ol>
        </Card>
      ))}
      {hits.length > 0 ? list(hits) : on.length > 0 ? (
        <Empty icon="search" title={w.narrowedAway} line={drops.length > 0 ? undefined : w.narrowedTooFar} act={
          <p class="row row--wrap">
            {drops.map((f) => <ButtonLink key={f.id} href={href(to(on.filter((o) => o !== f.id)))}>{w.dropFilter(w.filters[f.id] ?? f.id, f.without)}</ButtonLink>)}
            <ButtonLink href={href(to([]))}>{w.dropAll}</ButtonLink>
          </p>} />
      ) : <Empty icon="search" title={w.foundNothing(query)} line={w.foundNothingHint} />}
      {hits.length < total && <p class="row"><ButtonLink href={href(to(on, String(Math.min(hits.length + 50, 500))))}>{w.showMore(total - hits.length)}</ButtonLink></p>}
      {found.ask && (
        <Card id="ask" title={w.askThem}>
          <p>{w.askThemLine}</p>
          <p class="row row--wrap mt"><b>{found.ask.title}</b><OpenTag open={found.ask.open} opens={found.ask.opens} /></p>
          <p><Phone number={found.ask.phone} /></p>
          {found.ask.hours && <p class="small muted">{found.ask.hours}</p>}
          <p class="mt"><ButtonLink icon="ask" href={href("/ask")}>{w.askOnline}</ButtonLink></p>
        </Card>
      )}
      {near.length > 0 && <section class="band"><h2>{w.foundNear}</h2>{list(near)}</section>}
    </div>
  );
}
