import { Button } from "../../parts/button";
import { useEditing } from "../app";
import { isMap, join, nameOf, textOf } from "../model/tree";
import { entriesOf, isRule } from "../schema";
import { Sign } from "../icons";
import { useStudioWords } from "../words";
import { useLabel } from "./labels";
import { Typing } from "./typing";
import { entryOf, type EntryProps } from "./entries";
import { keysAt, namesAt, withNames } from "./known";
import { definition } from "../messages/definition";

/** Codes with their texts, the answers of a choice; and any other map of one value to a key. Keys that are known are chosen. */
export function OptionsEntry({ path, name, id, schema, value, closed }: EntryProps) {
  const w = useStudioWords();
  const e = useEditing();
  const label = useLabel();
  const rows = isMap(value) ? value.m : [];
  const isOptions = name === "options";
  const of = entriesOf(e.schema, schema);
  const around = { names: e.names, tree: e.doc.tree.value, path, words: w };
  const known = keysAt(around);
  const free = known?.filter((k) => !rows.some(([code]) => code === k.id));
  const add = (key?: string) => {
    let n = rows.length + 1;
    const stem = isOptions ? "option" : "key";
    while (rows.some(([k]) => k === `${stem}_${n}`)) n++;
    e.do({ do: "set", at: join(path, key ?? `${stem}_${n}`), value: isOptions ? definition.newOption : isRule(of) ? "applicant.name" : namesAt({ ...around, path: join(path, "x") })?.[0]?.id ?? definition.toFill }, label(path));
    requestAnimationFrame(() => document.getElementById(`${id}-${rows.length}`)?.focus());
  };
  const recode = (code: string, to: string) => {
    if (to !== code && to !== "" && !rows.some(([k]) => k === to)) e.do({ do: "rename-key", at: join(path, code), key: to }, label(path));
  };
  return (
    <div class="options" id={id} role="group" tabIndex={-1} aria-labelledby={`${id}-label`}>
      {rows.map(([code, text], i) => {
        const here = join(path, code);
        const way = withNames(of, { ...around, path: here });
        return (
          <div key={i} class={isOptions ? "options__row" : "options__row options__row--of"}>
            {known && <label class="options__code" id={`${id}-${i}-label`} for={`${id}-${i}`} title={code}>{known.find((k) => k.id === code)?.title ?? code}</label>}
            {!known && !isOptions && <label class="sr-only" id={`${id}-${i}-label`} for={`${id}-${i}`}>{code}</label>}
            {isOptions && <Typing id={`${id}-${i}`} label={w.optionText(code)} value={textOf(text)} closed={closed} onText={(t, typing) => { if (t) e.do({ do: "set", at: here, value: t }, label(path), typing); }} />}
            {!known && <Typing id={`${id}-${i}-code`} code label={w.codeOf(isOptions ? textOf(text) : code)} value={code} closed={closed} onText={(t, typing) => { if (!typing) recode(code, t.trim()); }} />}
            {!isOptions && <ValueOf path={here} id={`${id}-${i}`} schema={way} value={text} closed={closed} />}
            {!closed && (rows.length > 1 || !isOptions) && <button type="button" class="btn btn--quiet btn--icon" aria-label={w.removeOption(isOptions ? textOf(text) : code)} onClick={() => e.do({ do: "delete", at: here }, label(path))}><Sign name="del" /></button>}
          </div>
        );
      })}
      {!closed && (free ? free.length > 0 && (
        <select class="select select--wide" aria-label={w.addPart} value="" onChange={(ev) => add(ev.currentTarget.value)}>
          <option value="">{w.addPart}</option>
          {free.map((k) => <option key={k.id} value={k.id}>{k.title}</option>)}
        </select>
      ) : <Button small icon="plus" onClick={() => add()}>{isOptions ? w.addChoice : w.addPart}</Button>)}
    </div>
  );
}

/** The editor of one value. */
function ValueOf({ path, id, schema, value, closed }: Omit<EntryProps, "name">) {
  const Entry = entryOf(schema, path);
  return <Entry path={path} name={nameOf(path)} id={id} schema={schema} value={value} closed={closed} />;
}
