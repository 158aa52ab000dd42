/** What one does with entries, by whatever key, button or drag it is asked for. */
import { ApiError } from "../core/api";
import { removalOf, type Removal } from "./api";
import type { Editing } from "./app";
import { flat, freeId, type Entry } from "./model/item";
import { at, child, entryName, handleOf, isList, isMap, jsonOf, join, nameOf, parentOf, textAt, within, yamlOf, type Command, type Json, type Tree } from "./model/tree";
import type { StudioWords } from "./words";

/** Sorts paths as they stand in the file. */
const ordered = (e: Editing, paths: string[]): string[] => {
  const all = [...e.entries.peek().keys()];
  return [...paths].sort((a, b) => all.indexOf(a) - all.indexOf(b));
};

/** Asks what is to be added behind what is selected, or at the end of what it holds. */
export function addBeside(e: Editing): void {
  const path = e.one;
  const entry = e.entries.peek().get(path);
  const tree = e.doc.tree.peek() ?? undefined;
  const lengthOf = (list: string) => { const t = at(tree, list); return isList(t) ? t.l.length : 0; };
  if (entry?.kind === "section") {
    const list = join(path, "fields");
    e.adding.value = { list, index: lengthOf(list) };
  } else if (!entry) {
    const last = e.outline.peek().find((x) => x.path === "/form")?.children.at(-1);
    const list = last ? join(last.path, "fields") : "/form";
    e.adding.value = { list, index: lengthOf(list) };
  } else if (entry.kind === "part") e.adding.value = { list: path, index: lengthOf(path) };
  else if (entry.kind === "fact" || entry.kind === "step") e.adding.value = { list: parentOf(path), index: 0 };
  else {
    const place = e.placeOf(path);
    if (place) e.adding.value = { list: place.list, index: place.index + 1 };
  }
}

/** Moves what is selected one place up or down; into the next section where a section ends. */
export function nudge(e: Editing, by: 1 | -1, w: StudioWords): void {
  const paths = ordered(e, e.selection.peek());
  for (const path of by > 0 ? paths.reverse() : paths) {
    const place = e.placeOf(path);
    if (!place) continue;
    const to = place.index + by;
    if (to >= 0 && to < place.all.length) {
      move(e, path, place.list, to, w);
    } else if (e.entries.peek().get(path)?.kind === "field") {
      const sections = e.outline.peek().find((x) => x.path === "/form")?.children ?? [];
      const next = sections[sections.findIndex((s) => within(path, s.path)) + by];
      if (next) move(e, path, join(next.path, "fields"), by > 0 ? 0 : next.children.length, w);
    }
  }
}

/** Moves into the table above (right), or out of the table that it stands in (left). */
export function shift(e: Editing, by: 1 | -1, w: StudioWords): void {
  const path = e.one;
  const entry = e.entries.peek().get(path);
  const place = e.placeOf(path);
  if (!entry || !place) return;
  if (by < 0 && entry.kind === "column") {
    const table = parentOf(parentOf(path));
    const outer = e.placeOf(table);
    if (outer) move(e, path, outer.list, outer.index + 1, w);
  } else if (by > 0 && entry.kind === "field") {
    const above = place.all[place.index - 1];
    if (above && textAt(above, "type") === "table") {
      const list = join(join(place.list, entryName(place.all, place.index - 1)), "fields");
      const cols = child(above, "fields");
      move(e, path, list, isList(cols) ? cols.l.length : 0, w);
    }
  }
}

/** Puts an entry at a place of a list; the index is its place when it is there. */
export function move(e: Editing, path: string, list: string, index: number, w: StudioWords): void {
  const title = e.titleOf(path);
  if (within(list, path) || !e.do({ do: "move", at: path, to: list, index }, w.labels.moved(title, e.titleOf(holderOf(list))))) return;
  e.say(w.movedTo(e.titleOf(holderOf(list)), index + 1));
}

/** The entry that a list belongs to. */
export const holderOf = (list: string): string => (nameOf(list) === "fields" ? parentOf(list) : list);

/** Gives what is selected a twin behind it, with ids of its own. */
export function duplicate(e: Editing, w: StudioWords): void {
  const taken: string[] = [];
  const list = ordered(e, e.selection.peek()).filter((p) => e.placeOf(p));
  const commands = list.map((path, i): Command => {
    const place = e.placeOf(path)!;
    // Those of the same list that come before it have moved it on.
    const before = list.slice(0, i).filter((p) => e.placeOf(p)!.list === place.list).length;
    return { do: "insert", at: place.list, index: place.index + before + 1, value: withFreeIds(e, place.all[place.index]!, taken) };
  });
  if (commands.length === 0 || !e.all(commands, w.labels.duplicated(list.length === 1 ? e.titleOf(list[0]!) : w.several(list.length)))) return;
  const last = commands.at(-1)!;
  if (last.do === "insert") e.select(e.lastOf(last.at, last.index));
}

/** The same entry under ids that nobody has yet; rules inside name the copies. */
export function withFreeIds(e: Editing, t: Tree, taken: string[] = []): Json {
  const names = new Map<string, string>();
  const take = (x: Tree) => {
    const id = textAt(x, "id") || textAt(x, "section");
    if (id) {
      const free = freeIn(e, id, taken);
      names.set(id, free);
      taken.push(free);
    }
    if (isMap(x)) x.m.forEach(([key, v]) => { if (key === "fields" && isList(v)) v.l.forEach(take); });
  };
  take(t);
  const put = (x: Tree, key = ""): Tree => {
    if (isMap(x)) return { m: x.m.map(([k, v]) => [k, put(v, k)]) };
    if (isList(x)) return { l: x.l.map((v) => put(v)) };
    if ((key === "id" || key === "section") && names.has(x.s)) return { s: names.get(x.s)! };
    return { ...x, s: x.s.replace(/\bform\.([a-z][a-z0-9_]*)/g, (whole, id: string) => (names.has(id) ? `form.${names.get(id)}` : whole)) };
  };
  return jsonOf(put(t));
}

function freeIn(e: Editing, id: string, taken: string[]): string {
  const stem = id.replace(/_\d+$/, "");
  for (let n = 1; ; n++) {
    const free = freeId(e.doc.tree.peek(), n === 1 ? id : `${stem}_${n + 1}`);
    if (!taken.includes(free)) return free;
  }
}

/** Every place that reads what is about to go: what evaluation says of uses, else where rules of the file name it. */
export function usesOf(e: Editing, paths: string[]): { path: string; text: string }[] {
  const names = paths.flatMap((p) => flat([e.entries.peek().get(p)!].filter(Boolean)).filter((x) => x.kind === "field" || x.kind === "fact").map((x) => (x.kind === "field" ? `form.${x.id}` : x.id)));
  const out: { path: string; text: string }[] = [];
  const asked = names.map((n) => new RegExp(`(^|[^\\w.])${n.replace(".", "\\.")}(?![\\w])`));
  const see = (t: Tree, path: string) => {
    if (paths.some((p) => within(path, p))) return;
    if (isMap(t)) t.m.forEach(([k, v]) => see(v, join(path, k)));
    else if (isList(t)) t.l.forEach((v, i) => see(v, join(path, entryName(t.l, i))));
    else if (asked.some((r) => r.test(t.s)) && !/\/(title|help|hint|ask)$/.test(path)) out.push({ path, text: t.s });
  };
  const tree = e.doc.tree.peek();
  if (tree && names.length > 0) see(tree, "");
  return out;
}

/** Takes entries away, with what goes along where it is told, and the focus goes to the next of them, else to what held them. */
export function remove(e: Editing, paths: string[], w: StudioWords, along?: Removal): void {
  const list = ordered(e, paths);
  const last = list.at(-1)!;
  const place = e.placeOf(last);
  const rest = place?.all.filter((_, i) => !list.includes(join(place.list, entryName(place.all, i)))) ?? [];
  const sibling = place && (rest.find((t) => place.all.indexOf(t) > place.index) ?? rest.at(-1));
  const next = place && sibling && handleOf(sibling) ? join(place.list, `#${handleOf(sibling)}`) : holderOf(parentOf(last));
  const label = list.length === 1 ? w.labels.deleted(e.titleOf(last)) : w.labels.severalDeleted(list.length);
  // From the end, so that what stands before keeps its place.
  const orders = along?.files.flatMap((f) => f.commands.map((command) => ({ file: f.file, command }))) ?? list.reverse().map((path) => ({ file: e.doc.file, command: { do: "delete" as const, at: path } }));
  if (e.step(orders, label)) e.select(next);
}

/** Asks first where rules or tests name what would go. */
export async function askRemove(e: Editing, w: StudioWords): Promise<void> {
  const all = e.selection.peek().filter((p) => e.placeOf(p) || nameOf(parentOf(p)) === "facts");
  const paths = ordered(e, all.filter((p) => !all.some((q) => q !== p && within(p, q)))).reverse();
  if (paths.length === 0 || !e.may) return;
  if (e.shared) return remove(e, paths, w); // what comes of it in the items stands among the problems
  let found: Removal;
  try {
    await e.doc.flush();
    found = await removalOf(e.studio.api, e.doc.id, paths);
  } catch (err) {
    if (!(err instanceof ApiError) || !err.offline) {
      e.doc.refused.value = { label: "", say: err instanceof ApiError ? err.say : String(err) };
      return;
    }
    // Nobody can be asked now: what the file itself says.
    found = { version: 0, files: [], rules: usesOf(e, paths).map((u) => ({ path: ruleOf(u.path), was: u.text })), tests: [] };
    const rules = [...new Set(found.rules.map((r) => r.path))];
    found.files = [{ file: e.doc.file, commands: [...ordered(e, rules).reverse(), ...paths].map((at) => ({ do: "delete", at })) }];
  }
  if (found.rules.length + found.tests.length > 0) e.deleting.value = { paths, found };
  else remove(e, paths, w, found);
}

/** The entry that goes with a rule: a check or a condition as a whole, else the key that it stands under. */
function ruleOf(path: string): string {
  return /\/(that|when|otherwise|say|value)$/.test(path) ? parentOf(path) : path;
}

/** What is selected, as YAML. */
export function copied(e: Editing): string {
  const tree = e.doc.tree.peek() ?? undefined;
  const list = ordered(e, e.selection.peek()).map((p) => at(tree, p)).filter((t): t is Tree => !!t);
  return list.length === 0 ? "" : `${yamlOf({ l: list })}\n`;
}

/** Puts entries behind what is selected; ids that are taken are made free. */
export function paste(e: Editing, list: Tree[], w: StudioWords): void {
  const path = e.one;
  const entry = e.entries.peek().get(path);
  const place = entry?.kind === "section" ? { list: join(path, "fields"), index: entry.children.length - 1 } : e.placeOf(path);
  if (!place) return;
  const taken: string[] = [];
  const commands = list.map((t, i): Command => ({ do: "insert", at: place.list, index: place.index + 1 + i, value: withFreeIds(e, t, taken) }));
  const first = list[0]!;
  if (e.all(commands, w.labels.pasted(list.length === 1 ? textAt(first, "title") || handleOf(first) : w.several(list.length)))) e.select(e.lastOf(place.list, place.index + list.length));
}

/** Edits a word of an entry: its title as it is asked, or another key; an empty one is taken away. */
export function setText(e: Editing, path: string, key: string, value: string, label: string, typing = false): boolean {
  const here = join(path, key);
  const old = at(e.doc.tree.peek() ?? undefined, here);
  if (!value && old === undefined) return false;
  if (!value) return e.do({ do: "delete", at: here }, label);
  if (old && "s" in old && old.s === value) return false;
  return e.do({ do: "set", at: here, value }, label, typing);
}

/** Of an entry that is selected, what stands before and behind it among those of its list. */
export function siblings(e: Editing, entry: Entry): { before: boolean; behind: boolean } {
  const place = e.placeOf(entry.path);
  return { before: !!place && place.index > 0, behind: !!place && place.index + 1 < place.all.length };
}

