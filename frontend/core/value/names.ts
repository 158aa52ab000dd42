/** Twin of engine/value/names.go. A set of the paths that an unknown waits for: sorted by code point, unique. */
export type Names = readonly string[];

/** Order by code point, as Go's strings have it; JavaScript's own is that of UTF-16 units. */
export function byPoint(a: string, b: string): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i), y = b.charCodeAt(i);
    if (x !== y) return x >= 0xd800 && y >= 0xd800 ? rank(x) - rank(y) : x - y;
  }
  return a.length - b.length;
}

// Halves of a pair stand for characters above U+FFFF, so they come after U+E000 to U+FFFF.
const rank = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit + 0x2000);

/** Sorts a list by code point and drops what stands there twice. */
export function unique(list: readonly string[]): string[] {
  return [...new Set(list)].sort(byPoint);
}

/** The set of all names of a and b. It gives back a or b itself where that holds the other. */
export function union(a: Names, b: Names): Names {
  if (a === b || !b.length) return a;
  if (!a.length) return b;
  const all = unique([...a, ...b]);
  return all.length === a.length ? a : all.length === b.length ? b : all;
}
