import assert from "node:assert/strict";
import { test } from "node:test";
import type { FieldState, Plan, State } from "../core/contract";
import { zh as parts } from "../parts/messages/zh";
import { en } from "./messages/en";
import { zh } from "./messages/zh";
import { sourceOf } from "./origin";
import { dueHow, spanText } from "./rail";
import { verdictText } from "./headed";
import { caseIn } from "./verdict";

const from = (kind: string): FieldState => ({ shown: true, is: "value", value: "x", from: { kind } } as FieldState);

test("whose word a value is: one's own account, or who gave it at a counter", () => {
  assert.equal(sourceOf(from("user"), {}, parts).name, "您的账号");
  assert.equal(sourceOf(from("user"), {}, parts, { user: "窗口" }).name, "窗口");
  assert.equal(sourceOf({ ...from("fact"), from: { kind: "fact", source: "person" } } as FieldState, { person: "人口库" }, parts, { user: "窗口" }).name, "人口库");
});

test("what is decided at once, and what is due on the same day, is promised in no number of days", () => {
  const state = (promised: string, instant: boolean) => ({ limit: { promised }, instant }) as State;
  assert.equal(dueHow(state("5wd", true), zh), "即时办结");
  assert.equal(dueHow(state("0wd", true), en), "At once");
  assert.equal(dueHow(state("5wd", false), zh), "承诺5个工作日，今天受理的话");
  assert.equal(dueHow(state("0wd", false), zh), "承诺当天办结，今天受理的话");
  assert.equal(spanText("0wd", en), "the same day");
});

test("a referral is headed by where it leads: elsewhere with a goal, nowhere without", () => {
  const plan = { rules: [{ id: "open", effect: "refer" }, { id: "other", effect: "refer", to: "hall" }] } as unknown as Plan;
  const state = (id: string) => ({ verdict: "refer", rules: { [id]: { result: "false", effect: "refer" } } }) as unknown as State;
  assert.equal(verdictText(plan, state("other"), zh), "请到别处办");
  assert.equal(verdictText(plan, state("open"), zh), "不用再办");
  assert.equal(verdictText(plan, state("open"), en), "No need to apply");
  assert.equal(verdictText(plan, { verdict: "refuse" } as State, zh), "现在不能办");
});

test("a case is led to whose number a text tells, if it is one of the applicant's own", () => {
  const facts = { cases: { P1: { status: "records" as const, records: [{ id: "440605-20261123-00017", cells: {} }] } } };
  assert.equal(caseIn("已经在办，办件号440605-20261123-00017。", facts), "440605-20261123-00017");
  assert.equal(caseIn("已经在办，办件号440605-20261123-00018。", facts), undefined);
  assert.equal(caseIn(undefined, facts), undefined);
});
