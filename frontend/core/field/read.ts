/** What the types of fields share: reading texts and numbers as people type them. Twin of engine/field's field.go, text.go, number.go. */
import { fold } from "../value/normalise";
import { maxSafe, ofInt, parseDecimal, type Rational } from "../value/number";
import { EMPTY, text, type Value } from "../value/value";

/** Why an answer can't be taken. The codes of engine/field/fault.go. */
export type Code =
  | "shape" | "control_character" | "too_long" | "check_digit" | "no_such_day" | "born_later" | "old_number" | "not_mobile"
  | "not_an_option" | "not_whole" | "too_many_digits" | "too_big" | "too_small" | "too_short" | "same_row" | "too_few_rows" | "too_many_rows" | "missing";

/** What a type needs to know of one field; a PlanField is one. */
export interface Params {
  digits?: number;
  unit?: string;
  lines?: number;
  mobile?: boolean;
  options?: readonly { code: string; text: string }[];
  /** No id number is born later; none: not checked. */
  today?: number;
}

/** A value, or why there is none. */
export type Parsed = Value | Code;

/** The most code points of any text. */
export const maxText = 10_000;
const maxCode = 200;

/** Characters trimmed at both ends. */
export const trim = (s: string): string => s.replace(/^[ \t\n\u00a0\u3000]+|[ \t\n\u00a0\u3000]+$/g, "");

/** Length in code points. */
export function points(s: string): number {
  let n = 0;
  for (const _ of s) n++;
  return n;
}

/** Length in bytes of UTF-8, which bounds of the server count. */
export function bytes(s: string): number {
  let n = 0;
  for (const c of s) {
    const p = c.codePointAt(0)!;
    n += p < 0x80 ? 1 : p < 0x800 ? 2 : p < 0x10000 ? 3 : 4;
  }
  return n;
}

/** A code as people type it in one form: half width, capitals, one hyphen, no spaces, nothing invisible. undefined: longer than any code. */
export function compact(s: string): string | undefined {
  if (s.length > maxCode || bytes(s) > maxCode) return undefined;
  let out = "";
  for (const raw of s) {
    const c = fold(raw);
    if (c && c !== " ") out += "‐‑‒–—―−".includes(c) ? "-" : c;
  }
  return out;
}

/** The parse of a type that is a code: one text, compacted, judged. judge gives the code in its form, or a fault after "!". */
export function coded(judge: (s: string, p: Params) => string): (raw: unknown, p: Params) => Parsed {
  return (raw, p) => {
    const s = typeof raw === "string" ? compact(raw) : undefined;
    if (s === undefined) return "shape";
    if (!s) return EMPTY;
    const out = judge(s, p);
    return out[0] === "!" ? (out.slice(1) as Code) : text(out);
  };
}

// Whatever a text may have to lose or be refused for; a half of a pair is looked at closely.
const suspicious = /[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffd-\uffff]/;

/** A control, a mark of reading order or no character. */
const control = (p: number): boolean =>
  p < 0x20 || (p >= 0x7f && p < 0xa0) || p === 0x2028 || p === 0x2029 || (p >= 0x202a && p <= 0x202e) ||
  (p >= 0x2066 && p <= 0x2069) || (p & 0xfffe) === 0xfffe || (p >= 0xfdd0 && p <= 0xfdef);

/** Trims a text and keeps every character of it. lines: it may have line breaks; record: it may hold U+FFFD. */
export function parseText(raw: unknown, lines: boolean, record: boolean): Parsed {
  if (typeof raw !== "string") return "shape";
  if (raw.length > maxText && points(raw) > maxText) return "too_long";
  let s: string | undefined = raw.replace(/\r\n?/g, "\n");
  if (suspicious.test(s)) s = clean(s, lines, record);
  if (s === undefined) return "control_character";
  s = trim(s);
  return s ? text(s) : EMPTY;
}

function clean(s: string, lines: boolean, record: boolean): string | undefined {
  let out = "";
  for (let c of s) {
    const p = c.codePointAt(0)!;
    if (p >= 0xd800 && p <= 0xdfff) c = "\ufffd"; // half of a pair, as it would reach the server
    if (c === "\t" || (c === "\n" && !lines)) c = " ";
    else if (c !== "\n" && (control(p) || (c === "\ufffd" && !record))) return undefined;
    if (!"\u200b\u2060\ufeff".includes(c)) out += c;
  }
  return out;
}

/** A whole JSON number. */
export const wholeJSON = (raw: unknown): number | undefined => (Number.isSafeInteger(raw) ? (raw as number) : undefined);

/** A number as people type it: full width, spaces, thousands parted by commas, needless zeros. "" for blank, undefined for none. */
export function readNumber(raw: unknown): Rational | "" | undefined {
  if (typeof raw !== "string") {
    const n = wholeJSON(raw);
    return n === undefined ? n : ofInt(n);
  }
  let s = compact(raw);
  if (!s) return s as "" | undefined;
  const minus = s[0] === "-" ? "-" : "";
  s = s.slice(minus.length);
  if (s.includes(",")) {
    if (!/^\d{1,3}(,\d{3})*(\.|$)/.test(s)) return undefined;
    const at = s.indexOf(".");
    s = at < 0 ? s.replace(/,/g, "") : s.slice(0, at).replace(/,/g, "") + s.slice(at);
  }
  const m = /^0*(\d*)(?:\.(\d*?)0*)?$/.exec(s);
  if (!m || !s || s === ".") return undefined;
  return parseDecimal(minus + (m[1] || "0") + (m[2] ? "." + m[2] : ""));
}

export { maxSafe };
