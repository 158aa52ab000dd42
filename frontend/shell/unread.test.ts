import assert from "node:assert/strict";
import { test } from "node:test";
import type { Api } from "../core/api";
import { unreadAt } from "./unread";

/** Answers in the order in which a test gives them. */
function asked() {
  const answers: ((n: number) => void)[] = [];
  const api = { call: () => new Promise((done) => answers.push((unread) => done({ unread }))) } as unknown as Api;
  return { unread: unreadAt(api, "/notices/unread"), answers };
}

test("a count that was asked for before one was read doesn't come back over the one after it", async () => {
  const { unread, answers } = asked();
  const before = unread.ask();
  const after = unread.ask();
  answers[1]!(1);
  await after;
  answers[0]!(2);
  await before;
  assert.equal(unread.value, 1);
});

test("what is known by itself stands over what is still being asked", async () => {
  const { unread, answers } = asked();
  const asking = unread.ask();
  unread.known(0);
  answers[0]!(3);
  await asking;
  assert.equal(unread.value, 0);
});
