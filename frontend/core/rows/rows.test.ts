import assert from "node:assert/strict";
import { test } from "node:test";
import vectors from "../../../engine/rows/testdata/vectors.json";
import { quoted, quote } from "./literal";
import { OPERATORS, match, write } from "./operators";
import samples from "./operators.json";
import { outline } from "./outline";
import { parse } from "./parse";

test("rules are read as engine/rows reads them", () => {
  for (const { text, outline: want } of vectors) assert.deepEqual(outline(text), want, text);
});

test("a text that is written as a literal is read as the same text", () => {
  for (const s of ["", "a", '"', "\\", "a\nb\tc\u0001", "租🍜'"]) assert.equal(quoted(parse(quote(s))), s);
});

test("operators write what engine/rows writes, and know it again", () => {
  const parts = { l: "form.it", x: "r", where: "r.ok && r.n > 1 || r.live", a: "form.a ? form.b : form.c", b: "form.d" };
  OPERATORS.forEach((o, i) => {
    const text = write(o, parts);
    assert.equal(text, samples[i]!.sample);
    assert.ok(match(o, parse(text)), o.id);
    if (o.id !== "yes") assert.equal(match(o, parse("unlike(a)")), undefined, o.id);
  });
});
