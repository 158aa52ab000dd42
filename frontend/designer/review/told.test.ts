import assert from "node:assert/strict";
import { test } from "node:test";
import type { Change, Comment } from "./api";
import { counted, keeps, keyOf, linesOf, openThreads, partsOf, threadsAt, threadsOf, within } from "./told";

const change = (path: string, kind: Change["kind"] = "changed", after: Change["after"] = "b"): Change => ({ path, kind, title: { zh: "", en: "" }, says: { zh: "", en: "" }, before: "a", after });
const own = "items/x/item.yaml";

test("differences of the item come part by part, what it is together, other files each on its own", () => {
  const parts = partsOf({ version: 1, files: [
    { file: own, kind: "Item", new: false, removed: false, broken: false, changes: [change("/name"), change("/form/#a/title"), change("/code"), change("/form/#b/title", "added")] },
    { file: "items/x/tests.yaml", kind: "Tests", new: false, removed: false, broken: false, changes: [change("/tests/0/name"), change("/item")] },
    { file: "sources/y.yaml", kind: "", new: false, removed: false, broken: true, changes: [] },
  ] });
  assert.deepEqual(parts.map((p) => [p.file, p.part, p.list.length, p.broken]), [[own, "", 2, false], [own, "form", 2, false], ["items/x/tests.yaml", "", 2, false], ["sources/y.yaml", "", 0, true]]);
  assert.deepEqual(counted(parts.flatMap((p) => p.list)), [["added", 1], ["changed", 5]]);
});

test("what was seen counts until the same place changes again", () => {
  assert.equal(keyOf(own, change("/name")), keyOf(own, change("/name")));
  assert.notEqual(keyOf(own, change("/name")), keyOf(own, change("/name", "changed", "c")));
  assert.notEqual(keyOf(own, change("/name")), keyOf("sources/y.yaml", change("/name")));
});

test("a sentence does not say its part again", () => {
  assert.equal(within("表单 › “住处”：新增“楼层”", "表单"), "“住处”：新增“楼层”");
  assert.equal(within("表单：新增“住处”", "表单"), "新增“住处”");
  assert.equal(within("“名称”从“甲”改为“乙”", "名称"), "“名称”从“甲”改为“乙”");
});

test("a value is told line by line", () => {
  const name = (k: string) => ({ title: "标题", options: "选项" })[k] ?? k;
  assert.deepEqual(linesOf({ title: "住处", options: { own: "自有", rent: "租的" }, fields: [{ id: "a", title: "甲" }, "b"] }, name),
    ["标题：住处", "选项", "  own：自有", "  rent：租的", "fields", "  · id：a", "    标题：甲", "  · b"]);
  assert.deepEqual(linesOf(null, name), []);
  assert.deepEqual(linesOf("一\n二", name), ["一", "二"]);
});

test("threads stand at their place, and one that is not settled keeps from agreeing", () => {
  const c = (id: string, more: Partial<Comment> = {}): Comment => ({ id, text: id, by: "何", at: "2026-03-02T09:00:00Z", file: own, path: "/name", ...more });
  const threads = threadsOf([c("1"), c("2", { thread: "1" }), c("3", { path: "/form", settled: "2026-03-02T10:00:00Z" })]);
  assert.deepEqual(threads.map((t) => t.answers.length), [1, 0]);
  assert.deepEqual(threadsAt(threads, { file: own, path: "/name" }).map((t) => t.first.id), ["1"]);
  assert.equal(openThreads(threads), 1);
  assert.equal(keeps(2, 1), "unseen");
  assert.equal(keeps(0, 1), "comments");
  assert.equal(keeps(0, 0), "");
});
