/**
 * What a definition's file says, with the order of its keys: the server's reading of the YAML. Paths are those of
 * engine/print: /form/#premises/fields/#source/title: a key in a map, in a list #id of an entry that has one, else its place.
 */
export type Tree = { m: [key: string, value: Tree][] } | { l: Tree[] } | { s: string; k?: ScalarKind };

/** What a scalar is, where it is no text. */
export type ScalarKind = "number" | "boolean" | "null";

/** A value as commands carry it. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The keys by which an entry of a list is known; the first that is there counts. */
const handles = ["id", "section", "name"];

/** Whether an entry is known by an id of its own: it stands in a list, or is a fact. */
export const hasId = (path: string): boolean => nameOf(path).startsWith("#") || parentOf(path) === "/facts";

export const isMap = (t: Tree | undefined): t is { m: [string, Tree][] } => !!t && "m" in t;
export const isList = (t: Tree | undefined): t is { l: Tree[] } => !!t && "l" in t;
export const isText = (t: Tree | undefined): t is { s: string; k?: ScalarKind } => !!t && "s" in t;

const escape = (name: string) => name.replace(/~/g, "~0").replace(/\//g, "~1");
const unescape = (name: string) => name.replace(/~1/g, "/").replace(/~0/g, "~");

/** The path of a name below another. */
export const join = (path: string, name: string): string => `${path}/${escape(name)}`;

/** The names of a path. */
export const namesOf = (path: string): string[] => (path === "" ? [] : path.slice(1).split("/").map(unescape));

/** The path without its last name. */
export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** The last name of a path. */
export const nameOf = (path: string): string => namesOf(path).at(-1) ?? "";

/** Whether a path is another, or lies below it. */
export const within = (path: string, of: string): boolean => path === of || path.startsWith(`${of}/`);

/** The value under a key of a map. */
export function child(t: Tree | undefined, key: string): Tree | undefined {
  return isMap(t) ? t.m.find(([k]) => k === key)?.[1] : undefined;
}

/** The text of a scalar; "" where there is none. */
export const textOf = (t: Tree | undefined): string => (isText(t) ? t.s : "");

/** The text under a key of a map. */
export const textAt = (t: Tree | undefined, key: string): string => textOf(child(t, key));

/** The id by which an entry of a list is known. */
export function handleOf(t: Tree): string {
  for (const key of handles) {
    const id = textAt(t, key);
    if (id) return id;
  }
  return "";
}

/** The name of entry i of a list in a path. The second of two with one id is named by its place. */
export function entryName(list: Tree[], i: number): string {
  const id = handleOf(list[i]!);
  return id && list.findIndex((t) => handleOf(t) === id) === i ? `#${id}` : String(i);
}

/** Where in a list the entry of a name stands; -1: nowhere. */
export function placeOf(list: Tree[], name: string): number {
  if (name.startsWith("#")) return list.findIndex((t) => handleOf(t) === name.slice(1));
  const i = Number(name);
  return Number.isInteger(i) && i >= 0 && i < list.length ? i : -1;
}

function step(t: Tree | undefined, name: string): Tree | undefined {
  if (isMap(t)) return child(t, name);
  return isList(t) ? t.l[placeOf(t.l, name)] : undefined;
}

/** What stands at a path; undefined for nothing. */
export function at(tree: Tree | undefined, path: string): Tree | undefined {
  return namesOf(path).reduce<Tree | undefined>(step, tree);
}

/** The tree of a value. */
export function treeOf(v: Json): Tree {
  if (Array.isArray(v)) return { l: v.map(treeOf) };
  if (v !== null && typeof v === "object") return { m: Object.entries(v).map(([k, x]) => [k, treeOf(x)]) };
  if (v === null) return { s: "", k: "null" };
  return typeof v === "string" ? { s: v } : { s: String(v), k: typeof v as ScalarKind };
}

/** The value of a tree, for a command that puts it elsewhere. */
export function jsonOf(t: Tree): Json {
  if (isMap(t)) return Object.fromEntries(t.m.map(([k, v]) => [k, jsonOf(v)]));
  if (isList(t)) return t.l.map(jsonOf);
  if (t.k === "null") return null;
  if (t.k === "number") return Number(t.s);
  return t.k === "boolean" ? t.s === "true" : t.s;
}

/** The same tree with another value at a path: put(undefined) takes it away. Maps above it that aren't there are made, as the server does. Null where there can be no such path. */
function change(t: Tree, names: string[], put: (old: Tree | undefined) => Tree | undefined): Tree | null {
  const [name, ...rest] = names;
  if (name === undefined) return put(t) ?? null;
  if (isMap(t)) {
    const i = t.m.findIndex(([k]) => k === name);
    const old = t.m[i]?.[1];
    const now = rest.length > 0 ? change(old ?? { m: [] }, rest, put) : put(old);
    if (rest.length > 0 && now === null) return null;
    const m = [...t.m];
    if (!now) {
      if (i < 0) return null;
      m.splice(i, 1);
    } else if (i < 0) m.push([name, now]);
    else m[i] = [name, now];
    return { m };
  }
  if (!isList(t)) return null;
  const i = placeOf(t.l, name);
  if (i < 0) return null;
  const now = rest.length > 0 ? change(t.l[i]!, rest, put) : put(t.l[i]);
  if (rest.length > 0 && now === null) return null;
  const l = [...t.l];
  if (now) l[i] = now;
  else l.splice(i, 1);
  return { l };
}

/** One edit of a file, as engine/print takes it. */
export type Command =
  /** Puts a value at a path; a key that is not there yet is added. */
  | { do: "set"; at: string; value: Json; order?: string[] }
  /** Puts an entry into a list: before the one that stands at the place now, or at the end. */
  | { do: "insert"; at: string; index: number; value: Json }
  | { do: "delete"; at: string }
  /** Puts an entry of a list elsewhere: `index` is its place among the others, when it is taken out. */
  | { do: "move"; at: string; to: string; index: number }
  /** Gives a key another name; what names it elsewhere stays as it is. */
  | { do: "rename-key"; at: string; key: string }
  /** Puts another text in the place of the whole file. */
  | { do: "text"; at: ""; text: string };

/** The same tree with another name for a key. */
function rekey(t: Tree, names: string[], key: string): Tree | null {
  const parent = names.slice(0, -1);
  return change(t, parent, (old) => (isMap(old) ? { m: old.m.map(([k, v]) => [k === names.at(-1) ? key : k, v]) } : old));
}

/** The tree after a command; null where it can't be carried out here: what another text says the server tells. */
export function apply(tree: Tree, c: Command): Tree | null {
  switch (c.do) {
    case "set":
      return change(tree, namesOf(c.at), () => treeOf(c.value));
    case "delete":
      return at(tree, c.at) === undefined ? null : change(tree, namesOf(c.at), () => undefined);
    case "insert":
      return change(tree, namesOf(c.at), (old) => {
        const l = isList(old) ? [...old.l] : [];
        l.splice(Math.min(c.index, l.length), 0, treeOf(c.value));
        return { l };
      });
    case "move": {
      const moved = at(tree, c.at);
      const without = moved && change(tree, namesOf(c.at), () => undefined);
      return without ? change(without, namesOf(c.to), (old) => {
        const l = isList(old) ? [...old.l] : [];
        l.splice(Math.min(c.index, l.length), 0, moved);
        return { l };
      }) : null;
    }
    case "rename-key":
      return rekey(tree, namesOf(c.at), c.key);
    case "text":
      return null;
  }
}

/** Where the entry that a command is about stands afterwards. */
export function pathAfter(tree: Tree, c: Command): string {
  const list = (path: string, i: number) => {
    const l = at(tree, path);
    return isList(l) && l.l.length > 0 ? join(path, entryName(l.l, Math.min(i, l.l.length - 1))) : path;
  };
  switch (c.do) {
    case "set": return c.at;
    case "insert": return list(c.at, c.index);
    case "move": return list(c.to, c.index);
    case "delete": return parentOf(c.at);
    case "rename-key": return join(parentOf(c.at), c.key);
    case "text": return "";
  }
}

/** A value as YAML, for the clipboard: strings that YAML would read otherwise are quoted as JSON, which is YAML. */
export function yamlOf(t: Tree, depth = 0): string {
  const pad = "  ".repeat(depth);
  if (isText(t)) return t.k ? t.s || "null" : scalar(t.s);
  if (isList(t)) {
    if (t.l.length === 0) return "[]";
    return t.l.map((x) => `${pad}- ${isText(x) ? yamlOf(x) : nested(x, depth + 1)}`).join("\n");
  }
  if (t.m.length === 0) return "{}";
  return t.m.map(([k, v]) => `${pad}${scalar(k)}:${inline(v) ? ` ${yamlOf(v)}` : `\n${yamlOf(v, depth + 1)}`}`).join("\n");
}

const inline = (t: Tree) => isText(t) || (isList(t) ? t.l.length === 0 : isMap(t) && t.m.length === 0);
const nested = (t: Tree, depth: number) => (inline(t) ? yamlOf(t) : yamlOf(t, depth).trimStart());
const plain = /^[\p{L}_][\p{L}\p{N}_.（）、，。？ -]*$/u;
const words = /^(true|false|null|yes|no|on|off|~)$/i;
const scalar = (s: string) => (plain.test(s) && !words.test(s) && !/ $/.test(s) ? s : JSON.stringify(s));
