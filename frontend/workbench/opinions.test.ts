import assert from "node:assert/strict";
import { test } from "node:test";
import { Opinions } from "./opinions";

function store(room = Infinity) {
  const all = new Map<string, string>();
  return {
    all,
    getItem: (k: string) => all.get(k) ?? null,
    setItem: (k: string, v: string) => {
      if (v.length > room) throw new Error("QuotaExceededError");
      all.set(k, v);
    },
    removeItem: (k: string) => { all.delete(k); },
    key: (i: number) => [...all.keys()][i] ?? null,
    get length() { return all.size; },
  };
}

test("a begun opinion is there after the page was loaded anew, until it is sent or somebody signs out", () => {
  const s = store();
  s.setItem("other", "stays");
  new Opinions(s).set("clerk 1 true", "材料齐全");
  const again = new Opinions(s);
  assert.equal(again.get("clerk 1 true"), "材料齐全");
  assert.equal(again.get("clerk 1 false"), "");
  again.set("clerk 2 true", "x");
  again.set("clerk 3 true", "y");
  again.delete("clerk 2 true");
  assert.equal(again.get("clerk 2 true"), "");
  again.clear();
  assert.deepEqual([...s.all.keys()], ["other"]);
});

test("where there is no room, memory has it", () => {
  const o = new Opinions(store(3));
  o.set("k", "abc");
  o.set("k", "abcd");
  assert.equal(o.get("k"), "abcd");
  o.clear();
  assert.equal(o.get("k"), "");
});
