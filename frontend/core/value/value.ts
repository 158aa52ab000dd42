/** Twin of engine/value/value.go and compare.go: a value, empty, or unknown with the names of what is missing. */
import type { Day, Period } from "./dates";
import type { Names } from "./names";
import { compareInts, compareNumbers, ofInt, type Int, type Rational } from "./number";

export const enum Kind { None, Empty, Unknown, Bool, Text, Int, Number, Date, Period, List, Record, Opaque }

/** One record, row or fact. get gives EMPTY for a field that it doesn't hold. */
export interface Rec { get(name: string): Value }

export type Value =
  | { readonly k: Kind.None | Kind.Empty; readonly v: undefined }
  | { readonly k: Kind.Unknown; readonly v: Names }
  | { readonly k: Kind.Bool; readonly v: boolean }
  | { readonly k: Kind.Text; readonly v: string }
  | { readonly k: Kind.Int; readonly v: Int }
  | { readonly k: Kind.Number; readonly v: Rational }
  | { readonly k: Kind.Date; readonly v: Day }
  | { readonly k: Kind.Period; readonly v: Period }
  | { readonly k: Kind.List; readonly v: readonly Value[] }
  | { readonly k: Kind.Record; readonly v: Rec }
  | { readonly k: Kind.Opaque; readonly v: unknown };

/** No value at all: not computed, not there. */
export const NONE: Value = { k: Kind.None, v: undefined };
export const EMPTY: Value = { k: Kind.Empty, v: undefined };
export const YES: Value = { k: Kind.Bool, v: true };
export const NO: Value = { k: Kind.Bool, v: false };

export const unknown = (names: Names): Value => ({ k: Kind.Unknown, v: names });
export const bool = (b: boolean): Value => (b ? YES : NO);
export const text = (s: string): Value => ({ k: Kind.Text, v: s });
export const int = (i: Int | undefined): Value => (i === undefined ? EMPTY : { k: Kind.Int, v: i });
export const num = (n: Rational | undefined): Value => (n ? { k: Kind.Number, v: n } : EMPTY);
export const date = (d: Day | undefined): Value => (d === undefined ? EMPTY : { k: Kind.Date, v: d });
export const period = (p: Period | undefined): Value => (p ? { k: Kind.Period, v: p } : EMPTY);
export const list = (items: readonly Value[]): Value => ({ k: Kind.List, v: items });
export const record = (r: Rec): Value => ({ k: Kind.Record, v: r });
export const opaque = (x: unknown): Value => ({ k: Kind.Opaque, v: x });

/** A value: neither empty nor unknown. */
export const known = (v: Value): boolean => v.k > Kind.Unknown;
export const isUnknown = (v: Value): v is Value & { k: Kind.Unknown } => v.k === Kind.Unknown;
export const isTrue = (v: Value): boolean => v.k === Kind.Bool && v.v;
/** The text of a text, else "". */
export const textOf = (v: Value): string => (v.k === Kind.Text ? v.v : "");
/** The items of a list, else none. */
export const itemsOf = (v: Value): readonly Value[] => (v.k === Kind.List ? v.v : []);
/** What an unknown waits for, else nothing. */
export const namesOf = (v: Value): Names => (v.k === Kind.Unknown ? v.v : []);
/** The exact number of a whole or exact number, else 0. */
export const numberOf = (v: Value): Rational => (v.k === Kind.Number ? v.v : ofInt(v.k === Kind.Int ? v.v : 0));

const numeric = (v: Value): boolean => v.k === Kind.Int || v.k === Kind.Number;

/** Orders two numbers or two days; undefined for anything else. */
export function compare(a: Value, b: Value): number | undefined {
  if ((a.k === Kind.Int && b.k === Kind.Int) || (a.k === Kind.Date && b.k === Kind.Date)) return compareInts(a.v, b.v);
  return numeric(a) && numeric(b) ? compareNumbers(numberOf(a), numberOf(b)) : undefined;
}

/** Compares two known values of one kind; undefined where they can't be compared. */
export function equal(a: Value, b: Value): boolean | undefined {
  if (a.k === Kind.Text && b.k === Kind.Text) return a.v === b.v;
  const c = compare(a, b);
  if (c !== undefined) return c === 0;
  if (a.k === Kind.Bool && b.k === Kind.Bool) return a.v === b.v;
  if (a.k === Kind.Period && b.k === Kind.Period) {
    const x = a.v, y = b.v;
    return x.years === y.years && x.months === y.months && x.days === y.days && x.workdays === y.workdays;
  }
  return a.k === Kind.List && b.k === Kind.List ? equalLists(a.v, b.v) : undefined;
}

function equalLists(a: readonly Value[], b: readonly Value[]): boolean | undefined {
  let all = a.length === b.length;
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const same = equal(a[i]!, b[i]!);
    if (same === undefined) return undefined;
    all = all && same;
  }
  return all;
}
