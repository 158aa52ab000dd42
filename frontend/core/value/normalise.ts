/** Twin of engine/value/name.go: a text as names are compared, character by character. When two are the same says alike.ts. */
import { tables as t } from "./tables";

export interface Range { from: number; to: number }
export const inside = (r: Range, c: number): boolean => c >= r.from && c <= r.to;
export const anyInside = (ranges: readonly Range[], c: number): boolean => ranges.some((r) => inside(r, c));

export const one = (table: Record<string, string>, c: string): string => table[c] ?? c;
export const point = (c: string): number => c.codePointAt(0)!;
export const letter = (c: string | undefined): boolean => c !== undefined && c >= "A" && c <= "Z";
export const digit = (c: string | undefined): boolean => c !== undefined && c >= "0" && c <= "9";
export const alnum = (c: string | undefined): boolean => letter(c) || digit(c);

/** One character in its plain form: half width, capital, one kind of space; "" when it leaves no trace. */
export function fold(c: string): string {
  let p = point(c);
  if (inside(t.common, p) || digit(c)) return c;
  for (const s of t.shift) if (inside(s, p)) p += s.by;
  return anyInside(t.drop, p) ? "" : one(t.same, String.fromCodePoint(p));
}

/** A name as it is compared, character by character. */
export function nameChars(s: string): string[] {
  const out: string[] = [];
  let space = false;
  for (const raw of s) {
    let c = fold(raw);
    if (!c) continue;
    if (t.dots.includes(c)) c = "·";
    if (c === " ") {
      space = true;
      continue;
    }
    if (space && alnum(out[out.length - 1]) && alnum(c)) out.push(" ");
    space = false;
    out.push(c);
  }
  return out;
}

export const nameKey = (s: string): string => nameChars(s).join("");
