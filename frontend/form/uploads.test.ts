import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, type Api } from "../core/api";
import { Uploads } from "./uploads";

/** A server that answers when it is told to; what it gets is called by the file's name. */
function server() {
  const open = new Map<string, { done: (v: unknown) => void; fail: (e: unknown) => void; percent: (n: number) => void; path: string }>();
  const upload: Api["upload"] = <T>(path: string, _: Blob, name: string, percent: (n: number) => void, signal?: AbortSignal) =>
    new Promise<T>((done, fail) => {
      open.set(name, { done: done as (v: unknown) => void, fail, percent, path });
      signal?.addEventListener("abort", () => fail(new DOMException("", "AbortError")));
    });
  const arrived: unknown[] = [];
  const uploads = new Uploads({ upload }, "d");
  uploads.arrived = (now) => arrived.push(now);
  const settle = async () => { for (let i = 0; i < 10; i++) await Promise.resolve(); };
  return { uploads, open, arrived, settle, said: () => uploads.list.value.map((s) => `${s.file.name} ${s.failed ? `failed: ${s.say}` : s.percent}`) };
}

const file = (name: string) => new File(["x"], name);

test("uploads go on side by side; one that has arrived leaves the list and tells how the draft is", async () => {
  const { uploads, open, arrived, settle, said } = server();
  uploads.begin("m[r1]", file("a"));
  uploads.begin("m[r1]", file("b"));
  open.get("b")!.percent(40);
  assert.deepEqual(said(), ["a 0", "b 40"]);
  assert.equal(uploads.going, 2);
  assert.equal(open.get("a")!.path, "/drafts/d/files?material=m%5Br1%5D");
  open.get("b")!.done({ version: 2 });
  await settle();
  assert.deepEqual(said(), ["a 0"]);
  assert.deepEqual(arrived, [{ version: 2 }]);
});

test("what failed or was refused stays until it is tried again or dropped", async () => {
  const { uploads, open, settle, said } = server();
  uploads.begin("m", file("a"));
  uploads.begin("m", file("b"), "只收jpg的文件");
  open.get("a")!.fail(new ApiError(413, "文件太大"));
  await settle();
  assert.deepEqual(said(), ["a failed: 文件太大", "b failed: 只收jpg的文件"]);
  assert.equal(open.has("b"), false, "a refused file is not sent");
  assert.equal(uploads.going, 0);
  uploads.retry(uploads.list.value[0]!.id);
  assert.deepEqual(said(), ["a 0", "b failed: 只收jpg的文件"]);
  uploads.stop();
  await settle();
  assert.deepEqual(said(), []);
});
