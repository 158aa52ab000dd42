import assert from "node:assert/strict";
import { test } from "node:test";
import { find, match } from "./router";

test("a pattern gives its parameters as text", () => {
  assert.deepEqual(match("/items/:id", "/items/%E8%80%81"), { id: "老" });
  assert.deepEqual(match("/cases/:number/done", "/cases/1/done"), { number: "1" });
  assert.equal(match("/items/:id", "/items/a/b"), null);
});

test("an address that is no text belongs to no screen", () => {
  const routes = ["/items/:id", "/drafts/:id", "/cases/:number/done"].map((path) => ({ path, draw: () => path }));
  for (const path of ["/items/%ff", "/drafts/%C0", "/cases/%ff/done", "/items/%"]) assert.equal(find(routes, path), null, path);
});
