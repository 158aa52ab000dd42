import type { VisitWords } from "../parts/visit-words";
import { dayText } from "./format";

/** A day with its weekday: 11月25日 周三. */
export function visitDay(day: string, w: VisitWords): string {
  return `${dayText(day, w, day)} ${w.weekdays[new Date(`${day}T00:00:00Z`).getUTCDay()]}`;
}

/** When somebody comes. */
export const visitTime = (b: { day: string; from: string; to: string }, w: VisitWords) => w.at(visitDay(b.day, w), b.from, b.to);
