/** A trial as a test: what of it is expected, and the commands that put it into the file of tests. Pure. */
import { jsonOf, type Command, type Json } from "../model/tree";
import type { Expected, Kept } from "./api";

/** The groups in which expectations stand, in the order of the screen. */
export const groups = ["conclusion", "rules", "materials", "fields", "handling"] as const;

/** The keys of an expectation as one text. */
export const keyOf = (x: Expected): string => x.at.join("\n");

/** What is ticked before the author says anything. */
export const usual = (k: Kept): string[] => k.expects.filter((x) => x.usual).map(keyOf);

/** The test, with those expectations that were chosen. */
export function testOf(k: Kept, name: string, chosen: ReadonlySet<string>): Json {
  const expect: { [key: string]: Json } = {};
  for (const x of k.expects.filter((y) => chosen.has(keyOf(y)))) {
    let into = expect;
    for (const key of x.at.slice(0, -1)) into = (into[key] ??= {}) as { [key: string]: Json };
    into[x.at.at(-1)!] = jsonOf(x.value);
  }
  return { name, ...(jsonOf(k.test) as { [key: string]: Json }), expect };
}

/** The commands that keep it; the first test of an item begins the file. */
export function commandsOf(k: Kept, name: string, chosen: ReadonlySet<string>): Command[] {
  const begin: Command[] = k.fresh ? [{ do: "set", at: "/kind", value: "Tests" }, { do: "set", at: "/item", value: k.item }] : [];
  return [...begin, { do: "insert", at: "/tests", index: k.count, value: testOf(k, name, chosen) }];
}
