import assert from "node:assert/strict";
import { test } from "node:test";
import type { Outcomes } from "./api";
import { papersOf, shown, verdictsOf } from "./told";

const row = { answers: [[0]], fails: [], open: [], papers: [] };
const said = { answers: ["零售"], verdict: "", days: "", visits: "", fee: "", papers: [], notes: [] };
const two: Outcomes = {
  version: 1, today: "2026-09-01", questions: [{ name: "form.trade", title: "经营方式", cells: [{ label: "零售" }, { label: "批发" }] }], left: [],
  rows: [
    { ...row, verdict: "pass", papers: [{ id: "a", title: "申请书", made: true }, { id: "b", title: "营业执照", reuse: ["法人登记库"] }, { id: "c", title: "合同" }] },
    { ...row, answers: [[1]], verdict: "refer", fails: [{ id: "f", title: "做零售", effect: "refer" }] },
  ],
  said: [said, { ...said, answers: ["批发"] }],
  tree: { question: 0, branches: [], row: 0 },
};

test("rows are found by an answer, a paper, a condition and a verdict", () => {
  assert.deepEqual(shown(two, "", ""), [0, 1]);
  assert.deepEqual(shown(two, "", "批发"), [1]);
  assert.deepEqual(shown(two, "", "合同"), [0]);
  assert.deepEqual(shown(two, "", "做零售"), [1]);
  assert.deepEqual(shown(two, "pass", "批发"), []);
  assert.deepEqual(verdictsOf(two), ["pass", "refer"]);
});

test("papers are counted where any are handed in: what the system makes is none, and what is on record may fall away", () => {
  assert.deepEqual(papersOf(two), { least: 1, most: 2 });
});
