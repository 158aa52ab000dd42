/** Twin of engine/expr/functions.go and arithmetic.go: what each function does with known values. A test finds a missing row. */
import type { Frame } from "./expr";
import { addPeriods, age, negate, parseDay, periodOf, type Period } from "../value/dates";
import { exact, ofInt, parseDecimal, whole } from "../value/number";
import {
  EMPTY, Kind, bool, compare, date, equal, int, itemsOf, num, numberOf, period, text, textOf, type Value,
} from "../value/value";
import { points } from "../field/read";

export type Unary = (v: Value, f: Frame) => Value;
export type Binary = (a: Value, b: Value, f: Frame) => Value;

const truth = (b: boolean | undefined): Value => (b === undefined ? EMPTY : bool(b));

const order = (holds: (c: number) => boolean): Binary => (a, b) => {
  const c = compare(a, b);
  return truth(c === undefined ? c : holds(c));
};

const arithmetic = (op: "+" | "-" | "*" | "/"): Binary => (a, b, f) => {
  if (a.k === Kind.Int && b.k === Kind.Int) return int(whole(op, a.v, b.v));
  const sign = op === "-" ? -1 : 1;
  if (a.k === Kind.Date) {
    if (b.k === Kind.Date) return int(a.v - b.v);
    const p = b.k === Kind.Period ? b.v : noTime;
    return date(f.calendar.add(a.v, sign < 0 ? negate(p) : p));
  }
  if (a.k === Kind.Period) return period(addPeriods(a.v, b.k === Kind.Period ? b.v : noTime, sign));
  if (a.k === Kind.Text) return text(a.v + textOf(b));
  return num(exact(op, numberOf(a), numberOf(b)));
};

const noTime: Period = { years: 0, months: 0, days: 0, workdays: 0 };
const plus = arithmetic("+");
const minus = arithmetic("-");
const zero = int(0);

const time = (unit: keyof Period): Unary => (n) => period(n.k === Kind.Int ? periodOf(unit, n.v) : noTime);

const day = (v: Value): number => (v.k === Kind.Date ? v.v : 0);

export const unary: Record<string, Unary> = {
  neg: (v, f) => minus(v.k === Kind.Int ? zero : num(ofInt(0)), v, f),
  size: (v) => int(v.k === Kind.Text ? points(v.v) : itemsOf(v).length),
  sum: (v, f) => {
    let total = zero;
    for (const e of itemsOf(v)) {
      total = plus(total, e, f);
      if (total === EMPTY) break;
    }
    return total;
  },
  greatest: (v) => {
    let best = EMPTY;
    for (const e of itemsOf(v)) if (best === EMPTY || (compare(e, best) ?? 0) > 0) best = e;
    return best;
  },
  years: time("years"),
  months: time("months"),
  days: time("days"),
  workdays: time("workdays"),
  date: (v) => date(parseDay(textOf(v))),
  number: (v) => (v.k === Kind.Int ? num(ofInt(v.v)) : v.k === Kind.Text ? num(parseDecimal(v.v)) : v),
};

export const binary: Record<string, Binary> = {
  "==": (a, b) => truth(equal(a, b)),
  "!=": (a, b) => {
    const same = equal(a, b);
    return truth(same === undefined ? same : !same);
  },
  "<": order((c) => c < 0),
  "<=": order((c) => c <= 0),
  ">": order((c) => c > 0),
  ">=": order((c) => c >= 0),
  "+": plus,
  "-": minus,
  "*": arithmetic("*"),
  "/": arithmetic("/"),
  in: (x, l) => bool(itemsOf(l).some((e) => equal(x, e) === true)),
  startsWith: (s, part) => bool(textOf(s).startsWith(textOf(part))),
  contains: (s, part) => bool(textOf(s).includes(textOf(part))),
  age: (born, on) => int(age(day(born), day(on))),
};
