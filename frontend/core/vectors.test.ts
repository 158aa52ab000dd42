import assert from "node:assert/strict";
import { test } from "node:test";
import fieldFile from "../../engine/field/testdata/vectors.json";
import valueFile from "../../engine/value/testdata/vectors.json";
import type { FieldType } from "./contract";
import { format } from "./field/format";
import "./field/rare";
import { parse, parseRecord, toJSON, type Params } from "./field/types";
import { canonical, valueJSON } from "./value/canonical";
import { seen, value, type Typed } from "./value/typed";
import { Calendar, addPeriod, addPeriods, age, civil, parseDay, periodOf, weekday, type Day, type Period } from "./value/dates";
import { union, unique } from "./value/names";
import { addressKey, sameAddress, sameName } from "./value/alike";
import { nameKey } from "./value/normalise";
import { compareNumbers, decimal, exact, fixed, parseDecimal, round, whole, type Int, type Rational } from "./value/number";
import {
  EMPTY, Kind, bool, compare, date, equal, int, itemsOf, list, num, numberOf, period, text, textOf, unknown, type Value,
} from "./value/value";

const day = (v: Value | undefined): Day => (v?.k === Kind.Date ? v.v : NaN);
const time = (v: Value | undefined): Period => (v as { v: Period }).v;
const integer = (v: Value | undefined): Int => (v?.k === Kind.Int ? v.v : NaN);
const texts = (v: Value | undefined): string[] => itemsOf(v!).map(textOf);
const s = (v: Value | undefined): string => textOf(v!);
const n = (v: Value | undefined): Rational => numberOf(v!);
const small = (v: Value | undefined): number => Number(integer(v));
const orEmpty = (b: boolean | undefined): Value => (b === undefined ? EMPTY : bool(b));
const attempt = (f: () => string): Value => {
  try {
    return text(f());
  } catch {
    return EMPTY;
  }
};

type Fn = (c: Calendar, a: Value[]) => Value;

const fns: Record<string, Fn> = {
  date_parse: (_, [a]) => date(parseDay(s(a))),
  date_add: (_, [a, b]) => date(addPeriod(day(a), time(b))),
  date_sub: (_, [a, b]) => int(day(a) - day(b)),
  age: (_, [a, b]) => int(age(day(a), day(b))),
  weekday: (_, [a]) => int(weekday(day(a))),
  civil: (_, [a]) => list(civil(day(a)).map(int)),
  period: (_, [a, b]) => (["years", "months", "days", "workdays"].includes(s(a)) ? period(periodOf(s(a) as keyof Period, integer(b))) : EMPTY),
  period_add: (_, [a, b]) => period(addPeriods(time(a), time(b), 1)),
  workday: (c, [a]) => bool(c.isWorkday(day(a))),
  add_workdays: (c, [a, b]) => date(c.addWorkdays(day(a), small(b))),
  workdays_between: (c, [a, b]) => int(c.workdaysBetween(day(a), day(b))),
  estimated: (c, [a]) => bool(c.estimated(day(a))),
  number_parse: (_, [a]) => num(parseDecimal(s(a))),
  number_add: (_, [a, b]) => num(exact("+", n(a), n(b))),
  number_sub: (_, [a, b]) => num(exact("-", n(a), n(b))),
  number_mul: (_, [a, b]) => num(exact("*", n(a), n(b))),
  number_div: (_, [a, b]) => num(exact("/", n(a), n(b))),
  number_cmp: (_, [a, b]) => int(compareNumbers(n(a), n(b))),
  number_round: (_, [a, b]) => num(round(n(a), small(b))),
  number_fixed: (_, [a, b]) => text(fixed(n(a), small(b))),
  number_text: (_, [a, b]) => text(decimal(n(a), small(b))),
  int_add: (_, [a, b]) => int(whole("+", integer(a), integer(b))),
  int_sub: (_, [a, b]) => int(whole("-", integer(a), integer(b))),
  int_mul: (_, [a, b]) => int(whole("*", integer(a), integer(b))),
  int_div: (_, [a, b]) => int(whole("/", integer(a), integer(b))),
  compare: (_, [a, b]) => int(compare(a!, b!)),
  equal: (_, [a, b]) => orEmpty(equal(a!, b!)),
  union: (_, [a, b]) => list(union(unique(texts(a)), unique(texts(b))).map(text)),
  same_name: (_, [a, b]) => {
    const same = sameName(s(a), s(b));
    return same === undefined ? unknown(["compare"]) : bool(same);
  },
  name_key: (_, [a]) => text(nameKey(s(a))),
  same_address: (_, [a, b, home]) => bool(sameAddress(s(a), s(b), texts(home))),
  address_key: (_, [a, home]) => text(addressKey(s(a), texts(home))),
  canonical: (_, [a]) => attempt(() => canonical(a!.v)),
  json: (_, [a]) => attempt(() => valueJSON(a!)),
};

test("values: vectors", () => {
  const years = Object.entries(valueFile.calendar).map(([year, y]) => ({ year: Number(year), ...y }));
  const calendar = new Calendar(years);
  const used = new Set<string>();
  for (const v of valueFile.vectors as { fn: string; args: Typed[]; want: Typed; note?: string }[]) {
    used.add(v.fn);
    const fn = fns[v.fn];
    assert.ok(fn, `no function ${v.fn}`);
    const got = fn(calendar, v.args.map(value)), want = value(v.want);
    assert.equal(seen(got), seen(want), `${v.fn}(${JSON.stringify(v.args)}) ${v.note ?? ""}`);
  }
  assert.deepEqual(Object.keys(fns).filter((f) => !used.has(f)), [], "no vector for these");
});

interface FieldVector {
  type: FieldType; as: string; raw: unknown; want: Typed & { fault?: string }; zh?: string; en?: string; note?: string;
  params?: { digits?: number; unit?: string; lines?: number; mobile?: boolean; options?: [string, string][]; today?: string };
}

const spread = (raw: unknown): unknown => {
  const r = (raw as { repeat?: [string, number] } | null)?.repeat;
  return Array.isArray(r) ? r[0].repeat(r[1]) : raw;
};

function params(v: FieldVector): Params {
  const { options, today, ...rest } = v.params ?? {};
  return { ...rest, options: options?.map(([code, text]) => ({ code, text })), today: today ? parseDay(today) : undefined };
}

const vectors = fieldFile.vectors as unknown as FieldVector[];

test("fields: vectors", () => {
  for (const v of vectors) {
    const p = params(v), raw = spread(v.raw), what = `${v.as} ${v.type} ${JSON.stringify(raw)?.slice(0, 80)} ${v.note ?? ""}`;
    const got = (v.as === "record" ? parseRecord : parse)(v.type, raw, p);
    if (v.want.fault !== undefined) {
      assert.equal(got, v.want.fault, what);
      continue;
    }
    assert.ok(typeof got !== "string", `${what}: fault ${String(got)}`);
    assert.equal(seen(got), seen(value(v.want)), what);
    if (v.zh !== undefined) assert.equal(format(v.type, got, p, "zh-Hans"), v.zh, what);
    if (v.en !== undefined) assert.equal(format(v.type, got, p, "en"), v.en, what);
  }
});

test("fields: what was read reads again as itself", () => {
  for (const v of vectors) {
    const p = params(v), got = (v.as === "record" ? parseRecord : parse)(v.type, spread(v.raw), p);
    if (typeof got === "string" || got.k <= Kind.Unknown || v.type === "table" || textOf(got).includes("\ufffd")) continue;
    const raw = toJSON(v.type, got);
    for (const again of [parse(v.type, raw, p), parseRecord(v.type, raw, p)]) {
      assert.ok(typeof again !== "string", `${v.type} ${JSON.stringify(raw)}: ${String(again)}`);
      assert.equal(seen(again), seen(got));
    }
  }
});
