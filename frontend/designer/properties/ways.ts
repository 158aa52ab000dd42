/** The same said in another way of writing: one value, a list, parts with names. */
import type { Schema } from "../api";
import { isList, isMap, isText, jsonOf, textOf, type Json, type Tree } from "../model/tree";
import { entriesOf, isRule, waysOf } from "../schema";

export type Way = "one" | "list" | "parts" | "pairs";

/** What a way of writing is. */
export const kindOf = (s: Schema): Way => (s.type === "array" ? "list" : s.properties ? "parts" : s.type === "object" ? "pairs" : "one");

/** The key of a part that says what the whole says where it is one value. */
const main = (s: Schema): string | undefined => s.required?.[0];

/** The words of a value in one text: where it has parts, the first that says it. */
function one(s: Schema, t: Tree): string {
  if (isText(t)) return t.s;
  if (isList(t)) return t.l.length > 0 ? one(s, t.l[0]!) : "";
  return textOf(t.m.find(([k]) => k === main(s))?.[1] ?? t.m[0]?.[1]);
}

/** A value as another way says it; undefined where nothing of it can be said so. */
export function turned(root: Schema, from: Tree, to: Schema): Json | undefined {
  const of = entriesOf(root, to);
  const entry = waysOf(root, of).find((x) => x.properties) ?? of;
  switch (kindOf(to)) {
    case "list":
      // Codes with their texts: an entry for each, with both.
      if (isMap(from) && entry.required?.length === 2 && from.m.every(([, v]) => isText(v))) return from.m.map(([k, v]) => ({ [entry.required![0]!]: k, [entry.required![1]!]: textOf(v) }));
      if (isMap(from)) return [jsonOf(from)];
      return isText(from) ? [entry.properties && main(entry) ? { [main(entry)!]: jsonOf(from) } : jsonOf(from)] : jsonOf(from);
    case "parts":
      if (isList(from)) return from.l.length > 0 ? turned(root, from.l[0]!, to) : undefined;
      return isText(from) && main(to) ? { [main(to)!]: from.s } : isMap(from) && from.m.every(([k]) => k in to.properties!) ? jsonOf(from) : undefined;
    case "pairs":
      return isList(from) && from.l.every(isMap) ? Object.fromEntries(from.l.map((t) => [textOf((t as { m: [string, Tree][] }).m[0]?.[1]), textOf((t as { m: [string, Tree][] }).m[1]?.[1])])) : undefined;
    case "one": {
      const text = one(entry, from);
      return text === "" ? undefined : isRule(to) && /^(true|false)$/.test(text) ? text === "true" : text;
    }
  }
}
