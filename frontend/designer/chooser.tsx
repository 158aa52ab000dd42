import { useMemo } from "preact/hooks";
import type { PlanField } from "../core/contract";
import { registry } from "../form/registry";
import { FieldFrame } from "../parts/field-frame";
import { useEditing, type Editing } from "./app";
import { holderOf } from "./acts";
import { freeId } from "./model/item";
import { nameOf, parentOf, type Json } from "./model/tree";
import { orderOf, schemaAt, solid, wordsOf } from "./schema";
import { Finder } from "./finder";
import { additions, addTo, type Addition } from "./offers";
import { Panel } from "./panel";
import { signOf } from "./icons";
import { useStudioWords, type StudioWords } from "./words";
import { definition } from "./messages/definition";

/** One thing that can be added, with what it puts into the file. */
interface Offer extends Addition {
  field?: PlanField;
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

/** 添加: what can stand here, with a look at it before it does. */
export function Choosing() {
  const w = useStudioWords();
  const e = useEditing();
  const place = e.adding.value!;
  const isFields = nameOf(place.list) === "fields" || place.list === "/situations";
  const inTable = e.entries.peek().get(parentOf(place.list))?.type === "table";
  const all = useMemo((): Offer[] => (isFields ? [...types(e, w).filter((o) => !inTable || o.key !== "table"), ...(inTable ? [] : held(e, w))] : additions(e, place.list, w)), [place.list, e.trial.drawn.value]);
  const close = () => { e.adding.value = null; };
  const add = (o: Offer) => {
    const to = o.list ?? place.list;
    const made = o.value();
    const order = orderOf(solid(e.schema, schemaAt(e.schema, e.doc.tree.peek(), place.list)?.items));
    const value = typeof made === "object" && made !== null && !Array.isArray(made) && !o.list && !o.id
      ? Object.fromEntries(Object.entries(made).sort(([x], [y]) => order.indexOf(x) - order.indexOf(y))) : made;
    const title = titled(made) ?? o.title;
    close();
    addTo(e, { ...o, value: () => value }, place, w.labels.added(title, e.titleOf(holderOf(to))));
    e.say(w.added(title));
  };
  return (
    <Panel title={w.addTo(e.titleOf(holderOf(place.list)))} onClose={close}>
      <Finder label={isFields ? w.findOffer : w.findAddition} choices={all} onPick={add} about={isFields ? (o: Offer) => (
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

const titled = (made: Json): string | undefined => (typeof made === "object" && made !== null && !Array.isArray(made) && typeof made.title === "string" ? made.title : undefined);
