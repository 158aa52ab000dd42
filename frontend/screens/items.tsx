import type { ComponentChildren } from "preact";
import type { ItemHit } from "../core/api";
import { Empty } from "../parts/notices";
import { useWords } from "../parts/words";
import { Hit } from "./finder";
import { usePlace } from "./place";

/** The items found, or all of them. */
export function Items({ query, hits, finder }: { query: string; hits: ItemHit[]; finder: ComponentChildren }) {
  const w = useWords();
  const { href } = usePlace();
  return (
    <div class="page band">
      <div class="title">
        <h1>{query ? `“${query}”` : w.allItems}</h1>
        <p role="status">{w.itemsFound(hits.length)}</p>
      </div>
      <div class="finder-page">{finder}</div>
      {hits.length === 0 ? <Empty icon="search" title={w.foundNothing(query)} line={w.foundNothingHint} /> : (
        <ul class="card card--flush found">
          {hits.map((h) => <li key={h.id}><a href={href(`/items/${encodeURIComponent(h.id)}`)}><Hit hit={h} query={query} /></a></li>)}
        </ul>
      )}
    </div>
  );
}
