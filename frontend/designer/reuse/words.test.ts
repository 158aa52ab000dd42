import assert from "node:assert/strict";
import { test } from "node:test";
import { zh as parts } from "../../parts/messages/zh";
import { zh as studio } from "../messages/zh";
import type { Kind, Outcome, Reason, Replayed, Result, WayTried } from "./api";
import { alike, changes, clausesOf, graveOf, groupsOf, linesOf, paperOf, papersOf, sideText } from "./differences";
import { en } from "./messages/en";
import { zh } from "./messages/zh";
import { reasonText } from "./reasons";
import { monthsOf, windowOf } from "./window";

const names = { verdicts: studio.verdicts as Record<string, string>, spans: parts.spans as Record<string, (n: number) => string> };
const title = (records: string) => ({ person: "自然人库" })[records] ?? records;
const reason = (outcome: Outcome, more: Partial<Reason> = {}): Reason => ({ outcome, records: "person", count: 1, cases: ["1"], ...more });

test("every reason is told in words of its own, in both languages", () => {
  const all: Outcome[] = ["none", "trust", "paper", "condition", "down", "unknown", "no_rule", "anyway"];
  for (const w of [zh, en]) {
    const said = all.map((o) => reasonText(reason(o), title, w));
    assert.equal(new Set(said).size, all.length);
    for (const [i, s] of said.entries()) assert.ok(s && s !== all[i] && !s.includes("undefined"), s);
  }
  assert.equal(reasonText(reason("none"), title, zh), "没有自然人库记录");
  assert.equal(reasonText(reason("condition", { clause: "户籍在南海区" }), title, zh), "不符合：户籍在南海区");
  assert.equal(reasonText(reason("no_rule", { records: undefined }), title, zh), "没有免交规则");
});

test("both sides of a difference are words", () => {
  assert.equal(sideText("asked", "reused", zh, names), "免交");
  assert.equal(sideText("verdict", "refuse", zh, names), "不能申请");
  assert.equal(sideText("visits", "0-1", zh, names), "0-1 次");
  assert.equal(sideText("days", "10wd", zh, names), "10个工作日");
  assert.equal(sideText("days", "", zh, names), "没有承诺");
  for (const s of ["needed", "reused", "made", "not_needed", "given", "promised", "deferred", "to_be_found", "undecided", "settled", "open"]) assert.ok(zh.states[s] && en.states[s], s);
});

test("a replay is filtered by kind, and its papers are sorted by what is asked for more", () => {
  const r: Replayed = { cases: 9, counts: { waived: 2, asked: 1 }, papers: { a: 2, b: -1, c: 0 }, lines: [
    { number: "1", day: "2026-11-01", kind: "asked", at: "b[r1]", before: "reused", after: "needed" },
    { number: "2", day: "2026-11-02", kind: "waived", at: "a", before: "needed", after: "reused" },
  ] };
  assert.deepEqual(linesOf(r, "asked").map((l) => l.number), ["1"]);
  assert.equal(linesOf(r, "").length, 2);
  assert.deepEqual(linesOf({ ...r, lines: null }, ""), []);
  assert.deepEqual(papersOf(r), [["b", -1], ["a", 2]]);
  assert.equal(paperOf("b[r1]"), "b");
  assert.equal(changes(r), 3);
});

test("the gravest comes first, and cases go together only where all that is grave of them is alike", () => {
  const line = (number: string, kind: Kind, at?: string, before = "reused", after = "needed") => ({ number, day: "2026-11-01", kind, ...(at ? { at } : {}), before, after });
  const lines = [line("4", "waived", "a"), line("1", "asked", "b"), line("2", "asked", "b"), line("2", "waived", "a"), line("3", "asked", "b"), line("3", "verdict", undefined, "pass", "refuse"), line("5", "asked", "c")];
  assert.deepEqual(groupsOf(lines).map(([k, list]) => [k, list.length]), [["verdict", 1], ["asked", 4], ["waived", 2]]);
  assert.deepEqual(graveOf(lines), ["1", "2", "3", "5"]);
  assert.deepEqual(alike(lines, "1"), ["1", "2"]);
  assert.deepEqual(alike(lines, "3"), ["3"]);
});

test("a condition of both definitions is one line, one of either says so of the other", () => {
  const way = (records: string, outcome: WayTried["outcome"], ...clauses: [string, Result][]): WayTried => ({ entry: 1, records, outcome, clauses: clauses.map(([text, result]) => ({ text, result })) });
  const before = { state: "needed", ways: [way("人口库", "condition", ["活着", "true"], ["户籍在本区", "false"])] };
  const after = { state: "reused", ways: [way("人口库", "condition", ["活着", "true"], ["户籍在本市", "unknown"]), way("户口簿", "reused")] };
  assert.deepEqual(clausesOf(before, after), [
    { records: "人口库", text: "", before: "false", after: "false" },
    { records: "人口库", text: "活着", before: "true", after: "true" },
    { records: "人口库", text: "户籍在本区", before: "false" },
    { records: "人口库", text: "户籍在本市", after: "unknown" },
    { records: "户口簿", text: "", after: "true" },
  ]);
  // The same clause twice stays two lines.
  const twice = { state: "needed", ways: [way("人口库", "condition", ["活着", "true"]), way("人口库", "condition", ["活着", "false"])] };
  assert.equal(clausesOf(twice, twice).length, 4);
});

test("a window goes back by months, to a day that there is", () => {
  assert.deepEqual(windowOf(12, new Date(2026, 10, 30)), { from: "2025-11-30", to: "2026-11-30" });
  assert.deepEqual(windowOf(1, new Date(2026, 2, 31)), { from: "2026-02-28", to: "2026-03-31" });
  assert.deepEqual(windowOf(3, new Date(2026, 0, 5)), { from: "2025-10-05", to: "2026-01-05" });
  assert.equal(monthsOf(new URLSearchParams("months=3")), 3);
  assert.equal(monthsOf(new URLSearchParams("months=7")), 12);
  assert.equal(monthsOf(new URLSearchParams()), 12);
});
