import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals";
import type { Person, Session } from "../core/api";
import { inMemory } from "./keep";

const as = (account: string, name = "self"): Session => ({
  person: account ? ({ account, as: name } as Person) : null, staff: null, csrf: "", choices: [], standIn: "",
});

test("on a shared device what was typed is there for the same person signed in anew, and for nobody else", () => {
  const session = signal<Session | null>(as("A"));
  const keep = inMemory(session);
  const ops = { answers: { a: ["1"] } };
  keep.set("d", ops);
  session.value = as("A", "firm");
  assert.deepEqual(keep.get("d"), ops);
  for (const next of [as("B"), as("")]) {
    session.value = as("A");
    keep.set("d", ops);
    session.value = next;
    assert.equal(keep.get("d"), null);
    session.value = as("A");
    assert.equal(keep.get("d"), null, "not even when the first comes back");
  }
  session.value = as("");
  keep.set("d", ops); // a save that ends after he has left
  session.value = as("A");
  assert.equal(keep.get("d"), null);
});
