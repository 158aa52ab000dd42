import assert from "node:assert/strict";
import { test } from "node:test";
import type { RuleLine, TestLine } from "./api";
import { broken, covered, least, placeOfRule, sorted } from "./told";

const rule = (name: string, yes: number, no: number): RuleLine => ({ rule: name, sentence: name, true: yes, false: no, unknown: 0, missing: [] });

test("a failing test stands first, and the others keep their order", () => {
  const line = (name: string, passed: boolean) => ({ name, passed }) as TestLine;
  assert.deepEqual(sorted([line("a", true), line("b", false), line("c", true), line("d", false)]).map((t) => t.name), ["b", "d", "a", "c"]);
});

test("one rule that was never false keeps coverage below 100", () => {
  const many = Array.from({ length: 999 }, (_, i) => rule(String(i), 1, 1));
  assert.equal(covered(many), 100);
  assert.equal(covered([...many, rule("x", 1, 0)]), 99);
  assert.equal(covered([]), 100);
  assert.deepEqual(least([rule("a", 1, 1), rule("b", 0, 4)]).map((r) => r.rule), ["b", "a"]);
});

test("a rule leads to the entry that it belongs to", () => {
  const places = new Map([["form.area", "/form/#premises/fields/#area"], ["eligibility.age", "/eligibility/#age"]]);
  assert.equal(placeOfRule(places, "form.area.show"), "/form/#premises/fields/#area");
  assert.equal(placeOfRule(places, "eligibility.age"), "/eligibility/#age");
  assert.equal(placeOfRule(places, "verdict"), "");
});

test("what was broken is told in its two texts", () => {
  assert.deepEqual(broken({ rule: "r", kind: "comparison", change: "form.n >= 60 → form.n > 60" }), { was: "form.n >= 60", now: "form.n > 60" });
});
