import assert from "node:assert/strict";
import { test } from "node:test";
import type { Plan } from "../../core/contract";
import type { Cond } from "../../core/rows/cond";
import { ruleZh } from "../messages/rule-zh";
import { zh } from "../messages/zh";
import { examplesOf, stepped } from "./boundary";
import { added, dissolved, grouped, moved, negated, read, removed, row, switched, withOp, withSubject, type Change } from "./edits";
import { Live, type RuleReading } from "./live";
import { inside, nameOf, namesAt, type Name } from "./names";
import { operatorsOf, opOf, written, type Op } from "./operators";
import { subjectName } from "./say";
import { partsBy, truthOf } from "./truth";
import { dayOf, valueOf, writtenValue } from "./value";

const plan = {
  sections: [{ id: "place", title: "经营场所" }, { id: "visit", title: "核查", step: "inspect" }],
  fields: [
    { id: "source", type: "choice", title: "经营场所来源", section: "place", options: [{ code: "own", text: "自有" }, { code: "rent", text: "租赁" }] },
    { id: "kinds", type: "choices", title: "餐饮服务项目", section: "place", options: [{ code: "hot", text: "热食" }, { code: "cold", text: "冷食" }] },
    { id: "area", type: "number", title: "面积", section: "place", unit: "平方米", digits: 2 },
    { id: "rooms", type: "integer", title: "间数", section: "place" },
    { id: "fee", type: "money", title: "租金", section: "place" },
    { id: "until", type: "date", title: "租赁期满日", section: "place" },
    { id: "chain", type: "boolean", title: "连锁", section: "place" },
    { id: "staff", type: "table", title: "人员", section: "place", columns: [{ id: "no", type: "id_number", title: "证件号码" }, { id: "since", type: "date", title: "入职日" }], facts: [{ id: "health", source: "health" }] },
    { id: "seen", type: "boolean", title: "看过", section: "visit", clerk: true, step: "inspect" },
  ],
  facts: [{ id: "person", source: "person" }, { id: "permits", source: "permit", many: true }],
  records: {
    person: { id: "person", title: "户籍", cells: [{ id: "born", type: "date", title: "出生日期" }] },
    permit: { id: "permit", title: "许可证", licence: true, many: true, cells: [{ id: "live", type: "boolean", title: "现在有效" }] },
    health: { id: "health", title: "健康证明", cells: [{ id: "to", type: "date", title: "有效期至" }] },
  },
  materials: [{ id: "card", title: "证", per: "staff", reuse: [{ by: "permits", records: "permit", trust: "B" }] }],
} as unknown as Plan;

const names = namesAt(plan, "eligibility.a.that", ruleZh.names);
const of = (path: string): Name => nameOf(names, path)!;
const cond = (text: string): Cond => read(text).cond!;

test("a rule reads what stands at its place, by its title, and nothing else", () => {
  const paths = names.map((n) => n.path);
  for (const p of ["form.source", "person", "person.born", "permits", "applicant.kind", "user.level", "today"]) assert.ok(paths.includes(p), p);
  for (const p of ["row.no", "it.live", "value", "form.seen", "permits.live"]) assert.ok(!paths.includes(p), p);
  assert.equal(of("person.born").title, "户籍的出生日期");
  assert.deepEqual(namesAt(plan, "form.staff.no.show", ruleZh.names).slice(0, 4).map((n) => n.path), ["row.no", "row.since", "row.health", "row.health.to"]);
  assert.ok(namesAt(plan, "form.area.check.1.that", ruleZh.names).some((n) => n.path === "value" && n.kind === "number"));
  assert.deepEqual(namesAt(plan, "materials.card.reuse.1.when", ruleZh.names).map((n) => n.path).filter((p) => /^(it|row)\./.test(p)), ["row.no", "row.since", "row.health", "row.health.to", "it.live"]);
  assert.ok(namesAt(plan, "form.seen.show", ruleZh.names).some((n) => n.path === "form.seen"));
  assert.deepEqual(inside(names, of("form.staff"), "r").slice(0, 2).map((n) => n.path), ["r.no", "r.since"]);
  assert.equal(inside(names, of("form.kinds"), "x")[0]!.options?.length, 2);
});

test("every operator that fits a name reads back as itself", () => {
  for (const n of names) {
    for (const op of operatorsOf(n.kind)) {
      const value = n.kind === "date" ? "today" : n.options ? '"own"' : n.kind === "integer" || n.kind === "number" || n.kind === "money" ? "1" : '"a"';
      const text = written(n.path, op, op === "in" || op === "!in" ? `[${value}]` : value, n, names);
      assert.equal(opOf(cond(text)), op, text);
    }
    assert.ok(read(row(n, names)).cond, n.path);
  }
});

test("an edit of a row writes that row alone", () => {
  const text = 'form.source == "rent"  // 租的\n && form.until < today + months(6)';
  const root = cond(text);
  const [first, second] = root.items as [Cond, Cond];
  const cases: [Change, string][] = [
    [withOp(text, first, "!=", of("form.source"), names), 'form.source != "rent"  // 租的\n && form.until < today + months(6)'],
    [withOp(text, first, "in", of("form.source"), names), 'form.source in ["rent"]  // 租的\n && form.until < today + months(6)'],
    [withOp(text, first, "has", of("form.source"), names), "has(form.source)  // 租的\n && form.until < today + months(6)"],
    [withOp(text, second, ">=", of("form.until"), names), 'form.source == "rent"  // 租的\n && form.until >= today + months(6)'],
    [withSubject(text, second, of("form.until"), of("person.born"), operatorsOf("date"), names), 'form.source == "rent"  // 租的\n && person.born < today + months(6)'],
    [withSubject(text, second, of("form.until"), of("form.chain"), operatorsOf("boolean"), names), 'form.source == "rent"  // 租的\n && form.chain'],
    [added(text, root, second, "form.chain")?.slice(text.length).replace(/\s+/g, " "), " && form.chain"],
    [negated(text, first), '!(form.source == "rent")  // 租的\n && form.until < today + months(6)'],
    [switched(text, root), text.replace("&&", "||")],
  ];
  for (const [got, want] of cases) assert.equal(got, want);
});

test("a row with a comment in it is not written anew", () => {
  const text = 'form.source == // 租的\n "rent"';
  assert.equal(withOp(text, cond(text), "has", of("form.source"), names), undefined);
  assert.equal(withSubject(text, cond(text), of("form.source"), of("form.chain"), operatorsOf("boolean"), names), undefined);
  assert.equal(withOp(text, cond(text), "!=", of("form.source"), names), 'form.source != // 租的\n "rent"');
});

test("rows that are added, moved, grouped and taken away", () => {
  const text = "form.chain && form.area > 1 && form.rooms > 2";
  const root = cond(text);
  assert.equal(moved(text, root, root.items[0]!, 1), "form.area > 1 && form.chain && form.rooms > 2");
  assert.equal(moved(text, root, root.items[0]!, -1), undefined);
  assert.equal(grouped(text, root, root.items[0]!), "(form.chain || form.area > 1) && form.rooms > 2");
  assert.equal(removed(text, root, root.items[1]!), "form.chain && form.rooms > 2");
  assert.equal(removed("form.chain", cond("form.chain"), cond("form.chain")), undefined);
  const one = cond("form.chain");
  assert.equal(removed("form.chain", one, one), "");
  const nested = "(form.chain || form.area > 1) && form.rooms > 2";
  assert.equal(dissolved(nested, cond(nested).items[0]!), text);
  const quant = "form.staff.exists(r, has(r.no))";
  const q = cond(quant);
  assert.equal(added(quant, q, q.where!, "has(r.since)"), "form.staff.exists(r, has(r.no) && has(r.since))");
  assert.equal(removed(quant, q, q.where!), "");
  assert.equal(withOp(quant, q, "!exists", of("form.staff"), names), "!form.staff.exists(r, has(r.no))");
  assert.equal(withOp(quant, q, "all", of("form.staff"), names), "form.staff.all(r, has(r.no))");
  assert.equal(added("", null, null, "form.chain"), "form.chain");
  assert.ok(read("form.chain &&").fault);
  assert.deepEqual(read("true"), { cond: null });
});

test("the opposite of a row is another wording of it", () => {
  for (const [op, opposite] of [["has", "!has"], ["flag", "!flag"], ["in", "!in"], ["startsWith", "!startsWith"]] as [Op, Op][]) {
    const text = written("form.source", op, op === "in" ? '["own"]' : '"own"', of("form.source"), names);
    assert.equal(opOf(cond(withOp(text, cond(text), opposite, of("form.source"), names)!)), opposite);
  }
});

test("values read as something to choose, and are written as they were", () => {
  for (const text of ['"rent"', "-5", "0.50", "today", "today + months(6)", "form.until - workdays(3)", 'date("2026-01-31")', '["a", "b"]', "true"]) {
    const v = valueOf(cond(`form.x == ${text}`).right);
    assert.notEqual(v.is, "other", text);
    assert.equal(writtenValue(v as Exclude<typeof v, { is: "other" }>), text);
  }
  assert.equal(valueOf(cond("form.x == a + b * 2").right).is, "other");
  assert.equal(writtenValue({ is: "number", text: "1." }), "");
  assert.equal(writtenValue({ is: "day", day: "2026-02-30" }), "");
  assert.equal(dayOf({ is: "shifted", from: "today", sign: "+", n: "6", unit: "months" }, "2026-08-31", []), "2027-02-28");
});

test("examples stand just below, at and above where a comparison turns", () => {
  const at = (text: string) => examplesOf(cond(text), plan, "2026-11-23").map((x) => x.value);
  assert.deepEqual(at("form.until < today + months(6)"), ["2027-05-22", "2027-05-23", "2027-05-24", null]);
  assert.deepEqual(at("form.area >= 60"), ["59.99", "60", "60.01", null]);
  assert.deepEqual(at("form.rooms > 0"), [-1, 0, 1, null]);
  assert.deepEqual(at("form.chain || !(form.fee > 10.5)"), ["10.49", "10.5", "10.51", null]);
  assert.deepEqual(at("form.staff.exists(r, r.since < today)"), []);
  assert.equal(stepped("0", -1, 2), "-0.01");
  assert.equal(stepped("-0.01", 1, 2), "0.00");
  assert.equal(stepped("9007199254740993", 1, 0), "9007199254740994");
});

test("what rows are about is said in the words of the item", () => {
  const say = (text: string) => { const c = cond(text); return subjectName(text, c.left!, names, zh)?.title; };
  assert.equal(say("person.born + years(80) <= today"), "户籍的出生日期起 80 年后");
  assert.equal(say("age(person.born, today) >= 60"), "户籍的出生日期到办理当天的周岁");
  assert.equal(say("size(form.staff) > 0"), "人员的个数");
  assert.equal(say("size(form.staff.filter(s, has(s.no))) > 1"), undefined);
});

test("what a row came to stays by its text; a group's follows from its rows", () => {
  const text = "form.chain || form.area > 1 && form.rooms > 2";
  const part = (s: string, result: "true" | "false" | "unknown") => ({ from: text.indexOf(s), to: text.indexOf(s) + s.length, result, values: [], missing: [] });
  const parts = partsBy(text, [part("form.chain", "false"), part("form.area > 1", "unknown"), part("form.rooms > 2", "true")]);
  assert.equal(truthOf(text, parts, cond(text))?.result, "unknown");
  const now = "form.area > 1 && form.rooms > 3";
  assert.equal(truthOf(now, parts, cond(now).items[0]!)?.result, "unknown");
  assert.equal(truthOf(now, parts, cond(now)), undefined);
});

test("the last answer stays while the next one comes, and while the server is away", async () => {
  const waiting: (() => void)[] = [];
  let fail = false;
  const live = new Live(async (text) => {
    if (fail) throw new Error("away");
    return { sentence: text, clauses: [], faults: [], sites: [] } as RuleReading;
  }, (_, run) => { waiting.push(run); return () => { waiting.splice(waiting.indexOf(run), 1); }; });
  const run = async () => { waiting.shift()!(); await new Promise((r) => setImmediate(r)); };
  live.want("a");
  await run();
  assert.equal(live.reading.value?.text, "a");
  live.want("ab");
  live.want("abc");
  assert.equal(waiting.length, 1);
  assert.equal(live.reading.value?.text, "a");
  fail = true;
  await run();
  assert.equal(live.state.value, "away");
  assert.equal(live.reading.value?.text, "a");
});
