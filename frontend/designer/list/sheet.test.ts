import assert from "node:assert/strict";
import { test } from "node:test";
import type { Doubt, Reading } from "./api";
import { alike, counts, elsewhere, keyOf, makeable, mended, next, shown, usual } from "./sheet";

const way = (row: number, text: string) => ({ label: text, edits: [{ row, column: 1, text }], drop: [] });
const doubt = (row: number, column: number, unknown = false): Doubt => ({ row, column, cell: "", why: "?", unknown, ways: [way(row, "15个工作日"), { label: "空着", edits: [], drop: [] }] });
const reading: Reading = {
  table: { sheet: "", head: 1, header: ["事项名称", "法定时限", "备注"], rows: [{ no: 2, cells: ["甲", "15日"] }, { no: 3, cells: ["乙", "15日", "旧"] }, { no: 5, cells: ["丙", "十五"] }] },
  columns: [{ key: "name" }, { key: "statutory" }, { kept: true }], rows: [], doubts: [doubt(2, 1), doubt(3, 1), doubt(5, 1, true)],
};

test("a way mends cells, also of the header, and leaves rows out; the table before stays", () => {
  const after = mended(reading.table, [way(3, "15个工作日"), { label: "", edits: [{ row: 1, column: 2, text: "保管期限" }, { row: 2, column: 3, text: "x" }], drop: [5] }]);
  assert.deepEqual(after.rows, [{ no: 2, cells: ["甲", "15日", "", "x"] }, { no: 3, cells: ["乙", "15个工作日", "旧"] }]);
  assert.equal(after.header[2], "保管期限");
  assert.equal(reading.table.rows[1]!.cells[1], "15日");
});

test("the same doubt elsewhere is found, and mended in its own row", () => {
  const [one, two] = reading.doubts as [Doubt, Doubt];
  assert.deepEqual(alike(reading, one), [two]);
  assert.deepEqual(elsewhere(one.ways[0]!, one, two).edits, [{ row: 3, column: 1, text: "15个工作日" }]);
});

test("F8 goes on, back and round, past what is settled", () => {
  const none = new Set<string>();
  assert.equal(next(reading.doubts, none, null)?.row, 2);
  assert.equal(next(reading.doubts, none, { row: 2, column: 1 })?.row, 3);
  assert.equal(next(reading.doubts, none, { row: 5, column: 1 })?.row, 2);
  assert.equal(next(reading.doubts, none, { row: 2, column: 1 }, true)?.row, 5);
  assert.equal(next(reading.doubts, new Set([keyOf({ row: 3, column: 1 })]), { row: 2, column: 1 })?.row, 5);
  assert.equal(next([], none, null), undefined);
});

test("cells are counted, columns with doubts are seen, and what the list doesn't name stays", () => {
  assert.deepEqual(counts(reading, new Set()), { known: 3, look: 2, unknown: 1 });
  assert.deepEqual(counts(reading, new Set([keyOf({ row: 5, column: 1 })])), { known: 3, look: 2, unknown: 0 });
  assert.deepEqual(shown(reading), [0, 1]);
  const row = { no: 2, item: "a", name: "甲", existing: true, papers: [], changes: [{ id: "fee", column: "fee", says: [] }, { id: "materials:x", column: "materials", says: [], removes: true }] };
  assert.deepEqual([...usual(row)], ["fee"]);
  assert.ok(makeable(row) && !makeable({ ...row, changes: [] }) && !makeable({ ...row, blocked: "?" }));
});
