import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../core/api";
import type { DefinitionDraft, StepLine, Written } from "./api";
import { Document, patch, type Keep, type Pending, type World } from "./document";
import { at, textOf, treeOf, type Command } from "./model/tree";

const first: DefinitionDraft = {
  id: "d1", item: "x", title: "样例", state: "open", version: 0, may: {}, steps: [], people: [],
  files: [{ path: "items/x/item.yaml", kind: "item", text: "title: 甲\n" }, { path: "items/x/tests.yaml", kind: "tests", text: "" }],
};
const tree = treeOf({ title: "甲", form: [{ section: "a", fields: [{ id: "one", title: "一" }, { id: "two", title: "二" }] }, { section: "b", fields: [] }] });

/** A server that takes everything, and a clock that only the test moves. */
class Fake implements World {
  sent: Command[] = [];
  files: string[] = [];
  keys: string[] = [];
  version = 0;
  fails: (ApiError | null)[] = [];
  kept: Pending[] = [];
  waits: { ms: number; run: () => void }[] = [];
  n = 0;
  keep: Keep = { get: () => this.kept, set: (_, list) => { this.kept = list; } };
  step(kind: StepLine["kind"], label: string, of?: number): Written {
    const line: StepLine = { seq: ++this.version, kind, label, file: "items/x/item.yaml", by: "我", mine: true, at: "", ...(of ? { of } : {}), changes: [{ file: "items/x/item.yaml", patches: [{ from: 0, to: 0, text: `#${this.version}\n` }] }] };
    return { ...first, version: this.version, step: this.version, steps: [line] };
  }
  send: World["send"] = async (_, body) => {
    this.keys.push(body.key);
    const fault = this.fails.shift();
    if (fault) throw fault;
    this.files.push(body.file, ...(body.also ?? []).map((p) => p.file));
    this.sent.push(body.command, ...(body.also ?? []).map((p) => p.command));
    return this.step("do", body.label);
  };
  undone: { version: number; key: string }[] = [];
  undo: World["undo"] = async (_, version, key) => {
    this.undone.push({ version, key });
    const fault = this.fails.shift();
    if (fault) throw fault;
    return this.step("undo", "撤销", 1);
  };
  redo: World["redo"] = async () => this.step("redo", "重做", 1);
  later: World["later"] = (ms, run) => {
    const wait = { ms, run };
    this.waits.push(wait);
    return () => { this.waits = this.waits.filter((w) => w !== wait); };
  };
  now = () => new Date(0);
  key = () => `key-${++this.n}`;
  /** Runs what waits now, and lets answers arrive. */
  async tick(): Promise<void> {
    const now = this.waits;
    this.waits = [];
    now.forEach((w) => w.run());
    await new Promise((done) => setImmediate(done));
  }
}

function open(fake = new Fake()): { doc: Document; fake: Fake } {
  const doc = new Document(first, fake);
  doc.read(tree, 0);
  return { doc, fake };
}

const title: Command = { do: "set", at: "/form/#a/fields/#one/title", value: "壹" };
const shown = (doc: Document, path: string) => textOf(at(doc.tree.value ?? undefined, path));

test("a command is shown at once and sent after the last key; keys in one place are one command", async () => {
  const { doc, fake } = open();
  doc.do({ ...title, value: "壹" }, "改了标题", true);
  doc.do({ ...title, value: "壹壹" }, "改了标题", true);
  assert.equal(shown(doc, title.at), "壹壹");
  assert.deepEqual(fake.waits.map((w) => w.ms), [400]);
  assert.equal(doc.saving.value.is, "saving");
  await fake.tick();
  assert.deepEqual(fake.sent, [{ ...title, value: "壹壹" }]);
  assert.equal(doc.saving.value.is, "saved");
  assert.equal(doc.text.value, "#1\ntitle: 甲\n");
  assert.equal(doc.undoable()?.label, "改了标题");
});

test("entries are added, moved and taken away where they are shown, and another's order does not change", async () => {
  const { doc } = open();
  doc.do({ do: "insert", at: "/form/#a/fields", index: 1, value: { id: "new", title: "新" } }, "添加");
  assert.equal(shown(doc, "/form/#a/fields/1/title"), "新");
  doc.do({ do: "move", at: "/form/#a/fields/#new", to: "/form/#b/fields", index: 0 }, "移动");
  assert.equal(shown(doc, "/form/#b/fields/#new/title"), "新");
  doc.do({ do: "delete", at: "/form/#a/fields/#one" }, "删除");
  assert.equal(shown(doc, "/form/#a/fields/0/title"), "二");
  assert.equal(doc.do({ do: "delete", at: "/form/#a/fields/#none" }, "删除"), false);
  assert.equal(await doc.flush(), true);
  assert.equal(doc.pending, 0);
});

test("commands that belong together are one step", async () => {
  const { doc, fake } = open();
  const both: Command[] = [{ do: "delete", at: "/form/#a/fields/#two" }, { do: "delete", at: "/form/#a/fields/#one" }];
  assert.equal(doc.all([...both, { do: "delete", at: "/form/#a/fields/#none" }], "删了三项"), false);
  assert.equal(doc.all(both, "删了两项"), true);
  await fake.tick();
  assert.deepEqual(fake.sent, both);
  assert.deepEqual(doc.steps.value.map((s) => s.label), ["删了两项"]);
});

test("a step may change other files: they are sent with it, and what is shown is the item's own", async () => {
  const { doc, fake } = open();
  const other: Command = { do: "insert", at: "/tests", index: 0, value: { name: "甲" } };
  assert.equal(doc.step([{ file: "items/x/tests.yaml", command: other }, { command: title }], "存为测试"), true);
  assert.equal(shown(doc, title.at), "壹");
  assert.equal(at(doc.tree.value ?? undefined, "/tests"), undefined);
  await fake.tick();
  assert.deepEqual(fake.sent, [other, title]);
  assert.deepEqual(fake.files, ["items/x/tests.yaml", "items/x/item.yaml"]);
  assert.equal(shown(doc, title.at), "壹");
});

test("without network changes wait here, outlive the page and are sent under the same key", async () => {
  const { doc, fake } = open();
  fake.fails = [new ApiError(0, ""), new ApiError(0, "")];
  doc.do(title, "改了标题");
  await fake.tick();
  assert.deepEqual(doc.saving.value, { is: "waiting", count: 1, offline: true });
  assert.deepEqual(fake.waits.map((w) => w.ms), [3000]);
  assert.equal(fake.kept.length, 1);
  // The page is loaded anew.
  const again = new Document(first, fake);
  again.read(tree, 0);
  assert.equal(shown(again, title.at), "壹");
  assert.equal(again.saving.value.is, "saving");
  fake.waits = fake.waits.slice(-1); // the first page is gone
  await fake.tick();
  await fake.tick();
  assert.deepEqual(fake.sent, [title]);
  assert.deepEqual(new Set(fake.keys), new Set(["key-1"]));
  assert.deepEqual(fake.kept, []);
});

test("a colleague's change in the same place is a conflict of which nothing is dropped", async () => {
  const { doc, fake } = open();
  fake.fails = [new ApiError(409, "", "conflict", "", {}, { clash: { theirs: "他的", mine: "壹", by: "邓浩然" } })];
  doc.do(title, "改了标题");
  await fake.tick();
  const [c] = doc.conflicts.value;
  assert.deepEqual([c?.mine, c?.theirs, c?.by], ["壹", "他的", "邓浩然"]);
  doc.settle(c!, "合在一起");
  await fake.tick();
  assert.deepEqual(fake.sent, [{ ...title, value: "合在一起" }]);
  assert.deepEqual(doc.conflicts.value, []);
});

test("what the server refuses is said, and does not stop what comes after it", async () => {
  const { doc, fake } = open();
  fake.fails = [new ApiError(422, "这样改会改到别的地方")];
  doc.do(title, "改了标题");
  doc.do({ do: "delete", at: "/form/#a/fields/#two" }, "删了二");
  assert.equal(await doc.flush(), true);
  assert.deepEqual(doc.refused.value, { label: "改了标题", say: "这样改会改到别的地方" });
  assert.equal(shown(doc, title.at), "一");
  assert.equal(fake.sent.length, 1);
});

test("undo waits for what is not sent yet, marks the step, and redo takes that back", async () => {
  const { doc, fake } = open();
  doc.do(title, "改了标题", true);
  assert.equal(await doc.undo(), true);
  assert.equal(fake.sent.length, 1);
  assert.deepEqual(doc.steps.value.map((s) => [s.seq, s.undone]), [[1, true]]);
  assert.equal(doc.undoable(), undefined);
  assert.equal(doc.redoable()?.seq, 1);
  assert.equal(await doc.redo(), true);
  assert.equal(doc.undoable()?.seq, 1);
});

test("each of several presses takes back a step of its own, one after the other", async () => {
  const { doc, fake } = open();
  assert.deepEqual(await Promise.all([doc.undo(), doc.undo(), doc.redo()]), [true, true, true]);
  assert.deepEqual(fake.undone.map((u) => u.version), [0, 1]);
  assert.equal(doc.version.value, 3);
});

test("where the server says that it was too much at once, the same step is asked for again when it said", async () => {
  const { doc, fake } = open();
  fake.fails = [new ApiError(429, "太多了", "", "", {}, { after: 7 })];
  const undoing = doc.undo();
  await new Promise((done) => setImmediate(done));
  assert.deepEqual(fake.waits.map((w) => w.ms), [7000]);
  await fake.tick();
  assert.equal(await undoing, true);
  assert.deepEqual(fake.undone.map((u) => u.key), ["key-1", "key-1"]);
});

test("patches count in the text before, in UTF-16 units", () => {
  assert.equal(patch("甲𠮷乙", [{ from: 1, to: 3, text: "吉" }, { from: 4, to: 4, text: "丙" }]), "甲吉乙丙");
});
