import assert from "node:assert/strict";
import { test } from "node:test";
import type { Input } from "../core/contract";
import { apply, compose, isNothing, nothing, patchOf, rebase, without, type Json, type Ops } from "./ops";
import { same } from "./same";

const input = (answers: Record<string, unknown> = {}, more: Partial<Input> = {}): Input => ({
  submit: false, today: "2026-11-24", applicant: { kind: "person", no: "A", name: "" }, user: { no: "U", name: "", phone: "", level: 4, actsAs: "self" }, answers, ...more,
});
const ops = (part: Partial<Ops>): Ops => ({ ...nothing(), ...part });

test("an answer, a blank and none at all are three things", () => {
  const o = ops({ answers: { a: ["x"], b: [null], c: [] } });
  assert.deepEqual(apply(input({ c: 1, d: 2 }), o).answers, { a: "x", b: null, d: 2 });
  assert.deepEqual(patchOf(3, input(), {}, o), { version: 3, answers: { a: "x", b: null }, cleared: ["c"] });
});

test("later changes count, and nothing of the earlier ones is lost", () => {
  const o = compose(ops({ answers: { a: ["1"], b: ["2"] }, lists: { confirmed: { p: true } } }), ops({ answers: { a: ["3"] }, lists: { confirmed: { q: true, p: false } }, insist: true }));
  assert.deepEqual(o.answers, { a: ["3"], b: ["2"] });
  assert.deepEqual(o.lists.confirmed, { p: false, q: true });
  assert.equal(o.insist, true);
});

test("a list is sent whole, with what the server had", () => {
  const o = ops({ lists: { confirmed: { b: true, a: false } } });
  assert.deepEqual(patchOf(1, input({}, { confirmed: { a: "", c: "" } }), {}, o), { version: 1, confirmed: ["b", "c"] });
});

test("a material that has a file is not one that is brought on paper", () => {
  const o = ops({ lists: { brought: { m2: true } } });
  const files = { m1: [{ id: "f", name: "", type: "", size: 1, digest: "", at: "" }] };
  assert.deepEqual(patchOf(1, input({}, { given: ["m1", "m3"] }), files, o).brought, ["m2", "m3"]);
  assert.deepEqual(apply(input({}, { given: ["m1"] }), o).given, ["m1", "m2"]);
});

test("signatures are the user's", () => {
  const o = ops({ sign: { x: true, y: false } });
  assert.deepEqual(apply(input({}, { signed: { y: "U" } }), o).signed, { x: "U" });
  const p = patchOf(1, input(), {}, o);
  assert.deepEqual([p.sign, p.unsign], [["x"], ["y"]]);
});

const before: Json = [{ _row: "r1", name: "林", job: "厨工" }, { _row: "r2", name: "黄" }];

test("rows changed here and rows changed elsewhere come together", () => {
  const mine: Json = [{ _row: "r1", name: "林嘉", job: "厨工" }, { _row: "r2", name: "黄" }, { _row: "r3", name: "新" }];
  const theirs = input({ t: [{ _row: "r1", name: "林", job: "店长" }, { _row: "r2", name: "黄㛃" }] });
  const r = rebase(ops({ answers: { t: [mine] }, before: { t: before } }), theirs);
  assert.deepEqual(r.answers.t, [[{ _row: "r1", name: "林嘉", job: "店长" }, { _row: "r2", name: "黄㛃" }, { _row: "r3", name: "新" }]]);
  assert.deepEqual(r.before.t, theirs.answers.t);
});

test("a row removed here stays away; one removed elsewhere comes back only if it was worked on here", () => {
  const removed = rebase(ops({ answers: { t: [[{ _row: "r1", name: "林", job: "厨工" }]] }, before: { t: before } }), input({ t: [{ _row: "r1", name: "林", job: "厨工" }, { _row: "r2", name: "黄" }] }));
  assert.deepEqual((removed.answers.t![0] as { _row: string }[]).map((r) => r._row), ["r1"]);
  const elsewhere = rebase(ops({ answers: { t: [[{ _row: "r1", name: "改" }, { _row: "r2", name: "黄" }]] }, before: { t: before } }), input({ t: [] }));
  assert.deepEqual((elsewhere.answers.t![0] as { _row: string }[]).map((r) => r._row), ["r1"]);
});

test("without drops the answers that were refused, and only those", () => {
  const o = without(ops({ answers: { a: [1], b: [2] }, lists: { promised: { m: true } } }), ["a"]);
  assert.deepEqual(o.answers, { b: [2] });
  assert.equal(isNothing(o), false);
  assert.equal(isNothing(without(ops({ answers: { a: [1] } }), ["a"])), true);
});

test("the same value, whatever the order of its keys", () => {
  assert.ok(same({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }));
  assert.ok(same({ a: 1, b: undefined }, { a: 1 }));
  for (const [a, b] of [[{ a: 1 }, { a: 2 }], [[1], [1, 2]], [[], {}], [null, {}], [{ a: 1 }, {}], ["1", 1]]) assert.ok(!same(a, b), JSON.stringify([a, b]));
});
