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

test("what was asked for ahead is taken once, whatever came of it", async () => {
  const s = server([json({ id: "d", version: 1 }), json({ id: "d", version: 2 }), json({ title: "no" }, 404), json({ id: "d", version: 3 })]);
  const draft = () => s.api.call<{ version: number }>("GET", "/drafts/d");
  await s.api.ahead("/drafts/d");
  assert.equal(s.calls.length, 1);
  assert.equal((await draft()).version, 1);
  assert.equal(s.calls.length, 1);
  assert.equal((await draft()).version, 2);
  await s.api.ahead("/drafts/d");
  await assert.rejects(draft(), (e: ApiError) => e.status === 404);
  assert.equal((await draft()).version, 3);
});

test("what was asked for ahead is nothing to who comes after", async () => {
  const s = server([json(session), json({ whose: "before" }), new Response(null, { status: 204 }), json({ whose: "after" })]);
  await s.api.session();
  await s.api.ahead("/drafts/d");
  await s.api.leave();
  assert.deepEqual(await s.api.call("GET", "/drafts/d"), { whose: "after" });
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

test("a server where too much goes on is asked again when it said, and not by all at the same moment", async () => {
  const busy = () => json({ code: "unavailable", detail: "忙不过来", after: 3 }, 503);
  const s = server([busy(), json({ tries: [] })]);
  await s.api.home();
  assert.equal(s.calls.length, 2);
  assert.ok(s.waits[0]! >= 3000 && s.waits[0]! <= 4500, `${s.waits[0]}`);
  const often = server([json({ code: "too_many", detail: "请过60秒再试", after: 60 }, 429), json({})]);
  await assert.rejects(often.api.home(), (e: ApiError) => e.status === 429 && e.after === 60_000 && e.say === "请过60秒再试");
  assert.equal(often.calls.length, 1);
  const write = server([busy(), json({})]);
  await assert.rejects(write.api.call("PATCH", "/drafts/d", {}), (e: ApiError) => e.status === 503);
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

/** A server with one cookie, as the browser keeps it; `down` are the paths that no answer comes from. */
function terminal(cookie: string) {
  const t = { cookie, down: [] as string[], calls: [] as string[], hold: Promise.resolve() };
  const now = () => json(t.cookie === "" ? { signed_in: false } : {
    signed_in: true, csrf: `token of ${t.cookie}`, who: { id: t.cookie, name: t.cookie, level: 4 }, applicant: { id: "self", kind: "person", name: t.cookie, no: "", acts_as: "self", proven: true },
  });
  const api = connect({
    fetch: async (url, init) => {
      const path = String(url).replace("/api", "").replace(/\?.*/, "");
      const c: Call = { url: path, init: init ?? {} };
      const said = `${c.init.method} ${path}${c.init.credentials === "omit" ? " without cookie" : ` as ${t.cookie || "nobody"}`}`;
      if (t.calls.at(-1) !== said) t.calls.push(said); // tried again and again is told once
      await new Promise((done) => setTimeout(done));
      if (t.down.includes(path)) throw new TypeError("Failed to fetch");
      // The provider: it is asked by an address, and the answer leads back.
      if (path === "/sign-in" && c.init.method === "POST") return json({ url: "/stand-in/authorize?state=1" });
      if (path === "/stand-in/authorize") return json({ location: `http://here/api/sign-in/return?code=${new URLSearchParams(String(c.init.body)).get("account")}` });
      if (path === "/sign-in/return") {
        await t.hold;
        t.cookie = new URL(String(url), "http://here").searchParams.get("code")!;
        return now();
      }
      if (path !== "/session") return json({});
      if (c.init.method !== "GET" && t.cookie !== "" && header(c, "X-CSRF-Token") !== `token of ${t.cookie}`) return json({ title: "expired" }, 403);
      if (c.init.method === "DELETE") t.cookie = "";
      return c.init.method === "DELETE" ? new Response(null, { status: 204 }) : now();
    },
    wait: () => new Promise((done) => setTimeout(done)),
  });
  return { t, api };
}

test("who leaves while there is no network is signed out as soon as there is one; until then everybody is nobody", async () => {
  const { t, api } = terminal("A");
  await api.session();
  t.down = ["/session"];
  const heard = api.leave();
  await api.home();
  t.down = [];
  await heard;
  await api.home();
  assert.equal(t.cookie, "");
  assert.equal(t.calls[0], "GET /session as A");
  assert.deepEqual(t.calls.filter((c) => c.includes("home")), ["GET /home without cookie", "GET /home as nobody"]);
  assert.equal(t.calls.at(-2), "DELETE /session as A");
});

test("who comes next signs in only after the one before is signed out, and is signed out by nobody", async () => {
  const { t, api } = terminal("A");
  await api.session();
  t.down = ["/session"];
  const heard = api.leave();
  await assert.rejects(api.signIn("B"), (e: ApiError) => e.offline);
  assert.equal(t.cookie, "A");
  t.down = [];
  const [b] = await Promise.all([api.signIn("B"), heard]);
  assert.equal(b.person?.account, "B");
  await api.call("PATCH", "/drafts/d", {});
  assert.equal(t.calls.at(-1), "PATCH /drafts/d as B");
  assert.equal(t.calls.filter((c) => c === "GET /sign-in/return as nobody").length, 1);
});

test("what is still being saved goes in the name of who leaves, and only then is he signed out", async () => {
  const { t, api } = terminal("A");
  await api.session();
  const last = api.call("PATCH", "/drafts/d", {}, { keepalive: true }).then(() => api.call("PATCH", "/drafts/d", { b: 1 }, { keepalive: true }));
  const told = api.leave(last);
  await api.home();
  await told;
  assert.deepEqual(t.calls, ["GET /session as A", "PATCH /drafts/d as A", "GET /home without cookie", "PATCH /drafts/d as A", "DELETE /session as A"]);
});

test("whoever waits for the server to hear is told when the next sign-in has said it", async () => {
  let free = () => undefined as void;
  const calls: string[] = [];
  const api = connect({
    fetch: async (_, init) => {
      calls.push(init!.method!);
      if (init?.method === "DELETE" && calls.length === 2) throw new TypeError("Failed to fetch");
      return init?.method === "DELETE" ? new Response(null, { status: 204 }) : json({ ...session, url: "/stand-in/authorize", location: "/api/sign-in/return" });
    },
    wait: (ms) => new Promise((done) => { if (ms < 5000) done(); else free = done; }), // the long pause never ends
  });
  await api.session();
  const told = api.leave();
  await api.signIn("B");
  await told;
  free();
});

test("a body too large to outlive its page goes as an ordinary one", async () => {
  const s = server([json({}), json({})]);
  await s.api.call("PATCH", "/drafts/d", { a: "x" }, { keepalive: true });
  await s.api.call("PATCH", "/drafts/d", { a: "字".repeat(30_000) }, { keepalive: true });
  assert.deepEqual(s.calls.map((c) => c.init.keepalive), [true, false]);
});

test("a token that is no good any more is asked for anew", async () => {
  const { t, api } = terminal("A");
  await api.session();
  t.cookie = "A2"; // signed in anew elsewhere
  await api.leave();
  assert.equal(t.cookie, "");
});

test("who has left before the answer to his sign-in came is not signed in", async () => {
  const { t, api } = terminal("");
  let answer!: () => void;
  t.hold = new Promise((done) => { answer = done; });
  const signing = assert.rejects(api.signIn("A"), (e: ApiError) => e.offline);
  await api.leave();
  answer();
  await signing;
  for (let i = 0; i < 50 && t.calls.at(-1) !== "DELETE /session as A"; i++) await new Promise((done) => setTimeout(done));
  await new Promise((done) => setTimeout(done, 5));
  assert.equal(t.cookie, "");
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
