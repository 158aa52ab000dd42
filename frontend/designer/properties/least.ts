/** What a new entry holds before its author writes more: what it must have, and nothing else. */
import type { Schema } from "../api";
import type { Editing } from "../app";
import { freeId } from "../model/item";
import { at, isMap, type Json } from "../model/tree";
import { definition } from "../messages/definition";
import { entriesOf, isRule, orderOf, solid, waysOf, wordsOf } from "../schema";

/** The least value of a schema; `key` is the name that it stands under. */
export function least(e: Editing, s: Schema, key: string): Json {
  const root = e.schema;
  const way = waysOf(root, solid(root, s))[0]!;
  if (way.properties) {
    // Of ways of which one must be taken, the first.
    const must = [...(way.required ?? []), ...(way.oneOf?.[0]?.required ?? [])];
    return Object.fromEntries(orderOf(way).filter((k) => must.includes(k)).map((k) => [k, least(e, way.properties![k]!, k)]));
  }
  if (way.type === "array") return waysOf(root, entriesOf(root, way)).some((x) => x.properties) ? [least(e, entriesOf(root, way), key)] : [];
  if (way.type === "object") return {};
  if (isRule(way)) return ruleFor(e, key);
  if (way.type === "integer") return way.minimum ?? 0;
  if (way.type === "boolean") return true;
  if (key === "id" || key === "section") return freeId(e.doc.tree.peek(), key === "section" ? "section" : "entry");
  return wordsOf(way)?.[0]?.code ?? named(e, key) ?? definition.toFill;
}

/** A rule that has no author yet: what stands in for a paper is the first register that the item looks up, an amount is nothing. */
function ruleFor(e: Editing, key: string): Json {
  if (key === "by") {
    const facts = at(e.doc.tree.peek() ?? undefined, "/facts");
    return (isMap(facts) && facts.m[0]?.[0]) || e.trial.session.peek()?.plan.facts?.[0]?.id || "applicant.no";
  }
  return key === "amount" ? 0 : key === "value" ? "applicant.name" : true;
}

const named = (e: Editing, key: string): string | undefined => e.names[key]?.[0]?.id;
