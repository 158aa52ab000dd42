import { useEffect, useRef, useState } from "preact/hooks";
import type { Hit } from "../core/api";
import { Finder } from "../screens/finder";
import { useApp } from "./app";

/** The search box with its hits: asks 150 ms after the last change, and drops answers that came too late. */
export function FinderPage({ query, examples }: { query?: string; examples: string[] }) {
  const { api, router } = useApp();
  const [hits, setHits] = useState<Hit[] | null>(null);
  const running = useRef<AbortController | null>(null);
  const timer = useRef(0);
  const stop = () => {
    running.current?.abort();
    clearTimeout(timer.current);
  };
  useEffect(() => stop, []);
  const ask = (query: string) => {
    stop();
    if (!query) return setHits(null);
    const mine = new AbortController();
    running.current = mine;
    const here = router.path.peek();
    timer.current = window.setTimeout(() => {
      if (router.path.peek() !== here) return; // left, while the next page is still on its way
      api.items(query, "", mine.signal).then(
        ({ hits: found }) => !mine.signal.aborted && setHits(found.slice(0, 6)),
        () => !mine.signal.aborted && setHits(null),
      );
    }, 150);
  };
  return (
    <Finder
      query={query}
      examples={examples}
      hits={hits}
      onQuery={ask}
      onOpen={(id) => router.go(`/items/${encodeURIComponent(id)}`)}
      onSubmit={(q) => router.go(`/items?q=${encodeURIComponent(q)}`)}
    />
  );
}
