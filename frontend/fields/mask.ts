/** Keeps `head` and `tail` characters and stars the rest: 6501**********9902. */
export function mask(text: string, head: number, tail: number): string {
  const all = [...text];
  if (all.length <= head + tail) return "*".repeat(all.length);
  return all.slice(0, head).join("") + "*".repeat(all.length - head - tail) + (tail ? all.slice(-tail).join("") : "");
}

/** A name on a screen; where others see it, of a person's only the first character: 陈**. Firms are public. */
export const nameSeen = (who: { name: string; kind: string }, shared: boolean): string => (shared && who.kind === "person" ? mask(who.name, 1, 0) : who.name);
