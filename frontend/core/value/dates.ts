/** Twin of engine/value/date.go and calendar.go. A day is the number of days since 1970-01-01. */
import type { PlanYear } from "../contract";

export type Day = number;

/** 0001-01-01 and 9999-12-31; the last stands for “no end”. */
export const minDay: Day = -719162;
export const maxDay: Day = 2932896;

/** A length of time: years and months first, then days, then working days. */
export interface Period { readonly years: number; readonly months: number; readonly days: number; readonly workdays: number }

// Longer than all days there are.
const maxPeriod = 4_000_000;

/** A period of one part; undefined where n is longer than all days there are. */
export function periodOf(unit: keyof Period, n: number | bigint): Period | undefined {
  if (n > maxPeriod || n < -maxPeriod) return undefined;
  return { years: 0, months: 0, days: 0, workdays: 0, [unit]: Number(n) };
}

const units = ["years", "months", "days", "workdays"] as const;

/** a + sign·b, part by part; undefined where a part is longer than all days there are. */
export function addPeriods(a: Period, b: Period, sign: 1 | -1): Period | undefined {
  const [years, months, days, workdays] = units.map((u) => a[u] + sign * b[u]) as [number, number, number, number];
  const sum = { years, months, days, workdays };
  return units.some((u) => Math.abs(sum[u]) > maxPeriod) ? undefined : sum;
}

/** The period backwards. */
export const negate = ({ years, months, days, workdays }: Period): Period => ({ years: 0 - years, months: 0 - months, days: 0 - days, workdays: 0 - workdays });

/** Days in a month of a year. */
export function monthDays(y: number, m: number): number {
  if (m === 2) return y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0) ? 29 : 28;
  return m === 4 || m === 6 || m === 9 || m === 11 ? 30 : 31;
}

/** The day y-m-d; undefined when there is no such day. */
export function dayOf(y: number, m: number, d: number): Day | undefined {
  if (y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > monthDays(y, m)) return undefined;
  return fromCivil(y, m, d);
}

// The year begins in March, so that the leap day is its last and every month's offset is (153m+2)/5.
function fromCivil(y: number, m: number, d: number): Day {
  if (m <= 2) [y, m] = [y - 1, m + 12];
  const f = Math.floor;
  return 365 * y + f(y / 4) - f(y / 100) + f(y / 400) + f((153 * (m - 3) + 2) / 5) + d - 1 - 719468;
}

/** Year, month and day. */
export function civil(day: Day): [year: number, month: number, day: number] {
  const f = Math.floor, n = day + 719468, era = f(n / 146097), at = n % 146097;
  const y = f((at - f(at / 1460) + f(at / 36524) - f(at / 146096)) / 365);
  const yd = at - (365 * y + f(y / 4) - f(y / 100));
  const mp = f((5 * yd + 2) / 153), d = yd - f((153 * mp + 2) / 5) + 1;
  return mp < 10 ? [era * 400 + y, mp + 3, d] : [era * 400 + y + 1, mp - 9, d];
}

/** 1 (Monday) to 7 (Sunday). */
export const weekday = (d: Day): number => mod(d + 3, 7) + 1;

const mod = (a: number, b: number): number => ((a % b) + b) % b;

/** Reads YYYY-MM-DD and nothing else. */
export function parseDay(s: string): Day | undefined {
  const m = /^(\d{4})-(\d\d)-(\d\d)$/.exec(s);
  return m ? dayOf(Number(m[1]), Number(m[2]), Number(m[3])) : undefined;
}

/** YYYY-MM-DD. */
export function dayText(day: Day): string {
  const [y, m, d] = civil(day);
  return `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
}

const within = (d: number): Day | undefined => (d < minDay || d > maxDay ? undefined : d);

/** Adds years, months and days; undefined when that leaves the calendar. A day that the month lacks becomes its last. */
export function addPeriod(day: Day, p: Period): Day | undefined {
  const months = p.years * 12 + p.months;
  if (months !== 0) {
    const [y, m, d] = civil(day), at = y * 12 + m - 1 + months;
    if (at < 12 || at >= 120000) return undefined;
    const year = Math.floor(at / 12), month = (at % 12) + 1;
    day = fromCivil(year, month, Math.min(d, monthDays(year, month)));
  }
  return within(day + p.days);
}

/** The greatest n with born + n years not after on. */
export function age(born: Day, on: Day): number {
  const [by, bm, bd] = civil(born), [oy, om, od] = civil(on);
  return oy - by - (om < bm || (om === bm && od < Math.min(bd, monthDays(oy, bm))) ? 1 : 0);
}

/** The working days: the published years, Monday to Friday beyond. */
export class Calendar {
  // Declared only: fields with a value are lowered to a call each.
  private declare readonly years: Set<number>;
  /** Where the calendar departs from Monday to Friday, sorted; sums[i]: what days up to i add or take. */
  private declare readonly days: Day[];
  private declare readonly sums: number[];

  /** Throws for a day that is none: a plan from our server has none. */
  constructor(years: readonly PlanYear[]) {
    const worked = new Map<Day, boolean>();
    this.years = new Set();
    this.days = [];
    this.sums = [];
    for (const y of years) {
      this.years.add(y.year);
      for (const [list, work] of [[y.off, false], [y.work, true]] as const) {
        for (const s of list ?? []) {
          const d = parseDay(s);
          if (d === undefined) throw new Error(`calendar: ${s} is no day`);
          worked.set(d, work);
        }
      }
    }
    for (const [d, work] of worked) if (work !== weekday(d) <= 5) this.days.push(d);
    this.days.sort((a, b) => a - b);
    let total = 0;
    for (const d of this.days) this.sums.push((total += worked.get(d) ? 1 : -1));
  }

  /** The working days around d are a guess (暂估): its year has not been published. */
  estimated(d: Day): boolean { return !this.years.has(civil(d)[0]); }

  isWorkday(d: Day): boolean { return this.count(d) > this.count(d - 1); }

  /** Working days up to and with d, from a far zero point. It grows by 0 or 1 a day. */
  private count(d: number): number {
    const x = d + 4;
    const n = 5 * Math.floor(x / 7) + Math.min(mod(x, 7), 5);
    let low = 0, high = this.days.length; // the first day after d
    while (low < high) {
      const mid = (low + high) >> 1;
      if (this.days[mid]! <= d) low = mid + 1;
      else high = mid;
    }
    return low ? n + this.sums[low - 1]! : n;
  }

  /** The n-th working day after d, before it for a negative n; undefined outside the calendar. */
  addWorkdays(d: Day, n: number): Day | undefined {
    if (n === 0) return d;
    if (n < -maxPeriod || n > maxPeriod) return undefined;
    const want = n > 0 ? this.count(d) + n : this.count(d - 1) + n + 1;
    if (this.count(maxDay) < want || this.count(minDay - 1) >= want) return undefined;
    let low = minDay, high = maxDay;
    while (low < high) {
      const mid = low + Math.floor((high - low) / 2);
      if (this.count(mid) < want) low = mid + 1;
      else high = mid;
    }
    return low;
  }

  /** The working days after from, up to and with to. */
  workdaysBetween(from: Day, to: Day): number {
    return to >= from ? this.count(to) - this.count(from) : this.count(to - 1) - this.count(from - 1);
  }

  /** d plus p, working days last. */
  add(d: Day, p: Period): Day | undefined {
    const to = addPeriod(d, p);
    return to === undefined ? undefined : this.addWorkdays(to, p.workdays);
  }
}
