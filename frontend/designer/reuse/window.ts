/** The days of which cases are looked at, both included: YYYY-MM-DD. */
export interface Window { from: string; to: string }

/** How far one may look back, in months. */
export const lengths = [1, 3, 12] as const;

const text = (d: Date) => [d.getFullYear(), d.getMonth() + 1, d.getDate()].map((n) => String(n).padStart(2, "0")).join("-");

/** The months up to a day. The 31st of a month before that has none is its last day. */
export function windowOf(months: number, today: Date): Window {
  const last = new Date(today.getFullYear(), today.getMonth() - months + 1, 0).getDate();
  return { from: text(new Date(today.getFullYear(), today.getMonth() - months, Math.min(today.getDate(), last))), to: text(today) };
}

/** What an address says of it; a year where it says nothing. */
export function monthsOf(search: URLSearchParams): number {
  const n = Number(search.get("months"));
  return lengths.find((l) => l === n) ?? 12;
}
