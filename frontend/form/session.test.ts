import assert from "node:assert/strict";
import { test } from "node:test";
import { effect } from "@preact/signals";
import { ApiError, type Draft, type Saved } from "../core/api";
import type { FieldError, FieldState, Input, Plan, PlanField, State } from "../core/contract";
import type { Evaluator } from "./evaluator";
import type { Ops, Patch } from "./ops";
import { faultsOf } from "./faults";
import { en } from "./messages/en";
import { zh } from "./messages/zh";
import { overlay } from "./overlay";
import { severalOf } from "./several";
import type { Keep } from "../shell/keep";
import { cellsChanged, FormSession, type World } from "./session";

const plan = { sections: [], fields: [{ id: "a" }, { id: "b" }], records: {} } as unknown as Plan;
const baseInput: Input = { submit: false, today: "2026-11-24", applicant: { kind: "person", no: "A", name: "" }, user: { no: "U", name: "", phone: "", level: 4, actsAs: "self" }, answers: {} };

/** A state that shows who evaluated: the value of each answered field, marked. */
function stateOf(input: Input, by: string): State {
  const fields = Object.fromEntries(Object.entries(input.answers).map(([id, v]): [string, FieldState] => [`form.${id}`, { shown: true, is: "value", value: `${String(v)} by ${by}` }]));
  return { plan: "", submit: input.submit, today: input.today, sections: {}, fields, verdict: "pass", settled: true, visits: { min: 0, max: 0 }, instant: false };
}

const here: Evaluator = () => ({ state: (i) => stateOf(i, "here"), text: String });

/** A server of one draft, and a clock that stands until it is moved. */
function world(options: { evaluator?: Evaluator; kept?: Ops } = {}) {
  let signings: Draft["signings"] = {};
  const server = { version: 1, answers: {} as Record<string, unknown>, confirmed: [] as string[] };
  const calls: { method: string; path: string; body: unknown }[] = [];
  const timers: { at: number; run: () => void; off: boolean }[] = [];
  let now = 0;
  let down: ApiError | null = null;
  let hold: Promise<void> | null = null;
  const kept = new Map<string, Ops>(options.kept ? [["d", options.kept]] : []);
  const keep: Keep = { get: (id) => kept.get(id) ?? null, set: (id, ops) => { if (ops) kept.set(id, ops as Ops); else kept.delete(id); } };
  const inputNow = (): Input => ({ ...baseInput, answers: { ...server.answers }, confirmed: Object.fromEntries(server.confirmed.map((p) => [p, ""])) });
  const saved = (): Saved => ({ version: server.version, savedAt: `t${server.version}`, input: inputNow(), state: stateOf(inputNow(), "server"), sources: {}, files: {}, signings });
  const draft = (): Draft => {
    const { files, version, savedAt, input, state, sources } = saved();
    return { id: "d", item: "i", itemVersion: 1, version, savedAt, step: "", files, signings, view: { contract: 1, plan, input, state, sources } };
  };
  const api: World["api"] = {
    call: async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      calls.push({ method, path, body });
      if (hold) await hold;
      if (down) throw down;
      if (method === "GET") return draft() as T;
      if (path.endsWith("/signings")) {
        signings = { [(body as { material: string }).material]: { until: "2026-12-24" } };
        return { token: "t", until: "2026-12-24" } as T;
      }
      const p = body as Patch & { answers?: Record<string, unknown>; cleared?: string[]; confirmed?: string[] };
      if (p.version !== server.version) throw new ApiError(409, "别处改过", "conflict", "", {}, { current: saved() });
      Object.assign(server.answers, p.answers);
      for (const id of p.cleared ?? []) delete server.answers[id];
      if (p.confirmed) server.confirmed = p.confirmed;
      server.version++;
      return saved() as T;
    },
    raw: () => Promise.reject(new Error("no uploads here")),
  };
  const move = async (ms: number) => {
    now += ms;
    for (const t of timers.splice(0)) {
      if (!t.off && t.at <= now) t.run();
      else if (!t.off) timers.push(t);
    }
    for (let i = 0; i < 30; i++) await Promise.resolve();
  };
  const w: World = {
    api, keep, evaluator: options.evaluator,
    later: (ms, run) => {
      const t = { at: now + ms, run, off: false };
      timers.push(t);
      return () => { t.off = true; };
    },
  };
  const session = new FormSession(draft(), w);
  return {
    session, server, calls, kept, move,
    answered: (answer: "signed" | "declined") => {
      signings = Object.fromEntries(Object.entries(signings).map(([m, s]) => [m, { ...s, answer }]));
      server.version++;
    },
    break: (e: ApiError | null) => { down = e; },
    hold: () => {
      let go!: () => void;
      hold = new Promise((done) => { go = done; });
      return () => { hold = null; go(); };
    },
    patches: () => calls.filter((c) => c.method === "PATCH").map((c) => c.body as Patch & { answers?: Record<string, unknown> }),
  };
}

const valueOf = (s: FormSession, id: string) => s.fields.of(`form.${id}`).peek()?.value;

test("an answer is evaluated at once here, saved 800 ms later, and then the server's word counts", async () => {
  const w = world({ evaluator: here });
  w.session.answer("a", "1");
  assert.equal(valueOf(w.session, "a"), "1 by here");
  assert.equal(w.session.saving.value.is, "saving");
  await w.move(799);
  assert.equal(w.patches().length, 0);
  await w.move(1);
  assert.deepEqual(w.patches(), [{ version: 1, answers: { a: "1" } }]);
  assert.equal(valueOf(w.session, "a"), "1 by server");
  assert.deepEqual(w.session.saving.value, { is: "saved", at: "t2" });
});

test("typing goes out once, not with every letter", async () => {
  const w = world({ evaluator: here });
  for (const text of ["1", "12", "123"]) {
    w.session.answer("a", text);
    await w.move(300);
  }
  await w.move(800);
  assert.deepEqual(w.patches(), [{ version: 1, answers: { a: "123" } }]);
});

test("while one change is under way another is kept for the next; the state here stands until both are known", async () => {
  const w = world({ evaluator: here });
  const release = w.hold();
  w.session.answer("a", "1");
  await w.move(800);
  w.session.answer("b", "2");
  release();
  await w.move(0);
  assert.equal(valueOf(w.session, "b"), "2 by here");
  assert.notEqual(w.session.saving.value.is, "saved");
  await w.move(800);
  assert.deepEqual(w.patches().map((p) => [p.version, p.answers]), [[1, { a: "1" }], [2, { b: "2" }]]);
  assert.equal(valueOf(w.session, "b"), "2 by server");
});

test("without evaluator the answer is shown, and the state waits for the server", async () => {
  const w = world();
  w.session.answer("a", "1");
  assert.equal(w.session.answers.of("a").peek(), "1");
  assert.equal(valueOf(w.session, "a"), undefined);
  await w.move(800);
  assert.equal(valueOf(w.session, "a"), "1 by server");
});

test("a server without room says so; the change is kept, and saved once there is room", async () => {
  const w = world({ evaluator: here });
  w.break(new ApiError(507, "存储空间满了", "full"));
  w.session.answer("a", "1");
  await w.move(800);
  assert.deepEqual(w.session.saving.value, { is: "failed", say: "存储空间满了", gone: false, signIn: false });
  assert.deepEqual(Object.keys(w.kept.get("d")!.answers), ["a"]);
  w.break(null);
  await w.move(3000);
  assert.deepEqual(w.session.saving.value, { is: "saved", at: "t2" });
  assert.deepEqual(w.server.answers, { a: "1" });
  assert.equal(w.kept.has("d"), false);
});

test("somebody else is asked to sign what is saved; his answer is seen when one looks again, and asked for no more", async () => {
  const w = world({ evaluator: here });
  w.session.answer("a", "1");
  assert.equal(await w.session.invite("letter"), "t");
  assert.deepEqual(w.calls.map((c) => c.method), ["PATCH", "POST"], "saved first");
  assert.deepEqual(w.session.signings.value, { letter: { until: "2026-12-24" } });
  w.answered("signed");
  w.session.seen();
  await w.move(0);
  assert.deepEqual(w.session.signings.value, { letter: { until: "2026-12-24", answer: "signed" } });
  w.session.seen();
  await w.move(0);
  assert.equal(w.calls.length, 3);
});

test("offline nothing is lost: it is said, kept, and saved when the network is back", async () => {
  const w = world({ evaluator: here });
  w.break(new ApiError(0, ""));
  w.session.answer("a", "1");
  await w.move(800);
  assert.equal(w.session.saving.value.is, "offline");
  w.session.answer("b", "2");
  assert.equal(w.session.saving.value.is, "offline", "a change does not make the network better");
  assert.deepEqual(Object.keys(w.kept.get("d")!.answers), ["a", "b"]);
  assert.equal(await w.session.flush(), false);
  w.break(null);
  w.session.online();
  await w.move(0);
  assert.deepEqual(w.server.answers, { a: "1", b: "2" });
  assert.equal(w.session.saving.value.is, "saved");
  assert.equal(w.kept.size, 0);
});

test("a server that is away is asked again, ever more slowly", async () => {
  const w = world({ evaluator: here });
  w.break(new ApiError(503, ""));
  w.session.answer("a", "1");
  await w.move(800);
  await w.move(2999);
  assert.equal(w.patches().length, 1);
  await w.move(1);
  assert.equal(w.patches().length, 2);
  await w.move(7999);
  assert.equal(w.patches().length, 2);
  await w.move(1);
  assert.equal(w.patches().length, 3);
});

test("a server where too much goes on says so; the change is kept, and saved when it said", async () => {
  const w = world({ evaluator: here });
  w.break(new ApiError(503, "请过9秒再试", "unavailable", "", {}, { after: 9 }));
  w.session.answer("a", "1");
  await w.move(800);
  assert.deepEqual(w.session.saving.value, { is: "failed", say: "请过9秒再试", gone: false, signIn: false });
  w.break(null);
  await w.move(8999);
  assert.equal(w.patches().length, 1);
  await w.move(1);
  assert.deepEqual(w.server.answers, { a: "1" });
});

test("what was not saved before a reload is saved after it", async () => {
  const w = world({ kept: { answers: { a: ["1"] }, before: {}, lists: {}, maps: {}, sign: {} } });
  assert.equal(w.session.answers.of("a").peek(), "1");
  await w.move(0);
  assert.deepEqual(w.server.answers, { a: "1" });
});

test("a draft changed elsewhere: their answers come in, ours go on top", async () => {
  const w = world({ evaluator: here });
  w.session.answer("a", "mine");
  Object.assign(w.server.answers, { a: "theirs", b: "theirs" });
  w.server.confirmed = ["form.b"];
  w.server.version = 7;
  w.session.put("confirmed", ["form.a"], true);
  await w.move(800);
  await w.move(0);
  assert.deepEqual(w.server.answers, { a: "mine", b: "theirs" });
  assert.deepEqual(w.server.confirmed, ["form.a", "form.b"]);
  assert.equal(w.session.saved, 8);
  assert.equal(w.session.saving.value.is, "saved");
});

test("an answer that the server refuses is said at its field, and the rest is saved", async () => {
  const w = world({ evaluator: here });
  w.session.answer("a", "bad");
  w.session.answer("b", "good");
  w.break(new ApiError(422, "有的内容不能改", "invalid", "", { "answers.a": "来自共享数据，不能改" }));
  await w.move(800);
  w.break(null);
  await w.move(0);
  assert.deepEqual(w.server.answers, { b: "good" });
  assert.deepEqual(w.session.refused.value, { a: "来自共享数据，不能改" });
  w.session.answer("a", "other");
  assert.deepEqual(w.session.refused.value, {});
});

test("a refusal that names no field stays said, and is not tried for ever", async () => {
  const w = world({ evaluator: here });
  w.break(new ApiError(401, "请先登录"));
  w.session.answer("a", "1");
  await w.move(800);
  await w.move(60_000);
  assert.equal(w.patches().length, 1);
  assert.deepEqual(w.session.saving.value, { is: "failed", say: "请先登录", gone: false, signIn: true });
});

test("who watches one field hears of no other", async () => {
  const w = world({ evaluator: here });
  let heard = 0;
  const stop = effect(() => {
    void w.session.fields.of("form.a").value;
    heard++;
  });
  w.session.answer("b", "1");
  await w.move(800);
  assert.equal(heard, 1);
  w.session.answer("a", "1");
  assert.equal(heard, 2);
  stop();
});

test("the same answer changed in another window is told, whichever of the two counts, until it is answered again", async () => {
  const w = world({ evaluator: here });
  w.session.answer("a", "1");
  await w.move(800);
  assert.deepEqual(w.session.elsewhere.value, {}, "one's own change is no news");
  Object.assign(w.server, { answers: { a: "elsewhere" }, version: 3 });
  w.session.answer("b", "2");
  await w.move(800);
  await w.move(0);
  assert.deepEqual(w.session.elsewhere.value, { a: { other: "1", mine: false } });
  assert.deepEqual(w.server.answers, { a: "elsewhere", b: "2" });
  w.session.answer("a", "1");
  assert.deepEqual(w.session.elsewhere.value, {});

  Object.assign(w.server, { answers: { a: "again", b: "2" }, version: w.server.version + 1 });
  await w.move(800);
  await w.move(0);
  assert.deepEqual(w.session.elsewhere.value, { a: { other: "again", mine: true } });
  assert.deepEqual(w.server.answers, { a: "1", b: "2" });
  w.session.answer("a", "12");
  assert.equal(w.session.elsewhere.value.a?.other, "again", "typing on is no sign of having seen it");
  w.session.answer("a", "again");
  assert.deepEqual(w.session.elsewhere.value, {});
});

test("flush saves now and waits for the answer", async () => {
  const w = world({ evaluator: here });
  w.session.answer("a", "1");
  assert.equal(await w.session.flush(), true);
  assert.deepEqual(w.server.answers, { a: "1" });
});

test("leaving while a change is under way sends what was typed since, once it is saved", async () => {
  for (const how of ["close", "leave"] as const) {
    const w = world({ evaluator: here });
    const release = w.hold();
    w.session.answer("a", "1");
    await w.move(800);
    w.session.answer("b", "2");
    const done = w.session[how]();
    release();
    await w.move(0);
    assert.deepEqual(w.server.answers, { a: "1", b: "2" }, how);
    if (how === "close") assert.equal(await done, true);
    assert.equal(w.kept.size, 0, "nothing is left behind");
    await w.move(60_000);
    assert.equal(w.patches().length, 2, how);
  }
});

test("what can't be sent when one leaves is sent later, unless it is given up", async () => {
  for (const stop of [false, true]) {
    const w = world({ evaluator: here });
    w.break(new ApiError(0, ""));
    w.session.answer("a", "1");
    assert.equal(await w.session.close(), false);
    if (stop) w.session.stop();
    w.break(null);
    await w.move(60_000);
    assert.deepEqual(w.server.answers, stop ? {} : { a: "1" });
  }
});

test("what was typed while the network came back is saved, too", async () => {
  const w = world({ evaluator: here });
  w.break(new ApiError(0, ""));
  w.session.answer("a", "1");
  await w.move(800);
  w.break(null);
  const release = w.hold();
  await w.move(3000);
  w.session.answer("b", "2");
  await w.move(800); // its own moment passes while the first is under way
  release();
  await w.move(0);
  await w.move(0);
  assert.deepEqual(w.server.answers, { a: "1", b: "2" });
  assert.equal(w.session.saving.value.is, "saved");
});

test("after it has become a case nothing is sent any more", async () => {
  const w = world({ evaluator: here });
  w.session.at("review");
  w.session.finish();
  await w.session.review(false);
  await w.move(5000);
  assert.equal(w.calls.length, 0);
});

const open = (missing: string[]): FieldState => ({ shown: true, is: "unknown", missing });

test("what hangs only on facts that stay on the server keeps the server's word", () => {
  const input = { ...baseInput, withheld: ["agent_card"] };
  const server: State = { ...stateOf(baseInput, ""), fields: { "form.x": { shown: true, is: "value", value: "known" }, "form.y": { shown: true, is: "value", value: "old" } }, rules: { r: { result: "true" } }, blocked: [{ kind: "error", path: "form.x" }] };
  const local: State = {
    ...stateOf(baseInput, ""), fields: { "form.x": open(["agent_card"]), "form.y": open(["agent_card", "form.z"]) },
    rules: { r: { result: "unknown", missing: ["agent_card"] } }, settled: false, missing: ["agent_card"], blocked: [{ kind: "missing", path: "form.x" }, { kind: "missing", path: "form.z" }],
  };
  const out = overlay(local, server, input);
  assert.equal(out.fields["form.x"]?.value, "known");
  assert.equal(out.fields["form.y"]?.is, "unknown", "it hangs on an answer, too");
  assert.equal(out.rules?.r?.result, "true");
  assert.deepEqual([out.settled, out.missing], [true, undefined]);
  assert.deepEqual(out.blocked, [{ kind: "missing", path: "form.z" }, { kind: "error", path: "form.x" }]);
});

test("of several records of somebody else only that a pick is missing is known, and the pick is asked for", () => {
  const input = { ...baseInput, withheld: ["deed"] };
  const server: State = { ...stateOf(baseInput, ""), facts: { deed: { source: "deed", is: "unknown", missing: ["choose:deed"] } } };
  const local: State = { ...stateOf(baseInput, ""), facts: { deed: { source: "deed", is: "unknown", missing: ["deed"] } } };
  assert.equal(severalOf("deed", overlay(local, server, input).facts?.deed), true);
  assert.equal(severalOf("deed", local.facts?.deed), false, "a source that has not answered leaves nothing to pick");
  assert.equal(severalOf("own", { source: "deed", is: "unknown", missing: ["choose:own"], pick: ["A", "B"] }), true);
  assert.equal(severalOf("own", undefined), false);
});

test("with nothing withheld the state here is untouched", () => {
  const local = stateOf(baseInput, "here");
  assert.equal(overlay(local, stateOf(baseInput, "server"), baseInput), local);
});

test("a rule that the client sees otherwise makes the verdict the client's", () => {
  const input = { ...baseInput, withheld: ["w"] };
  const server: State = { ...stateOf(baseInput, ""), rules: { a: { result: "true" }, b: { result: "true" } } };
  const local: State = { ...stateOf(baseInput, ""), verdict: "refuse", settled: false, rules: { a: { result: "unknown", missing: ["w"] }, b: { result: "false", effect: "refuse" } } };
  assert.equal(overlay(local, server, input).verdict, "refuse");
});

const verdictBlock = (s: State) => s.blocked?.filter((b) => b.kind === "verdict");

test("where the server's verdict counts, what it blocks counts too", () => {
  const input = { ...baseInput, withheld: ["w"] };
  const local: State = { ...stateOf(baseInput, ""), settled: false, missing: ["w"], rules: { r: { result: "unknown", missing: ["w"] } }, blocked: [{ kind: "missing", path: "form.a" }] };
  const refused: State = { ...stateOf(baseInput, ""), verdict: "refuse", rules: { r: { result: "false", effect: "refuse" } }, blocked: [{ kind: "verdict", path: "refuse" }] };
  assert.deepEqual(overlay(local, refused, input).blocked, [{ kind: "missing", path: "form.a" }, { kind: "verdict", path: "refuse" }]);
  assert.deepEqual(verdictBlock(overlay(local, refused, { ...input, insist: true })), [], "the applicant insists, and the server does not know it yet");
  const refer: State = { ...refused, verdict: "refer", blocked: [{ kind: "verdict", path: "refer" }] };
  assert.deepEqual(verdictBlock(overlay(local, refer, { ...input, insist: true })), [{ kind: "verdict", path: "refer" }]);
  const passed: State = { ...stateOf(baseInput, ""), rules: { r: { result: "true" } } };
  const out = overlay({ ...local, verdict: "refuse", blocked: [{ kind: "verdict", path: "refuse" }] }, passed, input);
  assert.deepEqual([out.verdict, out.blocked], ["pass", undefined]);
});

test("a review for want of withheld facts alone is the server's to say", () => {
  const input = { ...baseInput, submit: true, withheld: ["w"] };
  const local: State = { ...stateOf(input, ""), verdict: "review", review: ["w"] };
  const pass = overlay(local, stateOf(input, ""), input);
  assert.deepEqual([pass.verdict, pass.review], ["pass", undefined]);
  const down: State = { ...stateOf(input, ""), verdict: "review", review: ["w"] };
  assert.deepEqual(overlay(local, down, input).review, ["w"], "the source is down there as well");
  const more = overlay({ ...local, review: ["card", "w"] }, stateOf(input, ""), input);
  assert.deepEqual([more.verdict, more.review], ["review", ["card"]], "another fact is missing here, which the server doesn't know of yet");
});

test("how it will be handled, and what is shown, is the server's word where it hangs on withheld facts", () => {
  const input = { ...baseInput, withheld: ["w"] };
  const missing = ["w"];
  const local: State = {
    ...stateOf(baseInput, ""), level: 5, blocked: [{ kind: "identity", path: "user.level" }, { kind: "missing", path: "form.b" }], visits: { min: 0, max: 2 },
    sections: { s: { shown: false, missing }, t: { shown: false, missing: ["w", "form.a"] } },
    fields: { "form.a": { shown: true, is: "value", value: 1, errors: [{ code: "undecided", names: missing, warn: true }] } },
    steps: [{ id: "look", in: "unknown", visit: "true", missing }, { id: "deliver", in: "true", visit: "unknown", missing: ["form.deliver"] }, { id: "decide", in: "true" }],
    limit: { missing }, fee: { missing }, dispatch: { missing },
  };
  const server: State = {
    ...stateOf(baseInput, ""), level: 3, blocked: [{ kind: "error", path: "form.a" }, { kind: "error", path: "section.s" }, { kind: "error", path: "section.t" }], visits: { min: 2, max: 2 },
    sections: { s: { shown: true, errors: [{ code: "check", say: "不行" }] }, t: { shown: true } },
    fields: { "form.a": { shown: true, is: "value", value: 1, errors: [{ code: "check", say: "不行" }] } },
    steps: [{ id: "look", in: "true", visit: "true" }, { id: "deliver", in: "true", visit: "true" }, { id: "decide", in: "true" }],
    limit: { promised: "5wd" }, fee: { amount: "10" }, dispatch: { region: "440605124" },
  };
  const out = overlay(local, server, input);
  assert.deepEqual(out.steps?.map((s) => [s.id, s.in, s.visit]), [["look", "true", "true"], ["deliver", "true", "unknown"], ["decide", "true", undefined]]);
  assert.deepEqual(out.visits, { min: 1, max: 2 });
  assert.deepEqual([out.limit, out.fee, out.dispatch, out.level], [server.limit, server.fee, server.dispatch, 3]);
  assert.deepEqual([out.sections.s, out.sections.t?.shown, out.fields["form.a"]?.errors], [server.sections.s, false, server.fields["form.a"]?.errors]);
  assert.deepEqual(out.blocked, [{ kind: "missing", path: "form.b" }, { kind: "error", path: "form.a" }, { kind: "error", path: "section.s" }]);
});

test("a bound that the applicant can't meet is told as such, one that he can as what to do", () => {
  const field = { id: "a", type: "integer", title: "甲", unit: "人" } as PlanField;
  const of = (e: FieldError, w = zh) => faultsOf(field, { shown: true, is: "value", errors: [e] }, w);
  assert.deepEqual(of({ code: "too_big", bound: "9" }), { error: zh.faults.too_big("9人"), warning: undefined });
  const money = { ...field, type: "money", unit: "万元" } as PlanField;
  assert.equal(faultsOf(money, { shown: true, is: "value", errors: [{ code: "too_big", bound: "100000000" }] }, zh).error, zh.faults.too_big("10,000万元"), "in the unit that one types");
  assert.deepEqual(of({ code: "too_big", bound: "9", warn: true }), { error: undefined, warning: zh.beyond });
  assert.deepEqual(of({ code: "too_small", bound: "9", warn: true }, en), { error: undefined, warning: en.beyond });
});

test("cells of a table that somebody else has changed are told, one's own are not", () => {
  const before = [{ _row: "r1", name: "甲", no: "1" }, { _row: "r2", name: "乙", no: "2" }];
  const mine = [{ _row: "r1", name: "甲二", no: "1" }, { _row: "r2", name: "乙", no: "2" }];
  const now = [{ _row: "r1", name: "甲二", no: "9" }, { _row: "r2", name: "乙", no: "2" }, { _row: "r3", name: "丙" }];
  assert.deepEqual(cellsChanged(before, now, mine), [{ row: 1, column: "no", was: "1" }, { row: 3, column: "", was: undefined }]);
  assert.deepEqual(cellsChanged(before, now.slice(0, 1), undefined).map((c) => c.row), [1, 1, 0]);
  assert.deepEqual(cellsChanged(before, mine, mine), []);
  assert.deepEqual(cellsChanged(before, [mine[0]!], [mine[0]!]), [], "one's own removal");
});
