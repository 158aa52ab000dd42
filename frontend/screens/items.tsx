import type { ComponentChildren } from "preact";
import type { Found } from "../core/api";
import { Empty } from "../parts/notices";
import { useFrontWords } from "../parts/front-words";
import { Hit } from "./finder";
import { usePlace } from "./place";

/** The items found, or all of them. */
export function Items({ title, found, finder }: { title?: string; found: Found; finder: ComponentChildren }) {
  const w = useFrontWords();
  const { href } = usePlace();
  const { query, hits, near } = found;
  const list = (cards: Found["hits"]) => (
    <ul class="card card--flush found">
      {cards.map((h) => <li key={h.id}><a href={href(`/items/${encodeURIComponent(h.id)}`)}><Hit hit={h} /></a></li>)}
    </ul>
  );
  return (
    <div class="page band">
      <div class="title">
        <h1>{query ? `“${query}”` : (title ?? w.allItems)}</h1>
        <p role="status">{w.itemsFound(hits.length)}</p>
      </div>
      <div class="finder-page">{finder}</div>
      {hits.length === 0 ? <Empty icon="search" title={w.foundNothing(query)} line={w.foundNothingHint} /> : list(hits)}
      {near.length > 0 && <section class="band"><h2>{w.foundNear}</h2>{list(near)}</section>}
    </div>
  );
}
