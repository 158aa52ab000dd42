import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

test("the sprite holds just the icons that have names", () => {
  const drawn = [...readFileSync("frontend/parts/icon/sprite.svg", "utf8").matchAll(/id="i-([a-z]+)"/g)].map((m) => m[1]);
  const source = readFileSync("frontend/parts/icon/icon.tsx", "utf8");
  const union = source.slice(source.indexOf("IconName ="), source.indexOf(";", source.indexOf("IconName =")));
  const named = [...union.matchAll(/"([a-z]+)"/g)].map((m) => m[1]);
  assert.deepEqual(drawn.sort(), named.sort());
});

test("no style attribute and no text outside of the message tables", () => {
  const parts = ["button", "field-frame", "held-list", "choice", "row-table", "material", "file-row", "verdict", "dialog", "why", "tally", "visits",
    "steps", "timeline", "error-summary", "toast", "notices", "letter", "seg", "keypad"];
  for (const p of parts) {
    const code = readFileSync(`frontend/parts/${p}.tsx`, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    assert.ok(!/\bstyle=/.test(code), `${p}: a style attribute breaks the content security policy`);
    const han = code.match(/[\u4e00-\u9fff]+/g) ?? [];
    assert.deepEqual(han, [], `${p}: text belongs into parts/messages`);
  }
});
