/** A length of time as the law writes it: wd (working days), d, mo, y. */
export interface Span {
  n: number;
  unit: "wd" | "d" | "mo" | "y";
}

/** Reads 5wd, 30d, 2mo, 1y; null for anything else. */
export function spanOf(text: string | undefined): Span | null {
  const m = /^(\d+)(wd|d|mo|y)$/.exec(text ?? "");
  return m ? { n: Number(m[1]), unit: m[2] as Span["unit"] } : null;
}
