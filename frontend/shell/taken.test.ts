import assert from "node:assert/strict";
import { test } from "node:test";

const { taken } = await import("./taken");
const ask = { method: "GET", credentials: "same-origin" as const, headers: { "Accept-Language": "zh-CN" } };

test("once the others are here, nothing is asked for early", () => {
  assert.equal(globalThis.early?.answers.size, 0);
});

test("what was asked for early is given once, and only to who asks for the same", async () => {
  const asked: unknown[] = [];
  Object.assign(globalThis, { fetch: (url: unknown) => { asked.push(url); return Promise.resolve(new Response("now")); } });
  const early = () => { globalThis.early = { lang: "zh-CN", answers: new Map([["/api/session", Promise.resolve(new Response("early"))]]) }; };
  const text = async (...a: Parameters<typeof fetch>) => (await taken(...a)).text();
  early();
  assert.equal(await text("/api/session", ask), "early");
  assert.equal(await text("/api/session", ask), "now");
  for (const other of [{ ...ask, method: "DELETE" }, { ...ask, credentials: "omit" as const }, { ...ask, headers: { "Accept-Language": "en" } }]) {
    early();
    assert.equal(await text("/api/session", other), "now");
  }
  assert.equal(await text("/api/drafts/d1", ask), "now");
  globalThis.early = undefined;
  assert.equal(await text("/api/session", ask), "now");
  assert.deepEqual(asked, ["/api/session", "/api/session", "/api/session", "/api/session", "/api/drafts/d1", "/api/session"]);
});
