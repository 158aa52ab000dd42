import assert from "node:assert/strict";
import { test } from "node:test";
import type { FieldState } from "../core/contract";
import { sourceOf } from "../form/origin";
import { en } from "../parts/messages/en";
import { zh } from "../parts/messages/zh";
import { counterEn } from "./messages/counter-en";
import { counterZh } from "./messages/counter-zh";

test("no value at a counter is from the account of who reads: it is from the card, or from what was typed", () => {
  const name = (kind: string, w: typeof zh, givers: Record<string, string | undefined>) => sourceOf({ from: { kind } } as FieldState, {}, w, givers).name;
  for (const kind of ["user", "applicant", "profile"]) for (const card of [true, false]) {
    for (const [w, t] of [[zh, counterZh], [en, counterEn]] as const) assert.notEqual(name(kind, w, t.givers(card)), w.yourAccount, kind);
  }
  assert.equal(name("user", zh, counterZh.givers(true)), "窗口读的身份证");
  assert.equal(name("user", zh, counterZh.givers(false)), "窗口对照证件录入");
});
