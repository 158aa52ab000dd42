import { useMemo } from "preact/hooks";
import type { PlanField } from "../core/contract";
import { registry } from "../form/registry";
import { FieldFrame } from "../parts/field-frame";
import { useEditing, type Editing } from "./app";
import { holderOf } from "./acts";
import { freeId } from "./model/item";
import { nameOf, parentOf, type Json } from "./model/tree";
import { orderOf, schemaAt, solid, wordsOf } from "./schema";
import { Finder, type Choice } from "./finder";
import { Panel } from "./panel";
import { signOf } from "./icons";
import { useStudioWords, type StudioWords } from "./words";
import { definition } from "./messages/definition";

/** One thing that can be added, with what it puts into the file. */
interface Offer extends Choice {
  field?: PlanField;
  value: () => { [key: string]: Json };
}

/** Two options, where a type can't be without. */
const someOptions: Json = { yes: definition.firstOption, no: definition.secondOption };

/** The types of fields, as the schema has them: a new one is here by itself. */
function types(e: Editing, w: StudioWords): Offer[] {
  const field = e.schema.$defs?.Field;
  const list = wordsOf(solid(e.schema, field?.properties?.type)) ?? [];
  return list.map(({ code, text }): Offer => {
    const more: { [key: string]: Json } = {};
    if (code === "choice" || code === "choices") more.options = someOptions;
    if (code === "table") more.fields = [{ id: freeId(e.doc.tree.peek(), "column"), type: "text", title: definition.newColumn }];
    return {
      key: code, group: w.offerGroups.types, title: text.replace(/（.*）$/, ""), icon: signOf({ kind: "field", id: "", type: code }), field: sample(code, text),
      value: () => ({ id: freeId(e.doc.tree.peek(), code), type: code, title: definition.newField(text.replace(/（.*）$/, "")), ...more }),
    };
  });
}

const sample = (type: string, title: string): PlanField => ({
  id: "sample", type: type as PlanField["type"], title, options: [{ code: "yes", text: definition.firstOption }, { code: "no", text: definition.secondOption }],
  columns: type === "table" ? [{ id: "column", type: "text", title: definition.newColumn }] : undefined,
}) as PlanField;

/** The fields of the sources that this item looks up: adding one makes a field that fills itself. */
function held(e: Editing, w: StudioWords): Offer[] {
  const plan = e.trial.session.peek()?.plan;
  const named = new Set([...e.entries.peek().values()].map((x) => x.id));
  return (plan?.facts ?? []).filter((f) => !f.many).flatMap((fact) => {
    const record = plan!.records[fact.source];
    return (record?.cells ?? []).map((cell): Offer => ({
      key: `${fact.id}.${cell.id}`, group: w.offerGroups.sources, title: cell.title, under: record!.title, icon: signOf({ kind: "field", id: "", type: cell.type }), field: cell,
      value: () => ({
        id: freeId(e.doc.tree.peek(), named.has(cell.id) ? `${fact.id}_${cell.id}` : cell.id), type: cell.type, title: cell.title,
        ...(cell.unit ? { unit: cell.unit } : {}),
        ...(cell.options?.length && /^choices?$/.test(cell.type) ? { options: Object.fromEntries(cell.options.map((o) => [o.code, o.text])) } : {}),
        fill: `${fact.id}.${cell.id}`, edit: "confirm",
      }),
    }));
  });
}

/** What is added to lists of other things: an entry with what it must have. */
function entry(e: Editing, list: string, w: StudioWords): Offer[] {
  const tree = e.doc.tree.peek();
  const made: Record<string, () => { [key: string]: Json }> = {
    form: () => ({ section: freeId(tree, "section"), title: definition.newSection, fields: [{ id: freeId(tree, "text"), type: "text", title: definition.newField("") }] }),
    materials: () => ({ id: freeId(tree, "material"), title: definition.newMaterial, file: { types: ["jpg", "png", "pdf"], max_mb: 10 } }),
    eligibility: () => ({ id: freeId(tree, "condition"), title: definition.newCondition, that: true, otherwise: definition.newOtherwise, effect: "refuse" }),
  };
  const make = made[nameOf(list)];
  return make && parentOf(list) === "" ? [{ key: nameOf(list), title: w.newOf[nameOf(list)] ?? nameOf(list), icon: signOf({ kind: "part", id: nameOf(list) }), value: make }] : [];
}

/** 添加: what can stand here, with a look at it before it does. */
export function Choosing() {
  const w = useStudioWords();
  const e = useEditing();
  const place = e.adding.value!;
  const isFields = nameOf(place.list) === "fields" || place.list === "/situations";
  const inTable = e.entries.peek().get(parentOf(place.list))?.type === "table";
  const all = useMemo(() => (isFields ? [...types(e, w).filter((o) => !inTable || o.key !== "table"), ...(inTable ? [] : held(e, w))] : entry(e, place.list, w)), [place.list]);
  const close = () => { e.adding.value = null; };
  const add = (o: Offer) => {
    const schema = schemaAt(e.schema, e.doc.tree.peek(), place.list);
    const order = orderOf(solid(e.schema, schema?.items));
    const made = o.value();
    const value = Object.fromEntries(Object.entries(made).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
    e.do({ do: "insert", at: place.list, index: place.index, value }, w.labels.added(String(value.title ?? o.title), e.titleOf(holderOf(place.list))));
    close();
    e.say(w.added(String(value.title ?? o.title)));
  };
  return (
    <Panel title={w.addTo(e.titleOf(holderOf(place.list)))} onClose={close}>
      <Finder label={w.findOffer} choices={all} onPick={add} about={isFields ? (o) => (
        <>
          {o.field && <div class="chooser__preview" aria-hidden="true" data-mode="standard" inert><Preview key={o.key} field={o.field} /></div>}
          {o.under && <p class="small">{w.fillsItself(o.under)}</p>}
        </>
      ) : undefined} />
    </Panel>
  );
}

function Preview({ field }: { field: PlanField }) {
  const { Input, group } = registry[field.type];
  return (
    <FieldFrame id={`preview-${field.id}`} title={field.title} group={group}>
      {(ids) => <Input {...ids} field={field} value={null} lang="zh" onChange={() => undefined} />}
    </FieldFrame>
  );
}
