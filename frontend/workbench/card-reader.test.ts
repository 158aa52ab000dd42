import assert from "node:assert/strict";
import { test } from "node:test";
import { readHere, ReaderFault } from "./card-reader";

/** A service that answers as written. */
const service = (answers: Record<string, unknown>) => {
  const asked: string[] = [];
  const ask = async (url: unknown, init?: RequestInit) => {
    asked.push(`${init?.method} ${String(url)} ${init?.credentials}`);
    const path = String(url).split("/").pop()!;
    if (answers[path] === undefined) throw new TypeError("Failed to fetch");
    return new Response(JSON.stringify(answers[path]));
  };
  return { asked, ask: ask as typeof fetch };
};

const at = "http://127.0.0.1:18889/api";
const card = { partyName: "陈伯年 ", certNumber: "440622194402209917", certType: 1, expDate: "长期" };
const fault = (kind: string, said: string) => (e: unknown) => e instanceof ReaderFault && e.kind === kind && e.said === said;

test("a card is read by the service of the clerk's machine", async () => {
  const s = service({ connect: { resultFlag: 0 }, readCard: { resultFlag: 0, errorMsg: "", resultContent: card } });
  assert.deepEqual(await readHere(at, "2026-11-23", s.ask), { no: "440622194402209917", name: "陈伯年", expired: false });
  assert.deepEqual(s.asked, [`POST ${at}/connect omit`, `POST ${at}/readCard omit`]);
});

test("the last day of a card counts as a whole day", async () => {
  const read = (expDate: string) => readHere(at, "2026-11-23", service({ connect: { resultFlag: 0 }, readCard: { resultFlag: 0, resultContent: { ...card, expDate } } }).ask);
  assert.equal((await read("20261123")).expired, false);
  assert.equal((await read("20261122")).expired, true);
});

test("no service, no reader, no card, and half a card are told apart", async () => {
  await assert.rejects(readHere(at, "2026-11-23", service({}).ask), fault("silent", ""));
  await assert.rejects(readHere(at, "2026-11-23", service({ connect: { resultFlag: -1, errorMsg: "端口打开失败" } }).ask), fault("empty", "端口打开失败"));
  await assert.rejects(readHere(at, "2026-11-23", service({ connect: { resultFlag: 0 }, readCard: { resultFlag: -1, errorMsg: "未放卡" } }).ask), fault("empty", "未放卡"));
  await assert.rejects(readHere(at, "2026-11-23", service({ connect: { resultFlag: 0 }, readCard: { resultFlag: 0, resultContent: { ...card, certNumber: "" } } }).ask), fault("empty", ""));
});
