/** What the tests come to, as the screens show it: pure. */
import type { Edge, Mutant, Proof, RuleLine, TestLine } from "./api";

/** Failing tests first, each in the order of the file. */
export const sorted = (tests: TestLine[]): TestLine[] => [...tests.filter((t) => !t.passed), ...tests.filter((t) => t.passed)];

/** Rules that the tests never saw one way first. */
export const least = (rules: RuleLine[]): RuleLine[] => [...rules.filter((r) => !bothWays(r)), ...rules.filter(bothWays)];

export const bothWays = (r: RuleLine): boolean => r.true > 0 && r.false > 0;

/** Of all rules, those that the tests saw both true and false, in whole percent; less than all is never 100. */
export function covered(rules: RuleLine[]): number {
  return rules.length === 0 ? 100 : Math.floor((rules.filter(bothWays).length * 100) / rules.length);
}

export const failing = (p: Proof): number => p.tests.filter((t) => !t.passed).length;

/** The two texts of a change: `form.n >= 60 → form.n > 60`. */
export function broken(m: Mutant): { was: string; now: string } {
  const [was = m.change, now = ""] = m.change.split(" → ");
  return { was, now };
}

/** Where a rule stands in the file: the nearest entry that evaluation names. */
export function placeOfRule(places: ReadonlyMap<string, string>, rule: string): string {
  for (let name = rule; name; name = name.slice(0, Math.max(0, name.lastIndexOf(".")))) {
    const path = places.get(name);
    if (path) return path;
  }
  return "";
}

/** Edges by their rule, in the order in which rules stand. */
export function byRule(edges: Edge[]): [rule: string, edges: Edge[]][] {
  const out = new Map<string, Edge[]>();
  for (const e of edges) out.set(e.rule, [...(out.get(e.rule) ?? []), e]);
  return [...out];
}
