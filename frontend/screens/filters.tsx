import type { Filter } from "../core/api";
import { Icon } from "../parts/icon/icon";
import { useFrontWords } from "../parts/front-words";
import { usePlace } from "./place";

/** What narrows the list, each with what it would leave. They are links: the address holds what is on. */
export function Filters({ filters, to }: { filters: Filter[]; to: (filters: string[]) => string }) {
  const w = useFrontWords();
  const { href } = usePlace();
  const on = filters.filter((f) => f.on).map((f) => f.id as string);
  if (filters.every((f) => f.count === 0 && !f.on)) return null;
  return (
    <nav class="filters" aria-label={w.narrow}>
      <ul>
        {filters.map((f) => (
          <li key={f.id}>
            {f.count === 0 && !f.on
              ? <span class="filter filter--none">{w.filters[f.id]}<small>0</small></span>
              : (
                <a class={f.on ? "filter filter--on" : "filter"} aria-current={f.on ? "true" : undefined} href={href(to(f.on ? on.filter((o) => o !== f.id) : [...on, f.id]))}>
                  {f.on && <Icon name="check" />}{w.filters[f.id]}<small>{f.count}</small>
                </a>
              )}
          </li>
        ))}
      </ul>
    </nav>
  );
}
