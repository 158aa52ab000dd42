import assert from "node:assert/strict";
import { test } from "node:test";
import type { ItemRow, PaperUse, Way } from "./api";
import { columnsOf, leastTrust, matching, pathOf, rate, shownColumns, step, sumOf } from "./matrix";

const way = (entry: number, records: string, licence: boolean, trust = "A"): Way => ({ entry, records, title: `${records} title`, licence, trust });
const items: ItemRow[] = [
  { item: "elder", name: "高龄津贴", department: { id: "civil", title: "民政局" }, papers: [
    { id: "id_card", title: "身份证", ways: [way(1, "person", false), way(2, "card", true), way(3, "person", false, "B")] },
    { id: "book", title: "户口簿", ways: [way(1, "person", false), way(2, "hukou", true)] },
    { id: "photo", title: "照片", ways: [] },
  ] },
  { item: "shop", name: "营业执照", department: { id: "market", title: "市监局" }, papers: [{ id: "lease", title: "租约", ways: [way(1, "estate", true), way(2, "card", true)] }] },
];
const use = (waived: number, asked: number, by: Record<string, number> = {}): PaperUse => ({ material: "id_card", waived, asked, by, reasons: [] });

test("licences come before registers, and those that most papers go by first; a column counts a paper once", () => {
  assert.deepEqual(columnsOf(items).map((c) => c.records), ["card", "estate", "hukou", "person"]);
  assert.equal(columnsOf([]).length, 0);
});

test("columns that no row has a rule for are folded, and none is lost", () => {
  const { columns, others } = shownColumns(items, [items[1]!]);
  assert.deepEqual([columns.map((c) => c.records), others.map((c) => c.records)], [["card", "estate"], ["hukou", "person"]]);
  assert.deepEqual(shownColumns(items, items).others, []);
});

test("a rate is of what belonged to the applications; nearly all is not all", () => {
  assert.equal(rate(use(0, 0)), null);
  assert.equal(rate(use(3, 1)), 75);
  assert.equal(rate(use(3, 1, { person: 2, card: 1 }), "card"), 25);
  assert.equal(rate(use(3, 1, { person: 3 }), "card"), 0);
  assert.equal(rate(use(999, 1)), 99);
  assert.equal(rate(use(1, 999)), 1);
  assert.equal(rate(use(5, 0)), 100);
});

test("of several rules the one that trusts least counts", () => {
  assert.equal(leastTrust([way(1, "x", true, "B"), way(2, "x", true, "A")]), "B");
  assert.equal(leastTrust([]), "");
});

test("sums are of the papers that are known, and of nothing else", () => {
  const used = { cases: 4, papers: [use(3, 1), { ...use(9, 9), material: "gone" }] };
  assert.deepEqual(sumOf(items, (i) => (i === "elder" ? used : undefined)), { papers: 4, needed: 4, waived: 3 });
});

test("a word finds items, papers and what stands in for them", () => {
  assert.equal(matching(items, "高龄")[0]!.papers.length, 3);
  assert.deepEqual(matching(items, "租约").map((i) => i.item), ["shop"]);
  assert.deepEqual(matching(items, "HUKOU").flatMap((i) => i.papers.map((p) => p.id)), ["book"]);
  assert.deepEqual(matching(items, "没有"), []);
});

test("arrows stay inside the grid", () => {
  assert.deepEqual(step([0, 0], "ArrowUp", 3, 4), [0, 0]);
  assert.deepEqual(step([2, 1], "ArrowDown", 3, 4), [2, 1]);
  assert.deepEqual(step([1, 1], "ArrowRight", 3, 4), [1, 2]);
  assert.deepEqual(step([1, 1], "End", 3, 4), [1, 3]);
  assert.equal(step([1, 1], "x", 3, 4), null);
});

test("a rule stands in the file at its place in the paper's list", () => {
  assert.equal(pathOf("book", way(2, "hukou", true)), "/materials/#book/reuse/1");
  assert.equal(pathOf("book", { ...way(2, "hukou", true), sentence: "有效" }), "/materials/#book/reuse/1/when");
  assert.equal(pathOf("book"), "/materials/#book");
});
