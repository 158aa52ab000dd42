import assert from "node:assert/strict";
import { test } from "node:test";
import type { Input, Node, Plan, PlanField } from "./contract";
import { Session, bindPlan } from "./evaluate";

const v = (name: string): Node => ["var", name];
const yes: Node = ["lit", "boolean", true];

function plan(fields: Partial<PlanField>[], rest: Partial<Plan> = {}): Plan {
  const all = fields.map((f) => ({ title: f.id, section: "s", ...f })) as PlanField[];
  return {
    digest: "d", language: "zh-Hans", id: "i", name: "试", type: "permit", department: { id: "d", title: "局" }, applicants: ["person"], acting: ["self"],
    guide: {}, records: {}, sections: [{ id: "s", title: "节" }], fields: all, order: ["section.s", ...all.map((f) => "form." + f.id)], ...rest,
  };
}

const input = (more: Partial<Input> = {}): Input => ({
  submit: false, today: "2026-11-23", applicant: { kind: "person", no: "1", name: "陈" },
  user: { no: "1", name: "陈", phone: "", level: 4, actsAs: "self" }, answers: {}, ...more,
});

test("an answer is seen by what hangs on it, and can be taken back", () => {
  const s = new Session(plan([{ id: "a", type: "integer" }, { id: "b", type: "text", show: [">", v("form.a"), ["lit", "integer", "2"]] }]), input());
  assert.deepEqual(s.state().fields["form.b"], { shown: false, is: "unknown", edit: "none", missing: ["form.a"] });
  s.answer("a", 3);
  assert.equal(s.state().fields["form.b"]?.shown, true);
  s.answer("a", undefined);
  assert.deepEqual(s.input.answers, {});
  assert.equal(s.state().fields["form.b"]?.is, "unknown");
});

test("nothing changes: the same state; the caller's input stays as it was", () => {
  const given = input({ answers: { a: 1 } });
  const s = new Session(bindPlan(plan([{ id: "a", type: "integer" }])), given);
  const first = s.state();
  assert.equal(s.state(), first);
  s.answer("nowhere", 1);
  assert.equal(s.state(), first);
  s.answer("a", 2);
  s.dispute("form.a");
  s.found("src", "k", { status: "down" });
  assert.notEqual(s.state(), first);
  assert.deepEqual(given, input({ answers: { a: 1 } }));
  assert.deepEqual(s.input.disputed, ["form.a"]);
  s.dispute("form.a", false);
  assert.equal(s.input.disputed, undefined);
});

const table = (rows: PlanField["rows"]): Partial<PlanField> => ({
  id: "t", type: "table", rows, need: yes, columns: [{ id: "n", type: "integer", title: "数" }, { id: "w", type: "text", title: "名" }], order: ["row.n", "row.w"],
});

test("cells are answered by the path that the state uses", () => {
  const s = new Session(plan([table({ min: 1, max: 9 })]), input({ answers: { t: [{ _row: "r1", n: 1 }, { _row: "r2" }] } }));
  assert.deepEqual(s.state().fields["form.t"]?.rows, ["r1", "r2"]);
  s.answerAt("form.t[r2].n", "x");
  assert.deepEqual(s.state().fields["form.t[r2].n"]?.errors, [{ code: "shape" }]);
  s.answerAt("form.t[r2].n", 5);
  assert.equal(s.state().fields["form.t[r2].n"]?.value, 5);
  s.answerAt("form.t[r2].n", undefined);
  assert.deepEqual(s.rowsOf("t"), [{ _row: "r1", n: 1 }, { _row: "r2" }]);
});

test("the first cell of a fixed table makes its row", () => {
  const s = new Session(plan([table({ fixed: ["专间", "洗消间"] })]), input());
  assert.deepEqual(s.state().fields["form.t"]?.rows, ["f1", "f2"]);
  s.answerAt("form.t[f2].w", "甲");
  assert.deepEqual(s.input.answers["t"], [{ _row: "f2", w: "甲" }]);
  assert.equal(s.state().fields["form.t[f2].w"]?.value, "甲");
});

test("what every object inherits is nobody's answer", () => {
  const fact = { id: "f", source: "src", key: v("form.constructor") };
  const p = plan([{ id: "constructor", type: "text" }, { id: "toString", type: "text" }], {
    facts: [fact], records: { src: { id: "src", title: "库", cells: [{ id: "valueOf", type: "text", title: "值" }] } },
  });
  p.order.push("f");
  const s = new Session(p, input());
  assert.equal(s.state().fields["form.toString"]?.is, "unknown");
  for (const key of ["__proto__", "constructor", "hasOwnProperty"]) {
    s.answer("constructor", key);
    assert.deepEqual(s.state().wants, [{ source: "src", fact: "f", key }]);
    s.found("src", key, { status: "records", records: [{ id: "r", cells: {} }] });
    assert.equal(s.state().facts?.["f"]?.record, "r", key);
  }
});

test("a new input is read where it differs", () => {
  const s = new Session(plan([{ id: "a", type: "integer" }, { id: "b", type: "integer" }]), input({ answers: { a: 1, b: 2 } }));
  s.state();
  s.replace(input({ answers: { a: 1, b: 3 }, submit: true }));
  assert.equal(s.state().fields["form.b"]?.value, 3);
  assert.equal(s.state().submit, true);
  assert.throws(() => s.replace(input({ today: "2026-02-30" })), /YYYY-MM-DD/);
});

test("a plan of another version is refused", () => {
  const broken = (n: Node) => () => bindPlan(plan([{ id: "a", type: "text", show: n }]));
  assert.throws(broken(["frobnicate", v("form.a")]), /no function frobnicate/);
  assert.throws(broken(v("form.z")), /no name form.z/);
  assert.throws(() => bindPlan(plan([{ id: "a", type: "hologram" as "text" }])), /no type hologram/);
  assert.throws(() => bindPlan({ ...plan([{ id: "a", type: "text" }]), order: ["section.s"] }), /order/);
});

test("a confirmation stands for what was confirmed", () => {
  const found = (x: string) => ({ status: "records" as const, records: [{ id: "1", cells: { x } }] });
  const facts = [{ id: "f", source: "s", key: v("applicant.no") }], records = { s: { id: "s", title: "库", cells: [{ id: "x", type: "text" as const, title: "甲" }] } };
  const s = new Session(plan([{ id: "a", type: "text", edit: "confirm", fill: [{ value: ["get", v("f"), "x"], facts: ["f"] }] }], { facts, records, order: ["section.s", "f", "form.a"] }), input());
  const confirm = (): unknown => s.state().fields["form.a"]?.confirm;
  s.confirm("form.a");
  assert.equal(s.input.confirmed, undefined, "nothing stands there yet");
  s.found("s", "1", found("一"));
  assert.equal(confirm(), "waiting");
  s.confirm("form.a");
  assert.deepEqual(s.input.confirmed, { "form.a": 's "一"' });
  assert.equal(confirm(), "done");
  s.found("s", "1", found("二"));
  assert.equal(confirm(), "waiting");
  s.found("s", "1", found("一"));
  assert.equal(confirm(), "done");
  s.confirm("form.a", false);
  assert.equal(s.input.confirmed, undefined);
});
