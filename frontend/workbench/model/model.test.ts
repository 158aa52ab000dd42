import assert from "node:assert/strict";
import { test } from "node:test";
import type { FieldState, Plan, PlanField, State, View } from "../../core/contract";
import { nextOf } from "../claims";
import type { Box, StaffLine } from "../desk";
import { daysUntil, districtDay, groupOf, leftOf, waiting } from "../due";
import { addressOf, queryOf, TODAY } from "../query";
import { pulled, resized, shifted, START } from "./box";
import { told } from "./changes";
import { columnOf } from "./column";
import { checksOf, tallyOf } from "./checks";
import { countsOf, sectionsOf } from "./form";
import { papersOf } from "./materials";
import { linksOf, namesIn, titleOf } from "./names";

const field = (id: string, more: Partial<PlanField> = {}): PlanField => ({ id, type: "text", section: "s", title: `标题${id}`, ...more });
const value = (v: unknown, from: FieldState["from"], more: Partial<FieldState> = {}): FieldState => ({ shown: true, is: "value", value: v, from, ...more });
const cell = (name: string) => ["get", ["var", "person"], name] as const;

/** A view that has one of everything. */
function viewOf(): View {
  const plan = {
    fields: [
      field("name", { fill: [{ value: [...cell("name")], facts: ["person"] }] }),
      field("born", { fill: [{ value: [...cell("birth")], facts: ["person"] }] }),
      field("bank"),
      field("sum"),
      field("people", { type: "table", columns: [field("who"), field("no")] }),
      field("point", { section: "p", clerk: true, step: "precheck", title: "看存折", point: { lookAt: ["book", "bank"] } }),
    ],
    sections: [{ id: "s", title: "一" }, { id: "p", title: "要点", step: "review" }],
    rules: [
      { id: "ok", title: "户名", that: ["==", ["var", "form.bank"], [...cell("name")]], effect: "review" },
      { id: "old", title: "年龄", that: ["<", [...cell("birth")], ["lit", "date", "person.name"]], effect: "refuse" },
      { id: "wait", title: "等", that: ["var", "card"], effect: "review" },
      { id: "off", title: "不适用", that: ["lit", "boolean", true], effect: "refuse" },
    ],
    materials: [
      { id: "book", title: "存折" }, { id: "idc", title: "身份证", reuse: [{ by: "card", trust: "B" }] }, { id: "none", title: "用不到" }, { id: "health", title: "健康证", per: "people" },
    ],
    facts: [{ id: "person", source: "person" }, { id: "card", source: "id_card", licence: true }],
    records: { person: { id: "person", title: "人口库", cells: [] }, id_card: { id: "id_card", title: "身份证库", licence: true, cells: [] } },
    guide: {},
  } as unknown as Plan;
  const fact = (record: string): FieldState["from"] => ({ kind: "fact", fact: record, source: record, at: "2026-11-01" });
  const state = {
    sections: { s: { shown: true }, p: { shown: true } },
    fields: {
      "form.name": value("陈", fact("person")), "form.born": value("1944-01-01", fact("person")),
      "form.bank": value("李", { kind: "answer" }, { filled: "陈" }), "form.sum": value("1", { kind: "computed" }),
      "form.people": value([], { kind: "answer" }, { rows: ["r2", "r1"] }), "form.people[r1].who": value("乙", { kind: "answer" }), "form.people[r1].no": value("1", { kind: "answer" }),
      "form.people[r2].who": value("甲", { kind: "answer" }, { disputed: true }), "form.people[r2].no": { shown: false, is: "empty" },
      "form.point": { shown: true, is: "unknown" },
    },
    facts: { person: { source: "person", is: "value" }, card: { source: "id_card", is: "unknown", down: true } },
    rules: { ok: { result: "false", effect: "review", text: "户名不一样" }, old: { result: "true" }, wait: { result: "unknown", missing: ["card"] }, off: { result: "off" } },
    materials: { book: { state: "given", need: true }, idc: { state: "to_be_found", need: true }, none: { state: "not_needed", need: false }, "health[r1]": { state: "promised", need: true, promise: "我承诺" } },
    review: ["card"],
  } as unknown as State;
  return { contract: 1, plan, state, input: {} as View["input"], sources: { person: "自然人库" } };
}

test("names of a rule: each cell of a look-up by itself, nothing out of literals", () => {
  const { rules } = viewOf().plan;
  assert.deepEqual(namesIn(rules![0]!.that), ["form.bank", "person.name"]);
  assert.deepEqual(namesIn(rules![1]!.that), ["person.birth"]);
});

test("a rule leads to the values that it reads and to no other of the same register", () => {
  const { plan, state } = viewOf();
  assert.deepEqual(linksOf(plan, state, namesIn(plan.rules![0]!.that)), { fields: ["form.name", "form.bank"], materials: [] });
  assert.deepEqual(linksOf(plan, state, ["card"]), { fields: [], materials: ["idc"] });
  assert.equal(titleOf(plan, state, "form.people[r1].who"), "标题people · 标题who");
  assert.equal(titleOf(plan, state, "choose:card"), "身份证库");
  assert.equal(titleOf(plan, state, "materials.book"), "存折");
  assert.equal(titleOf(plan, state, "consent:book"), "存折", "a signature that is missing");
  assert.equal(titleOf(plan, state, "compare"), "");
});

test("checks: what fails first, then what is not known, what people look at, what holds; what is off is left out", () => {
  const checks = checksOf(viewOf());
  assert.deepEqual(checks.map((c) => [c.id, c.mark]), [
    ["rule.ok", "no"], ["rule.wait", "unknown"], ["review.card", "look"], ["promise.health[r1]", "look"], ["point.point", "look"], ["rule.old", "yes"],
  ]);
  assert.deepEqual(checks[1]!.missing, ["身份证库"]);
  assert.ok(checks[1]!.down && checks[2]!.down, "a source that is down is told");
  assert.deepEqual(checks[4]!.materials, ["book"]);
  assert.deepEqual(checks[4]!.fields, ["form.bank"]);
  assert.deepEqual(tallyOf(checks), { done: 1, open: 5, all: 6 });
});

test("form: sections of staff are left out, a changed value has the register's beside it, rows keep their order", () => {
  const sections = sectionsOf(viewOf(), new Set(["form.born"]));
  assert.deepEqual(sections.map((s) => s.id), ["s"]);
  const rows = new Map(sections[0]!.rows.map((r) => [r.path, r]));
  assert.deepEqual(rows.get("form.name")!.source, { kind: "register", title: "自然人库", on: "2026-11-01" });
  assert.equal(rows.get("form.bank")!.source.kind, "changed");
  assert.deepEqual(rows.get("form.bank")!.registered, { value: "陈", title: "" });
  assert.deepEqual([...rows.values()].filter((r) => r.look).map((r) => r.path), ["form.born", "form.bank", "form.people"]);
  assert.deepEqual(rows.get("form.people")!.rows!.map((r) => r.cells.map((c) => c.value)), [["甲"], ["乙", "1"]]);
  assert.deepEqual(countsOf(sections), { all: 5, register: 2, own: 2, computed: 1 });
});

test("materials: those to look at first, one of a row by the row's name, without a file on paper", () => {
  const file = { id: "x.1", name: "a.png", type: "image/png", size: 1, digest: "", at: "" };
  const papers = papersOf(viewOf(), { "health[r1]": [file] }, (n) => `第${n}行`);
  assert.deepEqual(papers.map((p) => p.title), ["存折", "身份证", "健康证 · 乙", "用不到"]);
  assert.deepEqual(papers.map((p) => p.onPaper), [true, false, false, false]);
  assert.equal(papers[2]!.files.length, 1);
});

test("days are the district's, and the light follows them", () => {
  assert.equal(districtDay(new Date("2026-11-23T16:30:00Z")), "2026-11-24");
  assert.equal(daysUntil("2026-12-01", "2026-11-24"), 7);
  const at = (due: string, state = "submitted") => leftOf({ state, due }, "2026-11-24");
  assert.deepEqual([at("2026-11-23"), at("2026-11-24"), at("2026-11-25"), at("2026-11-26"), at("2026-11-23", "precheck_failed")].map((l) => l!.light), ["r", "y", "y", "g", "p"]);
  assert.equal(leftOf({ state: "submitted" }, "2026-11-24"), null);
  const cases = [{ state: "submitted", due: "2026-11-01" }, { state: "submitted", due: "2026-11-24" }, { state: "submitted", due: "2026-12-09" }, { state: "submitted" }, { state: "precheck_passed", due: "2026-11-20" }, { state: "precheck_passed" }];
  assert.deepEqual(cases.map((c) => groupOf(c, "2026-11-24")), ["over", "today", "next", "next", "stands", "stands"]);
});

test("the address holds the query, the ordinary one is bare, and no words of a search", () => {
  const ask = { filter: "", state: "", item: "", found: false };
  for (const f of [TODAY, { ...ask, filter: "mine" }, { ...ask, state: "submitted" }, ask, { ...TODAY, item: "food & 1" }, { ...TODAY, found: true }]) {
    assert.deepEqual(queryOf(new URL(addressOf(f), "http://x").searchParams), f);
  }
  assert.equal(addressOf(TODAY), "/");
  assert.equal(addressOf({ ...ask, state: "precheck_passed" }), "/?state=precheck_passed");
});

test("N takes the first that waits and is free or one's own, and passes over what was tried", () => {
  const line = (number: string, state: string, claim?: { name: string; mine?: boolean; at: string }) => ({ number, state, claim }) as unknown as StaffLine;
  const cases = [line("1", "precheck_failed"), line("2", "submitted", { name: "陈", at: "" }), line("3", "submitted"), line("4", "submitted", { name: "我", mine: true, at: "" })];
  assert.equal(nextOf(cases, waiting, new Set())?.number, "3");
  assert.equal(nextOf(cases, waiting, new Set(["3"]))?.number, "4");
  assert.equal(nextOf(cases, waiting, new Set(["3", "4"])), undefined);
});

test("a mark stays on its picture, however it is drawn, moved or resized", () => {
  const inside = (b: Box) => b.x >= 0 && b.y >= 0 && b.width > 0 && b.height > 0 && b.x + b.width <= 10_000 && b.y + b.height <= 10_000;
  assert.deepEqual(pulled({ x: 3000, y: 4000 }, { x: 1000, y: 6000 }), { x: 1000, y: 4000, width: 2000, height: 2000 });
  assert.ok(inside(pulled({ x: -500, y: 9990 }, { x: 12_000, y: 12_000 })));
  assert.ok(inside(pulled({ x: 5, y: 5 }, { x: 5, y: 5 })), "a click is a small box");
  let b = START;
  for (let i = 0; i < 99; i++) { b = shifted(b, 1, 1); b = resized(b, i % 2 ? -1 : 1, 1); assert.ok(inside(b)); }
  for (let i = 0; i < 99; i++) { b = resized(shifted(b, -1, -1), -1, -1); assert.ok(inside(b)); }
});

test("changes: the applicant's own first, each by the title of its question", () => {
  const { plan, state } = viewOf();
  const list = told(plan, state, [
    { path: "form.sum", kind: "value", by: "computed", was: "1", is: "2" }, { path: "form.bank", kind: "value", by: "applicant", was: "李", is: "陈" },
    { path: "form.people[r1].who", kind: "value", by: "applicant" }, { path: "book", kind: "files", by: "applicant", was: ["a"], is: ["b"] },
  ]);
  assert.deepEqual(list.map((c) => c.title), ["标题bank", "标题people · 标题who", "存折", "标题sum"]);
  assert.equal(list[1]!.field!.id, "who");
  assert.equal(list[2]!.field, undefined);
});

test("a filter's fault names its column, in both languages", () => {
  assert.equal(columnOf("第12个字：没有这个名字"), 12);
  assert.equal(columnOf("Character 3: no"), 3);
  assert.equal(columnOf("别的"), 0);
});
