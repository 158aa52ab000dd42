import assert from "node:assert/strict";
import { test } from "node:test";
import { treeOf } from "../model/tree";
import { counts, dayBefore, placeFor, rowsOf, written } from "./rows";

const tree = treeOf({ rows: [
  { from: "2025-01-01", basis: "甲", values: { low: "80" } },
  { from: "2026-01-01", key: "b", basis: "乙", values: { low: "1" } },
  { from: "2027-03-01", basis: "丙", values: { low: "120" } },
] });

test("a row holds until the day before the next of its key", () => {
  assert.deepEqual(rowsOf(tree).map((r) => r.until), ["2027-02-28", "", ""]);
  assert.equal(dayBefore("2024-03-01"), "2024-02-29");
  assert.equal(dayBefore(""), "");
});

test("what counts is closed from its first day on, and a new row stands in the order of days", () => {
  const rows = rowsOf(tree);
  assert.deepEqual(rows.map((r) => counts(r, "2026-01-01")), [true, true, false]);
  assert.equal(placeFor(rows, "2026-06-01"), 2);
  assert.equal(placeFor(rows, "2028-01-01"), 3);
});

test("a row is written without what it doesn't say", () => {
  assert.deepEqual(written({ from: "2027-01-01", key: "", basis: "丁", values: { low: "1", high: "" } }), { from: "2027-01-01", basis: "丁", values: { low: "1" } });
});
