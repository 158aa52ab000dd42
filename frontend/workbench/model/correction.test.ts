import assert from "node:assert/strict";
import { test } from "node:test";
import type { View } from "../../core/contract";
import type { PaperMark } from "../desk";
import type { Check } from "./checks";
import { candidatesOf, faultsOf, itemsOf, lawsOf, lineOf, merged, ordinal, ownPoint, placesOf, type Point } from "./correction";
import type { Paper } from "./materials";

const check = (id: string, more: Partial<Check> = {}): Check => ({
  id, kind: "rule", mark: "no", title: `核对${id}`, text: "", missing: [], basis: [], down: false, why: "", fields: [], materials: [], ...more,
});
const mark = (id: string, more: Partial<PaperMark> = {}): PaperMark => ({ id, round: 1, material: "plan", text: "没有标出专间", name: "陈", at: "", ...more });
const view = {
  plan: {
    fields: [{ id: "bank", title: "开户行", section: "s" }, { id: "sum", title: "算出的", section: "s", compute: [{}] }, { id: "hidden", title: "看不见", section: "s" }, { id: "point", title: "要点", clerk: true }],
    materials: [{ id: "plan", title: "布局图", basis: [{ law: "办法", article: "第十二条" }] }, { id: "card", title: "身份证" }],
    guide: { faults: [{ fault: "账户户名和老人姓名不一样", mend: "用老人本人的账户" }] },
    records: {},
  },
  state: { fields: { "form.bank": { shown: true, from: { kind: "answer" } }, "form.sum": { shown: true, from: { kind: "computed" } }, "form.hidden": { shown: false }, "form.point": { shown: true } }, materials: { plan: { state: "given" }, card: { state: "reused" } } },
} as unknown as View;
const paper = (path: string, state: string) => ({ path, title: path === "plan" ? "布局图" : path, state: { state, need: true }, plan: { id: path, title: path }, files: [], look: true, onPaper: false }) as unknown as Paper;
const papers = [paper("plan", "given"), paper("card", "reused"), paper("extra", "not_needed"), paper("book", "needed")];
const point = (more: Partial<Point> = {}): Point => ({ ...ownPoint(1, "平面图没有标出冷食类专间", "标出专间的位置和面积"), path: "materials.plan", kind: "material", title: "布局图", ...more });

test("checks that differ, marks and papers that are missing come in; what fits stays out", () => {
  const checks = [
    check("a", { text: "账户户名和老人姓名不一样，请改", fields: ["form.bank"], basis: [{ law: "通知", article: "第三条" }] }), check("b", { materials: ["plan"], fields: ["form.bank", "form.sum"] }),
    check("c"), check("d", { mark: "yes" }),
  ];
  const list = candidatesOf(view, checks, { a: "differs", b: "differs", c: "fits", d: "differs" }, [mark("1", { offered: true }), mark("2")], papers);
  assert.deepEqual(list.map((p) => [p.id, p.path, p.kind, p.ticked]), [
    ["a", "form.bank", "field", true], ["b", "materials.plan", "material", true], ["mark.1", "materials.plan", "material", true], ["mark.2", "materials.plan", "material", false],
    ["paper.book", "materials.book", "material", true],
  ]);
  assert.deepEqual(list.map((p) => p.also ?? []), [[], ["form.bank"], [], [], []], "what a register or a rule says is not the applicant's to mend");
  assert.equal(list[0]!.how, "用老人本人的账户", "a usual fault says how to mend it");
  assert.equal(list[0]!.basis, "通知第三条");
  assert.equal(list[2]!.basis, "办法第十二条");
});

test("what was typed stands when candidates come anew, own points stay, what is gone goes", () => {
  const fresh = [{ ...point(), id: "a", reason: "旧", from: "check" as const }, { ...point(), id: "b", from: "check" as const }];
  const kept = [{ ...point(), id: "a", reason: "我写的", from: "check" as const, ticked: false }, { ...point(), id: "gone", from: "check" as const }, ownPoint(3, "自己加的")];
  const list = merged(fresh, kept);
  assert.deepEqual(list.map((p) => p.id), ["a", "b", "own.3"]);
  assert.equal(list[0]!.reason, "我写的");
  assert.equal(list[0]!.ticked, false);
});

test("once and completely: what keeps a notice from being sent", () => {
  const kinds = (points: Point[], open = 0) => faultsOf(points, open, papers).map((f) => f.kind);
  assert.deepEqual(kinds([point()]), []);
  assert.deepEqual(kinds([point()], 2), ["open"]);
  assert.deepEqual(kinds([point({ ticked: false })]), ["none"], "what isn't ticked isn't judged");
  assert.deepEqual(kinds([point({ reason: " " })]), ["reason"]);
  assert.deepEqual(kinds([point({ how: "" })]), ["how"]);
  assert.deepEqual(kinds([point({ path: "" })]), ["place"]);
  assert.deepEqual(kinds([point({ path: "materials.card" })]), ["held"], "what is on record isn't asked for");
  assert.deepEqual(kinds([point({ path: "materials.extra" })]), ["idle"]);
  assert.deepEqual(kinds([point(), point({ id: "own.2" })]), ["twice"]);
  assert.deepEqual(kinds([point({ reason: "材料不规范" })]), ["vague"]);
  assert.deepEqual(kinds([point({ reason: "平面图不规范：没有标出冷食类专间的位置和面积" })]), [], "a vague word with what is meant is clear");
});

test("the order is what is ticked, the document says the same", () => {
  const points = [point(), point({ id: "own.2", path: "form.bank", title: "开户行", reason: "开户行和存折上的不一样", how: "照存折首页改。", basis: "通知第三条" }), point({ id: "own.3", ticked: false })];
  const places = placesOf(view, papers);
  assert.deepEqual(itemsOf(points, places), [
    { path: "materials.plan", reason: "平面图没有标出冷食类专间", mend: "标出专间的位置和面积" }, { path: "form.bank", reason: "开户行和存折上的不一样", mend: "照存折首页改。" },
  ]);
  assert.deepEqual(itemsOf([point({ also: ["form.bank", "form.hidden"] }), point({ id: "own.4", reason: "看不清", how: "重新拍" })], places), [
    { path: "materials.plan", reason: "平面图没有标出冷食类专间；看不清", mend: "标出专间的位置和面积；重新拍" }, { path: "form.bank", reason: "平面图没有标出冷食类专间", mend: "标出专间的位置和面积" },
  ], "each place once; a check opens all on which it hangs, and nothing that isn't the applicant's to mend");
  assert.equal(lineOf(points[1]!), "开户行：开户行和存折上的不一样。照存折首页改。");
  assert.deepEqual(lawsOf([...points, point({ id: "own.4", basis: "通知第三条；办法第十二条" })]), ["通知第三条", "办法第十二条"]);
  assert.deepEqual([1, 10, 11, 20, 21, 35].map(ordinal), ["一", "十", "十一", "二十", "二十一", "三十五"]);
});

test("a point is about a paper that the case needs or a question that is shown", () => {
  assert.deepEqual(placesOf(view, papers).map((p) => p.path), ["materials.plan", "materials.card", "materials.book", "form.bank"]);
});
