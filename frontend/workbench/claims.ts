/** Orders about who has cases in hand, and what is told of them. */
import { errorOf, sayOf } from "../desk/seat";
import { type Bench } from "./app";
import { assign, type Assigned, type StaffLine } from "./desk";
import type { WorkWords } from "./messages/zh";

/** Whether this person may take cases at all: the server knows better about each. */
export const mayClaim = (bench: Bench) => (bench.seat.value?.clerk?.roles ?? []).some((r) => ["window_clerk", "approver", "leader", "inspector"].includes(r));

/** Orders, tells what was done, and keeps what was not for the list to show. Gives what was done. */
export async function order(bench: Bench, w: WorkWords, numbers: string[], to: string, done: (n: number) => string, take = ""): Promise<Assigned[]> {
  if (numbers.length === 0) return [];
  let results: Assigned[];
  try {
    results = await assign(bench.api, numbers, to, take);
  } catch (e) {
    bench.news.value = sayOf(errorOf(e), w);
    return [];
  }
  const ok = results.filter((r) => r.result === "done");
  const not = results.filter((r) => r.result !== "done");
  bench.undone.value = not;
  bench.news.value = [ok.length > 0 && done(ok.length), not.length === 1 ? `${not[0]!.number}${w.then}${whyNot(not[0]!, w)}` : not.length > 1 && w.notDone(not.length)].filter(Boolean).join(w.semicolon);
  return ok;
}

/** Why an order came to nothing for a case. */
export const whyNot = (r: Assigned, w: WorkWords) => w.notDoneWhy[r.result]?.(r.by ?? w.somebody) ?? r.result;

/** The first case of a list that waits and that one may begin: one's own or nobody's. */
export function nextOf(cases: StaffLine[], waits: (c: StaffLine) => boolean, not: ReadonlySet<string>): StaffLine | undefined {
  return cases.find((c) => waits(c) && (!c.claim || c.claim.mine) && !not.has(c.number));
}
