import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, connect } from "./api";

interface Call { url: string; init: RequestInit }

/** A server that answers one thing after another; a string means that the connection is lost. */
function server(answers: (Response | string)[]) {
  const calls: Call[] = [];
  const waits: number[] = [];
  const api = connect({
    fetch: async (url, init) => {
      calls.push({ url: String(url), init: init ?? {} });
      const a = answers.shift();
      if (a === undefined || typeof a === "string") throw new TypeError("Failed to fetch");
      return a;
    },
    wait: async (ms) => { waits.push(ms); },
  });
  return { api, calls, waits };
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const session = { signed_in: false, csrf: "t0ken" };
const header = (c: Call | undefined, name: string) => (c?.init.headers as Record<string, string>)[name];

test("a lost connection is tried again when reading", async () => {
  const s = server(["lost", "lost", json({ query: "开饭店", hits: [{ id: "a" }], near: [] })]);
  assert.equal((await s.api.items("开饭店")).hits.length, 1);
  assert.deepEqual(s.waits, [300, 1000]);
  assert.equal(s.calls[2]?.url, "/api/items?q=%E5%BC%80%E9%A5%AD%E5%BA%97&theme=");
});

test("a write without a key is never sent twice", async () => {
  const s = server(["lost", json({})]);
  await assert.rejects(s.api.call("POST", "/drafts", {}), (e: ApiError) => e.offline);
  assert.equal(s.calls.length, 1);
});

test("a write with a key is sent again with the same key", async () => {
  const s = server(["lost", json({ no: "1" })]);
  assert.deepEqual(await s.api.call("POST", "/drafts/d/submit", {}, { idempotencyKey: "k" }), { no: "1" });
  assert.deepEqual(s.calls.map((c) => header(c, "Idempotency-Key")), ["k", "k"]);
});

test("it gives up after three more tries", async () => {
  const s = server(["lost", "lost", "lost", "lost", json({})]);
  await assert.rejects(s.api.home(), ApiError);
  assert.equal(s.calls.length, 4);
});

test("a gateway without its server is tried again, a fault of the server is not", async () => {
  const s = server([json({}, 503), json({ tries: [] })]);
  await s.api.home();
  assert.equal(s.calls.length, 2);
  const t = server([json({ title: "broken" }, 500), json({})]);
  await assert.rejects(t.api.home(), (e: ApiError) => e.status === 500);
  assert.equal(t.calls.length, 1);
});

test("writes carry the token of the last session, reads do not", async () => {
  const s = server([json(session), json({}), json({})]);
  await s.api.session();
  await s.api.call("PATCH", "/drafts/d", { a: 1 });
  await s.api.home();
  assert.equal(header(s.calls[0], "X-CSRF-Token"), undefined);
  assert.equal(header(s.calls[1], "X-CSRF-Token"), "t0ken");
  assert.equal(header(s.calls[2], "X-CSRF-Token"), undefined);
});

test("a problem keeps its words, its fields and its number", async () => {
  const body = { title: "Unprocessable", detail: "还差1项", status: 422, code: "invalid", request: "r-7", errors: [{ path: "answers.kitchen", message: "要小于86" }], blocked: [{ kind: "missing" }] };
  const s = server([json(body, 422)]);
  await assert.rejects(s.api.call("POST", "/drafts/d/submit", {}), (e: ApiError) => {
    assert.equal(e.say, "还差1项");
    assert.equal(e.reference, "r-7");
    assert.equal(e.code, "invalid");
    assert.deepEqual(e.body.blocked, [{ kind: "missing" }]);
    assert.deepEqual(e.fields, { "answers.kitchen": "要小于86" });
    return true;
  });
});

test("a cancelled search is not tried again", async () => {
  const stop = new AbortController();
  const s = server(["lost"]);
  stop.abort();
  await assert.rejects(s.api.items("x", "", stop.signal), TypeError);
  assert.equal(s.calls.length, 1);
});
