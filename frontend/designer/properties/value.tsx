import { useState } from "preact/hooks";
import { later } from "../../desk/later";
import { Button } from "../../parts/button";
import { useEditing } from "../app";
import { rulePath } from "../model/item";
import { Sign } from "../icons";
import { textOf } from "../model/tree";
import { namesAt } from "../rule/names";
import { useStudioWords } from "../words";
import { useLabel } from "./labels";
import { Typing } from "./typing";
import type { EntryProps } from "./entries";

const PickName = later(() => import("../rule/pick").then((m) => m.PickName));

/** A value that comes from somewhere: a field or a register's cell chosen by its title, or what is written. */
export function ValueEntry({ path, id, value, closed }: EntryProps) {
  const w = useStudioWords();
  const e = useEditing();
  const label = useLabel();
  const [picking, setPicking] = useState(false);
  const text = textOf(value);
  const rule = rulePath(path);
  void e.trial.drawn.value; // what was added just now can be picked, too
  const plan = e.trial.session.value?.plan;
  const names = plan ? namesAt(plan, rule, w.names) : [];
  const known = names.find((n) => n.path === text);
  const errors = e.look.value?.faults.filter((f) => f.path === path) ?? [];
  const put = (to: string, typing = false) => {
    if (to === text) return;
    if (to === "") { if (!typing && value) e.do({ do: "delete", at: path }, label(path)); } else e.do({ do: "set", at: path, value: /^(true|false)$/.test(to) ? to === "true" : /^-?\d{1,15}$/.test(to) && String(Number(to)) === to ? Number(to) : to }, label(path), typing);
  };
  return (
    <div class="rule">
      {known ? (
        <span class="value">
          <button type="button" id={id} class="slot" aria-label={w.fieldOf(known.title)} title={text} aria-disabled={closed || undefined} onClick={() => !closed && setPicking(true)}>{known.title}</button>
          {!closed && <button type="button" class="btn btn--quiet btn--icon" aria-label={w.emptyIt(known.title)} onClick={() => put("")}><Sign name="cross" /></button>}
        </span>
      ) : (
        <>
          <Typing id={id} value={text} code closed={closed} onText={put} />
          {!closed && <Button small icon="search" onClick={() => setPicking(true)}>{w.pickField}</Button>}
        </>
      )}
      {errors.map((f) => <p key={f.message} class={f.severity === "error" ? "field__error" : "wait"}>{f.message}</p>)}
      {picking && <PickName names={names} onPick={(n) => { setPicking(false); put(n.path); }} onClose={() => setPicking(false)} />}
    </div>
  );
}
