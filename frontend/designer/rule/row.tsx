import { useState } from "preact/hooks";
import type { Cond } from "../../core/rows/cond";
import { textAt } from "../../core/rows/node";
import { Sign } from "../icons";
import { useStudioWords, type StudioWords } from "../words";
import { dissolve, group, move, negate, remove } from "./acts";
import { useBuilder, within } from "./builder";
import { Chip } from "./chip";
import { isGroup, subjectOf, withOp, withSubject } from "./edits";
import { inside, nameOf, type Name } from "./names";
import { opOf, operatorsOf, takesList, type Op } from "./operators";
import { PickName } from "./pick";
import { Item } from "./rows";
import { subjectName } from "./say";
import { TextRow } from "./text-row";
import { truthOf } from "./truth";
import { dayOf, valueOf } from "./value";
import { ValueSlot } from "./value-slot";

/** An operator in the words of what it compares. */
export const sayOp = (w: StudioWords, op: Op, n: Name): string => w.operatorsOf[n.kind]?.[op] ?? w.operators[op] ?? op;

/** One row: field, operator, value, what it saw, what it came to. What rows can't say stays as text. */
export function Row({ c, id, names }: { c: Cond; id: string; names: Name[] }) {
  const b = useBuilder();
  const w = useStudioWords();
  const [picking, setPicking] = useState(false);
  const text = b.text.value;
  const op = opOf(c);
  const o = c.kind === "quant" ? c.list : op?.endsWith("includes") ? c.right : c.left;
  const of = op && o ? subjectName(text, o, names, w) : undefined;
  if (!op || !o || !of || c.left?.kind === "literal" && (op === "flag" || op === "!flag")) return <TextRow c={c} id={id} />;
  const ops = operatorsOf(of.kind);
  const at = subjectOf(c)!;
  const choose = (n: Name) => {
    const next = withSubject(text, c, nameOf(names, textAt(text, at)), n, operatorsOf(n.kind), names);
    if (b.change(next)) b.goal = { id, slot: "op" };
  };
  const value = op.endsWith("includes") ? c.left : c.right;
  const listed = of.kind === "choices" && c.kind === "quant" && c.where?.kind === "row" && c.where.op === "in" && !c.where.neg && c.where.left?.text === c.var ? c.where.right : undefined;
  const within_ = c.kind === "quant" && !listed ? inside(names, of, c.var!) : undefined;
  return (
    <div class={`cond${b.selected.value === id ? " cond--on" : ""}${within(b.hover.value, c.node.outer) ? " cond--lit" : ""}`} data-row={id} role="group" aria-label={of.title}
      onPointerEnter={() => { b.hover.value = c.node.outer; }}
      onFocusIn={(e) => { if ((e.target as Element).closest("[data-row]") === e.currentTarget) { b.selected.value = id; b.hover.value = c.node.outer; } }}>
      <button type="button" data-slot="field" class="cond__slot cond__slot--field" aria-label={w.fieldOf(of.title)} title={of.path} onClick={() => b.may && setPicking(true)}>
        {(of.kind === "table" || of.kind === "records") && <Sign name="table" />}{of.title}
      </button>
      <select data-slot="op" class="cond__op" aria-label={w.operator} value={op} disabled={!b.may} onChange={(e) => b.change(withOp(text, c, e.currentTarget.value as Op, of, names))}>
        {(ops.includes(op) ? ops : [op, ...ops]).map((x) => <option key={x} value={x}>{sayOp(w, x, of)}</option>)}
      </select>
      {c.kind === "row" && value && <ValueSlot o={value} of={of} names={names} list={takesList(op)} />}
      {listed && <ValueSlot o={listed} of={of} names={names} list />}
      <Saw c={c} />
      <RowActs c={c} id={id} />
      {within_ && c.where && <div class="cond__inside" aria-label={w.inTable(of.title)} role="group"><Item c={c.where} id={`${id}.w`} names={within_} /></div>}
      {picking && <PickName names={names} onPick={choose} onClose={() => setPicking(false)} />}
    </div>
  );
}

/** What a condition saw, and what it came to. */
export function Saw({ c, chipOnly }: { c: Cond; chipOnly?: boolean }) {
  const w = useStudioWords();
  const b = useBuilder();
  const plan = b.e.trial.session.value?.plan;
  const got = truthOf(b.text.value, b.parts.value, c);
  const away = b.live.state.value === "away";
  const saw = got?.part?.values ?? [];
  const missing = got?.part?.missing ?? [];
  const day = c.kind === "row" && plan ? valueOf(c.right) : undefined;
  const until = day?.is === "shifted" ? dayOf(day, b.e.trial.session.value!.input.value.today, plan!.calendar ?? []) : undefined;
  const lines = [
    missing.length > 0 ? w.lacks(missing.map((m) => m.title).join(w.comma)) : saw.length > 0 ? w.saw(saw.map((v) => (saw.length > 1 ? w.sawOf(v.name, v.value) : v.value)).join(w.comma)) : "",
    until ? w.dayIs(until) : "",
  ].filter(Boolean);
  return (
    <>
      {!chipOnly && <span class="cond__saw">{got && lines.join("　")}</span>}
      {away ? <Chip is="away" /> : got ? <Chip is={got.result} /> : insideTable(b.read.value.cond, c) ? null : b.read.value.fault || b.live.reading.value?.of.sites.length === 0 ? null : <Chip is="waiting" />}
    </>
  );
}

/** Whether a condition is asked once for each row of a table: it has no truth of its own. */
function insideTable(root: Cond | null, c: Cond, quant = false): boolean {
  if (!root) return false;
  if (root === c) return quant;
  return root.items.some((x) => insideTable(x, c, quant)) || !!root.where && insideTable(root.where, c, true);
}

/** What can be done to a row by mouse; keys do the same. */
export function RowActs({ c, id }: { c: Cond; id: string }) {
  const w = useStudioWords();
  const b = useBuilder();
  if (!b.may) return null;
  const inGroup = /\.\d+$/.test(id);
  const act = (name: Parameters<typeof Sign>[0]["name"], label: string, run: () => void) => (
    <button type="button" class="cond__act" tabIndex={-1} title={label} aria-label={label} onClick={run}><Sign name={name} /></button>
  );
  return (
    <span class="cond__acts">
      {inGroup && act("up", w.rowUp, () => move(b, id, -1))}
      {inGroup && act("downward", w.rowDown, () => move(b, id, 1))}
      {inGroup && (isGroup(c) ? act("open", w.rowDissolve, () => dissolve(b, id)) : act("boxes", w.rowGroup, () => group(b, id)))}
      {(isGroup(c) || c.kind === "not" || c.kind === "text") && act("reuse", w.rowNot, () => negate(b, id))}
      {act("cross", w.rowRemove, () => remove(b, id))}
    </span>
  );
}

