/** Finding one's way in the JSON Schema of definitions. */
import type { Schema } from "./api";
import { at, isList, isMap, isText, namesOf, type Tree } from "./model/tree";

/** A schema without its $ref. */
export function solid(root: Schema, s: Schema | undefined): Schema {
  const name = s?.$ref?.replace("#/$defs/", "");
  if (!name) return s ?? {};
  const { $ref: _, ...own } = s!;
  return { ...solid(root, root.$defs?.[name]), ...(own.title ? { title: own.title } : {}), ...(own.description ? { description: own.description } : {}) };
}

/** Of several ways of writing, the one that a value is written in. */
export function wayOf(root: Schema, s: Schema, value: Tree | undefined): Schema {
  const ways = s.anyOf?.map((x) => solid(root, x));
  if (!ways) return s;
  const fits = (x: Schema) => (isList(value) ? x.type === "array" : isMap(value) ? x.type === "object" && keysFit(x, value) : isText(value) ? x.type !== "array" && x.type !== "object" : false);
  return { ...(ways.find(fits) ?? ways[0]!), ...(s.title ? { title: s.title } : {}) };
}

/** All ways in which a key can be written. */
export const waysOf = (root: Schema, s: Schema): Schema[] => s.anyOf?.map((x) => solid(root, x)) ?? [s];

/** What the entries of a list or map are. */
export const entriesOf = (root: Schema, s: Schema): Schema => solid(root, s.items ?? (typeof s.additionalProperties === "object" ? s.additionalProperties : undefined));

/** Whether a schema is a list or map of entries that have keys of their own. */
export function holdsEntries(root: Schema, s: Schema): boolean {
  const of = entriesOf(root, s);
  return waysOf(root, of).some((x) => x.properties !== undefined);
}

const keysFit = (x: Schema, value: Tree): boolean => !x.properties || (isMap(value) && value.m.every(([k]) => k in x.properties!));

/** The schema of what stands at a path of an item's file. */
export function schemaAt(root: Schema, tree: Tree | null, path: string): Schema | undefined {
  let s: Schema | undefined = solid(root, root);
  let here = "";
  for (const name of namesOf(path)) {
    const way: Schema = wayOf(root, s!, at(tree ?? undefined, here));
    here += path.slice(here.length).match(/^\/[^/]*/)![0];
    const next: Schema | boolean | undefined = way.properties?.[name] ?? way.items ?? way.additionalProperties;
    if (!next || next === true) return undefined;
    s = solid(root, next);
  }
  return s;
}

/** The words that a schema allows, with what they mean. */
export function wordsOf(s: Schema): { code: string; text: string }[] | null {
  const list = s.oneOf?.filter((x) => typeof x.const === "string");
  return list && list.length > 0 && list.length === s.oneOf!.length ? list.map((x) => ({ code: x.const as string, text: x.description ?? (x.const as string) })) : null;
}

/** A rule: a text that may also be written as a number or a yes. */
export const isRule = (s: Schema): boolean => Array.isArray(s.type) && s.type.includes("boolean") && s.type.includes("string");

/** The keys of a map in the order in which people write them. */
export const orderOf = (s: Schema | undefined): string[] => Object.keys(s?.properties ?? {});
