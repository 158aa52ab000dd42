import type { Query } from "./desk";

/** States that always have a queue, in the order of the way. */
export const QUEUES = ["submitted", "precheck_failed", "precheck_passed"];

/** What the address asks for. */
export function queryOf(search: URLSearchParams): Query {
  const state = search.get("state") ?? "submitted";
  return { state: state === "all" ? "" : state, q: search.get("q") ?? "", page: Math.max(1, Math.min(100_000, Math.floor(Number(search.get("page"))) || 1)) };
}

/** The address of a query inside the workbench. */
export function addressOf(f: Query): string {
  const p = new URLSearchParams();
  if (f.state !== "submitted") p.set("state", f.state || "all");
  if (f.q) p.set("q", f.q);
  if (f.page > 1) p.set("page", String(f.page));
  const text = p.toString();
  return text ? `/?${text}` : "/";
}
