import { useWords } from "./words";

/** How many wait to be read, beside a word; nothing where none does. */
export function Count({ n }: { n: number }) {
  const w = useWords();
  return n > 0 ? <><em class="count" aria-hidden="true">{n > 98 ? "99+" : n}</em><span class="sr-only">{w.unread(n)}</span></> : null;
}
