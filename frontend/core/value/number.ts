/**
 * Twin of engine/value/int.go and number.go: whole numbers of 64 bits and exact rationals of 256.
 * A whole number is a `number` while it is safe and a `bigint` beyond, so that the usual case is fast
 * and BigInt is only looked for when a number is that long (no literals: older syntax targets).
 */
export type Int = number | bigint;

/** A reduced fraction, d > 0. */
export interface Rational { readonly n: Int; readonly d: Int }

/** The largest whole number in JSON. */
export const maxSafe = Number.MAX_SAFE_INTEGER;
/** The most decimal places that rounding knows. */
export const maxPlaces = 20;
const maxDigits = 40;

const norm = (x: bigint): Int => {
  const n = Number(x);
  return Number.isSafeInteger(n) ? n : x;
};

type Op = "+" | "-" | "*" | "/" | "%";

function long(op: Op, a: Int, b: Int): Int {
  const x = BigInt(a), y = BigInt(b);
  switch (op) {
    case "+": return norm(x + y);
    case "-": return norm(x - y);
    case "*": return norm(x * y);
    case "/": return norm(x / y);
    case "%": return norm(x % y);
  }
}

function calc(op: Op, a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    const r = op === "+" ? a + b : op === "-" ? a - b : op === "*" ? a * b : op === "%" ? a % b : (a - (a % b)) / b;
    if (Number.isSafeInteger(r)) return r;
  }
  return long(op, a, b);
}

const add = (a: Int, b: Int): Int => calc("+", a, b);
const mul = (a: Int, b: Int): Int => calc("*", a, b);
const negative = (a: Int): Int => calc("-", 0, a);
const abs = (a: Int): Int => (a < 0 ? negative(a) : a);

/** Whole numbers keep within 64 bits: undefined on overflow, and for a division by zero. */
export function whole(op: Op, a: Int, b: Int): Int | undefined {
  if (op === "/" && b == 0) return undefined;
  const r = calc(op, a, b);
  return typeof r === "number" || BigInt.asIntN(64, r) === r ? r : undefined;
}

export const compareInts = (a: Int, b: Int): number => (a < b ? -1 : a > b ? 1 : 0);

export const ofInt = (i: Int): Rational => ({ n: i, d: 1 });

const fits = (a: Int): boolean => {
  if (typeof a === "number") return true;
  const x = a < 0 ? -a : a;
  return BigInt.asUintN(256, x) === x;
};

/** Reduces n/d; undefined where it takes more than 256 bits. */
function make(n: Int, d: Int): Rational | undefined {
  if (d < 0) [n, d] = [negative(n), negative(d)];
  if (d != 1) {
    let a = abs(n), b = d;
    while (b != 0) [a, b] = [b, calc("%", a, b)];
    if (a != 1) [n, d] = [calc("/", n, a), calc("/", d, a)];
  }
  return fits(n) && fits(d) ? { n, d } : undefined;
}

/** Exact arithmetic; undefined on overflow, and for a division by zero. */
export function exact(op: Exclude<Op, "%">, x: Rational, y: Rational): Rational | undefined {
  switch (op) {
    case "*": return make(mul(x.n, y.n), mul(x.d, y.d));
    case "/": return y.n == 0 ? undefined : make(mul(x.n, y.d), mul(x.d, y.n));
    default: return make(calc(op, mul(x.n, y.d), mul(y.n, x.d)), mul(x.d, y.d));
  }
}

export const compareNumbers = (x: Rational, y: Rational): number => compareInts(mul(x.n, y.d), mul(y.n, x.d));

/** Reads a plain decimal: no plus, exponent, space, separator or needless zero; at most 40 digits. */
export function parseDecimal(s: string): Rational | undefined {
  const m = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/.exec(s);
  if (!m) return undefined;
  const places = m[3] ?? "", digits = m[2]! + places;
  if (digits.length > maxDigits) return undefined;
  const n: Int = digits.length < 16 ? Number(digits) : norm(BigInt(digits));
  return make(m[1] ? negative(n) : n, power(places.length));
}

function power(places: number): Int {
  let p: Int = 1;
  for (let i = 0; i < places; i++) p = mul(p, 10);
  return p;
}

const clamp = (places: number): number => Math.min(Math.max(places, 0), maxPlaces);

/** x · 10^places, rounded half away from zero. */
function scaled(x: Rational, places: number): Int {
  const n = mul(abs(x.n), power(places));
  const q = x.d == 1 ? n : calc("/", add(mul(n, 2), x.d), mul(x.d, 2));
  return x.n < 0 ? negative(q) : q;
}

/** Rounds half away from zero (四舍五入) to so many places; undefined on overflow. */
export function round(x: Rational, places: number): Rational | undefined {
  places = clamp(places);
  return x.d == 1 ? x : make(scaled(x, places), power(places));
}

function pointed(n: Int, places: number): string {
  const s = String(abs(n)).padStart(places + 1, "0"), at = s.length - places;
  return (n < 0 ? "-" : "") + s.slice(0, at) + (places ? "." + s.slice(at) : "");
}

/** Rounded to exactly so many places: 12.50. Zero has no sign. */
export function fixed(x: Rational, places: number): string {
  places = clamp(places);
  return pointed(scaled(x, places), places);
}

/** As fixed, without zeros at the end: 12.5. */
export function decimal(x: Rational, places: number): string {
  const s = fixed(x, places);
  return s.includes(".") ? s.replace(/\.?0+$/, "") : s;
}

/** The one text of x: the shortest exact decimal, or numerator/denominator where there is none. */
export function canon(x: Rational): string {
  let rest = x.d, twos = 0, fives = 0;
  for (; calc("%", rest, 2) == 0; twos++) rest = calc("/", rest, 2);
  for (; calc("%", rest, 5) == 0; fives++) rest = calc("/", rest, 5);
  if (rest != 1) return `${x.n}/${x.d}`;
  const places = Math.max(twos, fives);
  return pointed(calc("/", mul(x.n, power(places)), x.d), places);
}
