import assert from "node:assert/strict";
import { test } from "node:test";
import { digestIn } from "./sheet-code";

const digest = "0123456789abcdef".repeat(4);

test("a hand scanner types the code of the sheet, also through an input method; whoever types the digest is left alone", () => {
  assert.equal(digestIn(`banshi:1:k3v9x2:${digest}`), digest);
  assert.equal(digestIn(` BANSHI：1：K3V9X2：${digest.toUpperCase()}\n`), digest);
  for (const text of ["0123 4567 89ab cdef", digest, "https://example.org/banshi:1:x:y", `banshi:2:k3v9x2:${digest}`, "banshi:1:k3v9x2:xyz", ""]) assert.equal(digestIn(text), text);
});
