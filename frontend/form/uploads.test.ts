import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, type Api, type RawAnswer } from "../core/api";
import { Uploads } from "./uploads";

interface Held { material: string; name: string; size: number; bytes: number; sha256?: string }

/** A server that speaks tus, whose line can be cut; it answers only when let. */
function server(o: { sum?: string; cut?: () => void } = {}) {
  const held = new Map<string, Held>();
  const log: string[] = [];
  const faults: (ApiError | number)[] = []; // a number: so many bytes arrive, then the line is cut
  let gate: Promise<void> = Promise.resolve();
  let open: () => void = () => undefined;
  let count = 0;
  const answer = (headers: Record<string, string>): RawAnswer => ({ header: (n) => headers[n] ?? null });
  const raw: Api["raw"] = async (method, path, { headers = {}, body, sent, signal }) => {
    await gate;
    signal?.throwIfAborted();
    const id = path.split("/").pop()!;
    log.push(`${method} ${headers["Upload-Offset"] ?? ""}`.trim());
    if (method === "POST") {
      const meta = Object.fromEntries(headers["Upload-Metadata"]!.split(",").map((x) => x.split(" ")).map(([k, v]) => [k, new TextDecoder().decode(Uint8Array.from(atob(v!), (c) => c.charCodeAt(0)))]));
      held.set(`u${++count}`, { material: meta.material!, name: meta.name!, sha256: meta.sha256, size: Number(headers["Upload-Length"]), bytes: 0 });
      return answer({ Location: `/api/drafts/d/uploads/u${count}` });
    }
    const of = held.get(id);
    if (!of) throw new ApiError(404, "过期了");
    if (method === "PATCH") {
      const fault = faults.shift();
      if (fault instanceof ApiError) throw fault;
      if (Number(headers["Upload-Offset"]) !== of.bytes) throw new ApiError(409, "位置不对");
      of.bytes += fault ?? body!.size;
      sent?.(fault ?? body!.size);
      if (fault !== undefined) throw new ApiError(0, "");
    }
    if (method === "DELETE") held.delete(id);
    return answer({ "Upload-Offset": `${of.bytes}` });
  };
  const taken: string[] = [];
  const call = (async (method: string, path: string) => {
    await gate;
    const id = path.split("/").pop()!;
    log.push(method === "GET" ? "list" : "take");
    if (method === "GET") return { uploads: [...held].map(([id, h]) => ({ id, ...h })) };
    const of = held.get(id)!;
    if (of.bytes !== of.size) throw new ApiError(409, "还没有传完");
    if (of.name.endsWith(".exe")) {
      held.delete(id); // sent on, it would be refused again
      throw new ApiError(422, "不接受这种文件");
    }
    taken.push(of.name);
    return { version: taken.length };
  }) as Api["call"];
  const arrived: unknown[] = [];
  const waits: number[] = [];
  const uploads = new Uploads({ raw, call }, "d", { sum: async () => o.sum ?? "", wait: async (ms, signal) => { waits.push(ms); o.cut?.(); signal.throwIfAborted(); } });
  uploads.arrived = (now) => arrived.push(now);
  const settle = async () => { for (let i = 0; i < 20; i++) await new Promise((done) => setTimeout(done, 0)); };
  const said = () => uploads.list.value.map((s) => `${s.file.name} ${s.failed ? `failed: ${s.say}` : s.paused ? `paused ${s.percent}` : s.percent}`);
  return { uploads, held, log, faults, taken, arrived, waits, settle, said,
    hold: () => { gate = new Promise((done) => { open = done; }); }, release: () => open() };
}

const file = (name: string, size = 1) => new File(["x".repeat(size)], name);

test("uploads go on side by side; those that have arrived leave the list and tell how the draft is", async () => {
  const s = server();
  s.hold();
  s.uploads.begin("m[r1]", file("甲.pdf"));
  s.uploads.begin("m[r1]", file("b"));
  assert.deepEqual(s.said(), ["甲.pdf 0", "b 0"]);
  assert.equal(s.uploads.going, 2);
  s.release();
  await s.settle();
  assert.deepEqual(s.said(), []);
  assert.deepEqual(s.taken.sort(), ["b", "甲.pdf"]);
  assert.deepEqual(s.arrived, [{ version: 1 }, { version: 2 }]);
  assert.equal([...s.held.values()][0]!.material, "m[r1]");
});

test("where the line is cut it asks how far it has come and goes on there", async () => {
  const s = server();
  s.faults.push(100_000, new ApiError(0, ""), new ApiError(503, ""));
  s.uploads.begin("m", file("a", 900_000));
  await s.settle();
  assert.deepEqual(s.taken, ["a"]);
  const sent = s.log.filter((x) => x.startsWith("PATCH"));
  assert.equal(sent[0], "PATCH 0");
  assert.equal(sent[1], "PATCH 100000", "not from the start");
  assert.deepEqual(s.waits, [1000, 2000, 4000]);
});

test("a pause stops it; it goes on where it stood, and one that is dropped is forgotten there, too", async () => {
  const o: { cut?: () => void } = {};
  const s = server(o);
  s.faults.push(100_000);
  o.cut = () => s.uploads.pause(1);
  s.uploads.begin("m", file("a", 600_000));
  await s.settle();
  assert.deepEqual(s.said(), ["a paused 16"]);
  assert.equal(s.uploads.going, 1, "it is still to come");
  o.cut = undefined;
  s.uploads.retry(1);
  await s.settle();
  assert.deepEqual(s.taken, ["a"]);
  assert.equal(s.held.size, 1, "it was not begun anew");
  assert.equal(s.log.filter((x) => x.startsWith("PATCH"))[1], "PATCH 100000");
  s.faults.push(new ApiError(413, "太大"));
  s.uploads.begin("m", file("b", 10));
  await s.settle();
  assert.deepEqual(s.said(), ["b failed: 太大"]);
  s.uploads.drop(2);
  await s.settle();
  assert.equal(s.held.has("u2"), false);
});

test("what failed or was refused stays until it is tried again or dropped", async () => {
  const s = server();
  s.uploads.begin("m", file("a.exe"));
  s.uploads.begin("m", file("b"), "只收jpg的文件");
  await s.settle();
  assert.deepEqual(s.said(), ["a.exe failed: 不接受这种文件", "b failed: 只收jpg的文件"]);
  assert.equal(s.log.filter((x) => x === "POST").length, 1, "a refused file is not sent");
  assert.equal(s.uploads.going, 0);
  s.uploads.drop(1);
  await s.settle();
  assert.ok(!s.log.includes("DELETE"), "what the server has thrown away is not taken away once more");
  assert.deepEqual(s.said(), ["b failed: 只收jpg的文件"]);
  s.uploads.stop();
  assert.deepEqual(s.said(), []);
});

test("one that was begun before the page was loaded anew goes on, and one that has expired begins anew", async () => {
  const s = server({ sum: "ab" });
  s.held.set("u9", { material: "m", name: "a", size: 500_000, sha256: "ab", bytes: 200_000 });
  s.uploads.begin("m", file("a", 500_000));
  await s.settle();
  assert.deepEqual(s.taken, ["a"]);
  assert.equal(s.log.find((x) => x.startsWith("PATCH")), "PATCH 200000");
  const t = server();
  t.faults.push(50_000);
  t.uploads.begin("m", file("a", 300_000));
  t.held.clear();
  await t.settle();
  assert.deepEqual(t.taken, ["a"]);
});
