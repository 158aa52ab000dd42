import assert from "node:assert/strict";
import { test } from "node:test";
import { treeOf } from "../model/tree";
import type { Kept } from "./api";
import { commandsOf, testOf, usual } from "./kept";

const kept: Kept = {
  version: 1, item: "shop", file: "items/shop/tests.yaml", fresh: false, count: 2, name: "陈伯年，通过", test: treeOf({ as: "person/P004", today: "2026-11-23", answers: { area: 8 } }),
  expects: [
    { at: ["verdict"], group: "conclusion", what: "结论", text: "通过", value: treeOf("pass"), usual: true },
    { at: ["rules", "age"], group: "rules", what: "年满80周岁", text: "符合", value: treeOf(true), usual: true },
    { at: ["rules", "hukou"], group: "rules", what: "户籍", text: "还不知道", value: treeOf("unknown"), usual: false },
    { at: ["fields", "amount"], group: "fields", what: "金额", text: "100元", value: treeOf({ value: "100", from: "computed" }), usual: true },
  ],
};

test("what is not ticked is not expected, and values keep their kinds", () => {
  assert.deepEqual(testOf(kept, "甲", new Set(usual(kept))), {
    name: "甲", as: "person/P004", today: "2026-11-23", answers: { area: 8 },
    expect: { verdict: "pass", rules: { age: true }, fields: { amount: { value: "100", from: "computed" } } },
  });
  assert.deepEqual(testOf(kept, "甲", new Set(["rules\nhukou"])), { name: "甲", as: "person/P004", today: "2026-11-23", answers: { area: 8 }, expect: { rules: { hukou: "unknown" } } });
});

test("it stands behind the other tests, and the first of an item begins the file", () => {
  const chosen = new Set(["verdict"]);
  assert.deepEqual(commandsOf(kept, "甲", chosen).map((c) => [c.do, c.at, "index" in c ? c.index : undefined]), [["insert", "/tests", 2]]);
  assert.deepEqual(commandsOf({ ...kept, fresh: true, count: 0 }, "甲", chosen).map((c) => [c.do, c.at]), [["set", "/kind"], ["set", "/item"], ["insert", "/tests"]]);
});
