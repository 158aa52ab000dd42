/** Twin of engine/value/name.go and address.go: when two names, two addresses are the same. Few plans ask: see ../pieces.ts. */
import { alnum, anyInside, digit, fold, inside, letter, nameChars, one, point } from "./normalise";
import { tables as t } from "./tables";

const maxName = 256;

/** Whether two names are the same; undefined where a person must look. */
export function sameName(a: string, b: string): boolean | undefined {
  const x = nameChars(a), y = nameChars(b);
  if (x.join("") === y.join("") && !x.some(unreadable)) return true;
  return x.length <= maxName && y.length <= maxName && mayMatch(x, y) ? undefined : false;
}

const unreadable = (c: string): boolean => t.unreadable.includes(c);
const wild = (c: string): boolean => unreadable(c) || anyInside(t.private, point(c));
/** A Han character that old systems could not write. */
const rare = (c: string): boolean => point(c) >= 0x3400 && !inside(t.common, point(c)) && !wild(c);

/** reach[i][j]: the first i characters of x may be the first j of y. */
function mayMatch(x: readonly string[], y: readonly string[]): boolean {
  const reach = Array.from({ length: x.length + 1 }, () => new Array<boolean>(y.length + 1).fill(false));
  reach[0]![0] = true;
  for (let i = 0; i <= x.length; i++) {
    for (let j = 0; j <= y.length; j++) {
      if (!reach[i]![j]) continue;
      const c = x[i], d = y[j];
      if (c !== undefined && d !== undefined && (c === d || wild(c) || wild(d))) reach[i + 1]![j + 1] = true;
      if (again(x, i)) reach[i + 1]![j] = true;
      if (again(y, j)) reach[i]![j + 1] = true;
      let end = standIn(x, i);
      if (end && d !== undefined && rare(d)) reach[end]![j + 1] = true;
      end = standIn(y, j);
      if (end && c !== undefined && rare(c)) reach[i + 1]![end] = true;
    }
  }
  return reach[x.length]![y.length]!;
}

/** One lost character may have left several marks. */
const again = (name: readonly string[], i: number): boolean =>
  i > 0 && i < name.length && unreadable(name[i]!) && unreadable(name[i - 1]!);

/** The end of a stand-in for a rare character that begins at i, or 0: 1 to 6 letters, or 1 to 4 characters in brackets. */
function standIn(name: readonly string[], i: number): number {
  if (i >= name.length || (i > 0 && letter(name[i]) && letter(name[i - 1]))) return 0;
  let end = i;
  while (letter(name[end])) end++;
  if (end > i && end - i <= 6) return end;
  if (name[i] !== "(") return 0;
  for (end = i + 2; end < name.length && end <= i + 5; end++) if (name[end] === ")") return end + 1;
  return 0;
}

const adr = t.address;

export function sameAddress(a: string, b: string, home: readonly string[]): boolean {
  return a === b || addressKey(a, home) === addressKey(b, home);
}

/** An address as it is compared; home are the units that it may leave out, the largest first. */
export function addressKey(s: string, home: readonly string[]): string {
  let key = joinParts(s).join("");
  for (const unit of home) if (key.startsWith(unit)) key = key.slice(unit.length);
  return finish(counters([...key])).join("");
}

/** Folds, and drops separators; between two letters or digits one 、 stays, so that 8 602 doesn't become 8602. */
function joinParts(s: string): string[] {
  const out: string[] = [];
  let parted = false;
  for (const raw of s) {
    const folded = fold(raw);
    if (!folded) continue;
    const c = one(adr.same, folded);
    if (adr.separator.includes(c)) {
      parted = true;
      continue;
    }
    if (parted && alnum(out[out.length - 1]) && alnum(c)) out.push("、");
    parted = false;
    out.push(c);
  }
  return out;
}

const numeral = (c: string | undefined): number => (c === undefined ? -1 : adr.numeral.indexOf(c));

/** Chinese numerals before a counter become digits, and a counter behind a digit its one word. */
function counters(all: readonly string[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < all.length; ) {
    const c = all[i]!;
    let end = i;
    while (end < all.length && (numeral(all[end]) >= 0 || "十百".includes(all[end]!))) end++;
    if (end > i) {
      const run = all.slice(i, end);
      const counted = end < all.length && adr.counter.includes(all[end]!) && !digit(all[i - 1]);
      out.push(...(counted ? readNumeral(run) : run));
    } else {
      end = i + 1;
      if (c === "首" && end < all.length && "层楼".includes(all[end]!)) out.push("1");
      else out.push(digit(out[out.length - 1]) ? one(adr.after, c) : c);
    }
    i = end;
  }
  return out;
}

/** The digits of a numeral that can be read in one way only, else the numeral itself. */
function readNumeral(run: readonly string[]): readonly string[] {
  const n = plainNumeral(run) ?? hundreds(run);
  return n === undefined ? run : [...String(n)];
}

function plainNumeral(run: readonly string[]): number | undefined {
  if (run.length === 2 || run.length > 6 || numeral(run[0]) < 1) return undefined;
  let n = 0;
  for (const c of run) {
    if (numeral(c) < 0) return undefined;
    n = n * 10 + numeral(c);
  }
  return n;
}

const above0 = (n: number, d: number): number | undefined => (d > 0 ? n + d : undefined);

/** [d百[〇d | d十[d]]] and [d]十[d]. */
function hundreds(run: readonly string[]): number | undefined {
  let n = 0;
  if (run[1] === "百") {
    const h = numeral(run[0]), rest = run.slice(2);
    if (h < 1) return undefined;
    if (!rest.length) return h * 100;
    if (rest.length === 2 && rest[0] === "〇") return above0(h * 100, numeral(rest[1]));
    if (rest[1] !== "十") return undefined;
    n = h * 100;
    run = rest;
  }
  const tens = numeral(run[0]), at = tens > 0 ? 1 : 0;
  if (run[at] !== "十") return undefined;
  n += (at ? tens : 1) * 10;
  const rest = run.slice(at + 1);
  return !rest.length ? n : rest.length === 1 ? above0(n, numeral(rest[0])) : undefined;
}

/** What follows a hyphen is a floor below: digits and 层. */
const basement = (rest: readonly string[]): boolean => /^\d+层/.test(rest.join(""));

/** Drops a hyphen behind a counter unless it is a minus, and a last 号 or 室 behind a digit. */
function finish(all: readonly string[]): string[] {
  const out: string[] = [];
  all.forEach((c, i) => {
    const before = out[out.length - 1];
    if (c === "-" && before !== undefined && adr.counter.includes(before) && !basement(all.slice(i + 1))) return;
    out.push(c);
  });
  const n = out.length;
  if (n > 1 && adr.tail.includes(out[n - 1]!) && digit(out[n - 2])) out.pop();
  return out;
}
