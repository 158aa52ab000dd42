import assert from "node:assert/strict";
import { test } from "node:test";
import vectors from "../../../engine/rows/testdata/vectors.json";
import { quoted, quote } from "./literal";
import { outline } from "./outline";
import { parse } from "./parse";

test("rules are read as engine/rows reads them", () => {
  for (const { text, outline: want } of vectors) assert.deepEqual(outline(text), want, text);
});

test("a text that is written as a literal is read as the same text", () => {
  for (const s of ["", "a", '"', "\\", "a\nb\tc\u0001", "租🍜'"]) assert.equal(quoted(parse(quote(s))), s);
});
