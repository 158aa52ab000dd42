import type { Query } from "./desk";

/** Filters that everybody has, in the order of the list. */
export const READY = ["today", "over", "soon", "mine", "free", "back"];

/** States that always have a queue, in the order of the way. */
export const QUEUES = ["submitted", "precheck_failed", "precheck_passed"];

/** The page that one comes to: everything open, what must be done today first. */
export const TODAY: Query = { filter: "today", state: "", item: "", found: false };

/** What the address asks for. */
export function queryOf(search: URLSearchParams): Query {
  const state = search.get("state") ?? "";
  const filter = state ? "" : (search.get("filter") ?? "today");
  return { filter, state: state === "all" ? "" : state, item: search.get("item") ?? "", found: search.has("found") };
}

/** The address of a query inside the workbench. */
export function addressOf(f: Query): string {
  const p = new URLSearchParams();
  if (!f.filter) p.set("state", f.state || "all");
  else if (f.filter !== "today") p.set("filter", f.filter);
  if (f.item) p.set("item", f.item);
  if (f.found) p.set("found", "1");
  const text = p.toString();
  return text ? `/?${text}` : "/";
}
