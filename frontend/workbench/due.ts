/** Days of the district, and the light of a time limit. */
import { clockOf } from "../core/moment";

/** g: time enough · y: today or tomorrow · r: over · p: the clock stands. */
export type Light = "g" | "y" | "r" | "p";

/** Days that are left, and their light. */
export interface Left {
  light: Light;
  /** Negative: over by so many. */
  days: number;
}

/** YYYY-MM-DD of a moment in the district. */
export function districtDay(at: Date): string {
  return clockOf(at).day;
}

/** 11-24 06:22 of a moment in the district. */
export function districtTime(at: string, year = false): string {
  const { day, time } = clockOf(at);
  return `${year ? day : day.slice(5)} ${time}`;
}

/** Calendar days until a day. */
export function daysUntil(day: string, today: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86400_000);
}

/** The day so many calendar days later. */
export function later(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86400_000).toISOString().slice(0, 10);
}

const ENDED = new Set(["done", "rejected_intake", "withdrawn", "transferred", "archived"]);

/** Whether the office has to do something about a case; runtime/worklist.go says the same. */
export const waiting = (c: { state: string; waits?: string }) => !ENDED.has(c.state) && (c.waits ? c.waits === "office" : c.state === "submitted");

/** What of a case its urgency goes by. */
interface Timed { state: string; waits?: string; due?: string; actBy?: string }

/** The day that counts: the last one of what the case waits for now, or the promised one where that is earlier; runtime/worklist.go says the same. */
export function urgentDay(c: Timed): string {
  const stands = c.state === "special" || c.state === "suspended";
  return c.actBy && (!c.due || c.actBy < c.due || stands) ? c.actBy : c.due ?? "";
}

/** What is left until that day; null where there is none. */
export function leftOf(c: Timed, today: string): Left | null {
  const day = urgentDay(c);
  if (!day) return null;
  const days = daysUntil(day, today);
  if (!waiting(c)) return { light: "p", days };
  return { light: days < 0 ? "r" : days <= 1 ? "y" : "g", days };
}

/** Groups of the list, the most urgent first: the order in which the server lists by due day. */
export type Group = "over" | "today" | "next" | "stands";

/** The group of a case. */
export function groupOf(c: Timed, today: string): Group {
  const left = leftOf(c, today);
  if (left?.light === "p" || (!left && !waiting(c))) return "stands";
  if (!left) return "next";
  return left.days < 0 ? "over" : left.days === 0 ? "today" : "next";
}
