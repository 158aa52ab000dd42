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

const ENDED = new Set(["done", "rejected_intake", "withdrawn", "transferred", "archived"]);

/** Whether the office has to do something about a case; runtime/worklist.go says the same. */
export const waiting = (c: { state: string; waits?: string }) => !ENDED.has(c.state) && (c.waits ? c.waits === "office" : c.state === "submitted");

/** What is left of a case's promised limit; null where none is promised. */
export function leftOf(c: { state: string; waits?: string; due?: string }, today: string): Left | null {
  if (!c.due) return null;
  const days = daysUntil(c.due, today);
  if (!waiting(c)) return { light: "p", days };
  return { light: days < 0 ? "r" : days <= 1 ? "y" : "g", days };
}

/** Groups of the list, the most urgent first: the order in which the server lists by due day. */
export type Group = "over" | "today" | "next" | "stands";

/** The group of a case. */
export function groupOf(c: { state: string; waits?: string; due?: string }, today: string): Group {
  const left = leftOf(c, today);
  if (left?.light === "p" || (!left && !waiting(c))) return "stands";
  if (!left) return "next";
  return left.days < 0 ? "over" : left.days === 0 ? "today" : "next";
}
