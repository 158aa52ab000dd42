/** Keys whose values are names of the catalogue: they are chosen by their titles. A new kind of name is a row. */
import type { Name, Names, Schema } from "../api";
import { flat, outlineOf } from "../model/item";
import type { StudioWords } from "../words";
import { at, child, isMap, nameOf, parentOf, textAt, type Tree } from "../model/tree";

/** What is known where a key is edited. */
export interface Around {
  names: Names;
  tree: Tree | null;
  path: string;
  words: StudioWords;
}

type Of = (a: Around) => Name[];

/** The steps of the item's mode, and its own. */
const steps: Of = ({ names, tree }) => {
  const own = at(tree ?? undefined, "/handling/steps");
  const mine = isMap(own) ? own.m.map(([id, t]) => ({ id, title: textAt(t, "title") || names.step?.find((n) => n.id === id)?.title || id })) : [];
  return [...mine, ...(names.step ?? []).filter((n) => !mine.some((m) => m.id === n.id))];
};

/** Where an answer of a step leads: another step, or an end. */
const ways: Of = (a) => [...steps(a), ...(["refuse", "correct"] as const).map((id) => ({ id, title: a.words.endings[id] }))];

/** What a reviewer may look at: papers and fields. */
const lookedAt: Of = ({ tree, words }) => flat(outlineOf(tree, words.parts)).filter((x) => x.kind === "material" || x.kind === "field").map(({ id, title }) => ({ id, title }));

/** By the key; a dot names the key above, too. The first that fits counts. */
const rows: [key: string, of: Of][] = [
  ["department", (a) => a.names.department ?? []],
  ["use", (a) => a.names.fragment ?? []],
  ["licence", (a) => a.names.licence ?? []],
  ["record", (a) => a.names.source ?? []],
  ["facts.*.source", (a) => a.names.source ?? []],
  ["codes", (a) => a.names.codes ?? []],
  ["who", (a) => a.names.role ?? []],
  ["themes.person", (a) => a.names.person ?? []],
  ["themes.organisation", (a) => a.names.organisation ?? []],
  ["after", steps],
  ["beside", steps],
  ["outcomes.*", ways],
  ["look_at", lookedAt],
];

const fits = (pattern: string, path: string): boolean => {
  const words = pattern.split(".").reverse();
  let rest = path;
  return words.every((word) => {
    const here = nameOf(rest);
    rest = parentOf(rest);
    return word === "*" || word === here;
  });
};

/** The names that may stand at a path; undefined where any text may. */
export function namesAt(a: Around): Name[] | undefined {
  const list = rows.find(([key]) => fits(key, a.path))?.[1](a);
  return list && list.length > 0 ? list : undefined;
}

/** The keys that a map at a path may have; undefined where its author chooses them: a licence's fields are its own. */
export function keysAt(a: Around): Name[] | undefined {
  if (nameOf(a.path) !== "fields") return undefined;
  const result = at(a.tree ?? undefined, parentOf(a.path));
  const [kind, id] = child(result, "licence") ? ["licence", textAt(result, "licence")] : ["source", textAt(result, "record")];
  return a.names[kind!]?.find((n) => n.id === id)?.cells;
}

/** The schema of a key that names something: its words are what there is. */
export function withNames(s: Schema, a: Around): Schema {
  if (s.type === "array") {
    const list = namesAt(a);
    return list ? { ...s, items: { type: "string", oneOf: list.map(word) } } : s;
  }
  if (s.type !== "string" || s.oneOf || s.const !== undefined) return s;
  const list = namesAt(a);
  return list ? { ...s, oneOf: list.map(word) } : s;
}

const word = (n: Name): Schema => ({ const: n.id, description: n.title });

