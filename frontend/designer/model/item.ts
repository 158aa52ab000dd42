/** The parts of an item as its author sees them: worked out from the file, the same for outline, canvas and palette. */
import { at, child, entryName, isList, isMap, isText, join, namesOf, textAt, type Tree } from "./tree";

/** What an entry is; a kind has its own words and acts. */
export type Kind = "part" | "section" | "field" | "column" | "material" | "condition" | "step" | "fact" | "entry";

/** One line of the outline. */
export interface Entry {
  path: string;
  kind: Kind;
  /** Of a part, its key in the file. */
  id: string;
  title: string;
  /** Of a field. */
  type?: string;
  /** It hangs on a condition. */
  rule: boolean;
  children: Entry[];
}

/** The keys of a file that are parts, in the order of the outline. */
export const partKeys = ["guide", "facts", "situations", "eligibility", "form", "materials", "handling"] as const;
export type PartKey = (typeof partKeys)[number];

/** The words that make an entry hang on a condition; `true` is none. */
const conditions = ["show", "need", "when"];

function hangs(t: Tree): boolean {
  return conditions.some((key) => {
    const v = child(t, key);
    return isText(v) && v.s !== "" && v.s !== "true" && v.s !== "false";
  });
}

function entry(kind: Kind, path: string, t: Tree, children: Entry[] = []): Entry {
  const id = textAt(t, "id") || textAt(t, "section") || namesOf(path).at(-1)!;
  return { path, kind, id, title: textAt(t, "title") || textAt(t, "ask") || textAt(t, "text") || textAt(t, "that") || textAt(t, "from") || textAt(t, "year") || id, type: textAt(t, "type") || undefined, rule: hangs(t), children };
}

/** The entries of a list. */
function listed(kind: Kind, path: string, t: Tree | undefined, children?: (path: string, t: Tree) => Entry[]): Entry[] {
  if (!isList(t)) return [];
  return t.l.map((x, i) => {
    const here = join(path, entryName(t.l, i));
    return entry(kind, here, x, children?.(here, x));
  });
}

/** The entries of a map. */
function keyed(kind: Kind, path: string, t: Tree | undefined): Entry[] {
  return isMap(t) ? t.m.map(([key, x]) => ({ ...entry(kind, join(path, key), x), id: key, title: textAt(x, "title") || key })) : [];
}

const fields = (path: string, t: Tree | undefined): Entry[] => listed("field", path, t, (p, f) => listed("column", join(p, "fields"), child(f, "fields")));

/** What something that has no title of its own is called: a fact by what it looks up, a step by what modes call it. */
export type Called = (kind: "source" | "licence" | "step", id: string) => string | undefined;

const called = (e: Entry, t: Tree | undefined, c: Called): Entry => {
  const own = textAt(t, "title") || (e.kind === "step" ? c("step", e.id) : c("source", textAt(t, "source")) ?? c("licence", textAt(t, "licence")));
  return own ? { ...e, title: own } : e;
};

const entriesOf: Record<PartKey, (path: string, t: Tree | undefined) => Entry[]> = {
  guide: () => [],
  facts: (p, t) => keyed("fact", p, t),
  situations: fields,
  eligibility: (p, t) => listed("condition", p, t),
  form: (p, t) => listed("section", p, t, (here, s) => fields(join(here, "fields"), child(s, "fields"))),
  materials: (p, t) => listed("material", p, t),
  handling: (p, t) => keyed("step", join(p, "steps"), child(t, "steps")),
};

/** The outline of an item's file; titles of parts come from the tables. */
export function outlineOf(tree: Tree | null, titles: Record<PartKey, string>, c: Called = () => undefined): Entry[] {
  return partKeys.map((key) => {
    const path = `/${key}`;
    const children = tree ? entriesOf[key](path, at(tree, path)).map((e) => (e.kind === "fact" || e.kind === "step" ? called(e, at(tree, e.path), c) : e)) : [];
    return { path, kind: "part", id: key, title: titles[key], rule: false, children };
  });
}

/** The outline of a file that items share: each list of entries is a part, named by the schema; lists of lists are parts within. */
export function outlineOfShared(tree: Tree | null, titleOf: (path: string) => string): Entry[] {
  const parts = (path: string, t: Tree | undefined): Entry[] => (isMap(t) ? t.m.flatMap(([key, x]) => {
    const here = join(path, key);
    const known = path === "" ? entriesOf[key as PartKey]?.(here, x) : undefined;
    const children = known?.length ? known : isList(x) && x.l.some(isMap) ? listed("entry", here, x) : isMap(x) ? parts(here, x) : [];
    return children.length > 0 ? [{ path: here, kind: "part" as const, id: key, title: titleOf(here), rule: false, children }] : [];
  }) : []);
  return tree ? parts("", tree) : [];
}

/** Every entry, parents before children. */
export function flat(list: Entry[]): Entry[] {
  return list.flatMap((e) => [e, ...flat(e.children)]);
}

/** Where what evaluation names stands in the file: form.area → /form/#premises/fields/#area. Missing: it comes from a fragment. */
export function placesOf(tree: Tree | null): Map<string, string> {
  const out = new Map<string, string>();
  const put = (e: Entry) => {
    if (e.kind === "field") out.set(`form.${e.id}`, e.path);
    else if (e.kind === "section") out.set(`section.${e.id}`, e.path);
    else if (e.kind === "material") out.set(e.id, e.path);
    else if (e.kind === "column") out.set(`form.${namesOf(e.path).at(-3)!.slice(1)}[].${e.id}`, e.path);
  };
  flat(outlineOf(tree, {} as Record<PartKey, string>)).forEach(put);
  return out;
}

/** The path by which evaluation names a rule that stands at a place of the file; twin of designer.RulePath. */
export function rulePath(path: string): string {
  let words = namesOf(path);
  const [part, ...rest] = words;
  if (part === "situations") words = ["form", ...rest];
  else if (part === "form") words = rest[1] === "fields" ? ["form", ...rest.slice(2)] : ["section", ...rest];
  if (part === "situations" || part === "form") words = words.filter((x) => x !== "fields" && x !== "facts");
  const counted = words.map((x) => (/^\d+$/.test(x) ? String(Number(x) + 1) : x.replace(/^#/, "")));
  const last = counted.at(-1) ?? "";
  if (last === "fill" || last === "compute") counted.push("1", "value");
  return counted.join(".");
}

/** Every id of the file, wherever it stands: ids of fields are one to an item, a clerk's too. */
function idsOf(t: Tree | undefined, out: Set<string>, key = ""): Set<string> {
  if (isMap(t)) t.m.forEach(([k, v]) => { if (key === "facts" || key === "steps") out.add(k); idsOf(v, out, k); });
  else if (isList(t)) t.l.forEach((v) => idsOf(v, out));
  else if (isText(t) && (key === "id" || key === "section")) out.add(t.s);
  return out;
}

/** An id that no entry has yet: what was asked for, else with _2, _3 … */
export function freeId(tree: Tree | null, wanted: string): string {
  const taken = idsOf(tree ?? undefined, new Set());
  const stem = wanted.toLowerCase().replace(/[^a-z0-9_]+/g, "_").replace(/^[^a-z]+/, "") || "field";
  for (let n = 1; ; n++) {
    const id = n === 1 ? stem : `${stem.slice(0, 36)}_${n}`;
    if (!taken.has(id)) return id;
  }
}

/** Rules that are asked for a value, and not whether something holds; twin of tell.givesValue. */
const values = ["value", "min", "max", "amount", "sign", "by", "key", "within", "identity"];

/** Whether a rule, by its path as evaluation names it, is asked for a value. */
export const givesValue = (rule: string): boolean => values.includes(rule.split(".").at(-1)!);
