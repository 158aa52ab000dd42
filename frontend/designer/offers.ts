/** What can be added to the parts of an item besides fields: worked out from the schema, so that a new part needs nothing here. */
import { definition } from "./messages/definition";
import { signOf } from "./icons";
import { freeId } from "./model/item";
import { at, isMap, isList, join, jsonOf, nameOf, parentOf, type Json } from "./model/tree";
import { least } from "./properties/least";
import { entriesOf, holdsEntries, schemaAt, solid, waysOf } from "./schema";
import type { Editing } from "./app";
import type { Schema } from "./api";
import type { Choice } from "./finder";
import type { StudioWords } from "./words";

/** One thing that can be added, with what it puts into the file, and where. */
export interface Addition extends Choice {
  /** Another list or map than the one that is added to. */
  list?: string;
  /** Of a map: its key. */
  id?: () => string;
  value: () => Json;
}

type Make = (e: Editing, list: string, w: StudioWords) => Addition[];

const one = (key: string, w: StudioWords, value: () => Json): Addition[] => [{ key, title: w.newOf[key] ?? key, icon: signOf({ kind: "part", id: key }), value }];

/** Registers and licences that can be looked up: the entry is called as what it looks up. */
const facts: Make = (e, list, w) => (["source", "licence"] as const).flatMap((kind) => (e.names[kind] ?? []).map((n): Addition => ({
  key: `${kind}.${n.id}`, group: w.offerGroups[kind], title: n.title, icon: kind === "source" ? "source" : "card",
  id: () => freeKey(e, list, n.id), value: () => ({ [kind]: n.id }),
})));

/** The steps that modes have, to be said more about, and one of one's own. */
const steps: Make = (e, list, w) => {
  const there = at(e.doc.tree.peek() ?? undefined, list);
  const taken = isMap(there) ? there.m.map(([k]) => k) : [];
  return [
    ...(e.names.step ?? []).filter((n) => !taken.includes(n.id)).map((n): Addition => ({ key: n.id, group: w.offerGroups.presets, title: n.title, icon: "stairs", id: () => n.id, value: () => ({ title: n.title }) })),
    { key: "own", group: w.offerGroups.own, title: w.newOf.steps!, icon: "plus", id: () => freeKey(e, list, "step"), value: () => ({ title: definition.newStep, who: e.names.role?.[0]?.id ?? "approver", after: taken.at(-1) ?? "accept" }) },
  ];
};

/** Papers: one that is handed in, one that the form makes, and one that a licence of the item stands in for. */
const materials: Make = (e, _, w) => {
  const free = (id: string) => freeId(e.doc.tree.peek(), id);
  const file = { types: ["jpg", "png", "pdf"], max_mb: 10 };
  const found = at(e.doc.tree.peek() ?? undefined, "/facts");
  const held = isMap(found) ? found.m.filter(([, t]) => isMap(t) && t.m.some(([k]) => k === "licence")) : [];
  return [
    ...one("materials", w, () => ({ id: free("material"), title: definition.newMaterial, file })),
    { key: "made", title: w.newOf.made!, icon: "doc", value: () => ({ id: free("application"), title: definition.newApplication, from: "form", sign: "applicant" }) },
    ...held.map(([fact, t]): Addition => {
      const title = licenceOf(e, t) ?? fact;
      return { key: `held.${fact}`, group: w.offerGroups.held, title, icon: "card", value: () => ({ id: free(`${fact}_paper`), title, paper: { copies: 1 }, file, reuse: [{ by: fact, when: "it.live" }] }) };
    }),
  ];
};

const licenceOf = (e: Editing, t: Parameters<typeof isMap>[0]): string | undefined => {
  const id = isMap(t) ? t.m.find(([k]) => k === "licence")?.[1] : undefined;
  return id && "s" in id ? e.names.licence?.find((n) => n.id === id.s)?.title : undefined;
};

/** Lists whose entries begin with more than they must have. */
const made: Record<string, Make> = {
  form: (e, _, w) => one("form", w, () => ({ section: freeId(e.doc.tree.peek(), "section"), title: definition.newSection, fields: [{ id: freeId(e.doc.tree.peek(), "text"), type: "text", title: definition.newField("") }] })),
  materials,
  eligibility: (e, _, w) => one("eligibility", w, () => ({ id: freeId(e.doc.tree.peek(), "condition"), title: definition.newCondition, that: true, otherwise: definition.newOtherwise, effect: "refuse" })),
  facts,
  steps,
};

/** What can be added at a place: entries of the list or map that stands there, or of those that a part holds. */
export function additions(e: Editing, list: string, w: StudioWords): Addition[] {
  const schema = schemaAt(e.schema, e.doc.tree.peek(), list);
  if (!schema) return [];
  const whole = waysOf(e.schema, schema);
  const part = whole.find((x) => x.properties);
  if (part && !whole.some((x) => holdsEntries(e.schema, x))) return parts(e, list, part, w);
  const make = made[nameOf(list)];
  if (make) return make(e, list, w);
  const of = entriesOf(e.schema, whole.find((x) => holdsEntries(e.schema, x)) ?? schema);
  return [{ key: nameOf(list), title: solid(e.schema, schema).title ?? nameOf(list), icon: "plus", value: () => least(e, waysOf(e.schema, of).find((x) => x.properties) ?? of, nameOf(list)) }];
}

/** Of a part with several lists: an entry of each. */
function parts(e: Editing, path: string, schema: Schema, w: StudioWords): Addition[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, s]) => {
    const here = join(path, key);
    const holds = waysOf(e.schema, solid(e.schema, s)).find((x) => holdsEntries(e.schema, x));
    if (!holds) return [];
    const title = w.keysOf[key] ?? s.title ?? key;
    return additions(e, here, w).map((a): Addition => ({ ...a, key: `${key} ${a.key}`, group: title, title: made[key] ? a.title : title, list: a.list ?? here }));
  });
}

/** A key of a map that is not there yet. */
function freeKey(e: Editing, list: string, wanted: string): string {
  const there = at(e.doc.tree.peek() ?? undefined, list);
  const taken = isMap(there) ? there.m.map(([k]) => k) : [];
  for (let n = 1; ; n++) {
    const id = n === 1 ? wanted : `${wanted}_${n}`;
    if (!taken.includes(id)) return id;
  }
}

/** Adds it; what is selected then is the entry, or the nearest that the outline shows. */
export function addTo(e: Editing, a: Addition, place: { list: string; index: number }, label: string): void {
  const list = a.list ?? place.list;
  const value = a.value();
  if (a.id) {
    const id = a.id();
    if (e.do({ do: "set", at: join(list, id), value }, label)) e.select(nearest(e, join(list, id)));
    return;
  }
  const there = at(e.doc.tree.peek() ?? undefined, list);
  // One that is written without a list is told as the first of one.
  const done = there !== undefined && !isList(there) ? e.do({ do: "set", at: list, value: [jsonOf(there), value] }, label)
    : e.do({ do: "insert", at: list, index: a.list ? (isList(there) ? there.l.length : 0) : place.index, value }, label);
  if (done && a.list) e.select(nearest(e, list));
}

function nearest(e: Editing, path: string): string {
  let p = path;
  while (p && !e.entries.peek().has(p)) p = parentOf(p);
  return p;
}
