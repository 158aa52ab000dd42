import { useEffect, useRef, useState } from "preact/hooks";
import type { Operand } from "../../core/rows/operand";
import { textAt } from "../../core/rows/node";
import { Icon } from "../../parts/icon/icon";
import { useStudioWords } from "../words";
import { useBuilder } from "./builder";
import { replaced } from "./edits";
import type { Name } from "./names";
import { PickName } from "./pick";
import { sayOperand } from "./say";
import { units, valueOf, writtenValue, type Unit, type Value } from "./value";

interface ValueProps {
  o: Operand;
  /** What the row is about: its values fit. */
  of: Name;
  names: Name[];
  list: boolean;
}

/** The value of a row: options by title, numbers with their unit, days by the calendar or from today, another field; else the text. */
export function ValueSlot({ o, of, names, list }: ValueProps) {
  const w = useStudioWords();
  const b = useBuilder();
  const text = b.text.value;
  const v = valueOf(o);
  const put = (part: string, typing = false) => part !== "" && b.change(replaced(b.text.peek(), o.node.outer, part), typing);
  const set = (next: Exclude<Value, { is: "other" }>, typing = false) => put(writtenValue(next), typing);
  const fitting = names.filter((n) => n.kind === of.kind && n.path !== of.path);
  if (v.is === "other" || v.is === "list" && !of.options) {
    const said = sayOperand(text, o, names, w);
    const raw = textAt(text, o.node.outer);
    return said === raw ? <Raw value={raw} onText={(t) => put(t)} /> : <span class="cond__said" title={raw}>{said}</span>;
  }
  if (v.is === "list" || list) return <Several of={of} codes={v.is === "list" ? v.codes : []} onCodes={(codes) => set({ is: "list", codes })} />;
  if (of.kind === "date") return <Day v={v} names={fitting} onValue={set} />;
  const other = v.is === "name";
  const toOther = (on: boolean) => {
    if (on) set({ is: "name", path: fitting[0]!.path });
    else set(of.options?.length ? { is: "text", text: of.options[0]!.code } : isNumber(of) ? { is: "number", text: "0" } : { is: "text", text: "" });
  };
  return (
    <>
      {v.is === "name" ? <Another path={v.path} names={fitting} all={names} onPath={(path) => set({ is: "name", path })} />
        : of.options?.length && v.is === "text" ? <Option of={of} code={v.text} onCode={(code) => set({ is: "text", text: code })} />
        : v.is === "number" ? <Amount of={of} text={v.text} onText={(t, typing) => set({ is: "number", text: t }, typing)} />
        : v.is === "text" ? <Words text={v.text} onText={(t, typing) => set({ is: "text", text: t }, typing)} /> : <span class="cond__said">{textAt(text, o.node.outer)}</span>}
      {fitting.length > 0 && of.kind !== "choice" && (
        <select class="cond__kind" aria-label={w.kindOfValue} value={other ? "name" : "written"} disabled={!b.may} onChange={(ev) => toOther(ev.currentTarget.value === "name")}>
          <option value="written">{w.written}</option>
          <option value="name">{w.otherName}</option>
        </select>
      )}
    </>
  );
}

const isNumber = (n: Name) => n.kind === "integer" || n.kind === "number" || n.kind === "money";

/** An input that is left alone while somebody types in it. */
function Box({ value, label, kind, numeric, wide, onText }: { value: string; label: string; kind?: "text" | "date"; numeric?: boolean; wide?: boolean; onText: (text: string, typing: boolean) => void }) {
  const b = useBuilder();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const el = box.current!;
    if (document.activeElement !== el && el.value !== value) el.value = value;
  }, [value]);
  return (
    <input ref={box} data-slot="value" class={`cond__box${numeric ? " cond__box--number" : ""}${wide ? " cond__box--wide" : ""}`} {...({ type: kind ?? "text" } as { type: "text" })} inputMode={numeric ? "decimal" : undefined} aria-label={label} readOnly={!b.may} defaultValue={value} spellcheck={false}
      onInput={(e) => { if (!(e as unknown as InputEvent).isComposing) onText(e.currentTarget.value, true); }}
      onCompositionEnd={(e) => onText(e.currentTarget.value, true)}
      onBlur={(e) => { if (e.currentTarget.value !== value) onText(e.currentTarget.value, false); }} />
  );
}

function Amount({ of, text, onText }: { of: Name; text: string; onText: (text: string, typing: boolean) => void }) {
  const w = useStudioWords();
  const unit = of.unit ?? (of.kind === "money" ? w.yuan : "");
  return <><Box value={text} label={w.valueOf} numeric onText={onText} />{unit && <span class="cond__unit">{unit}</span>}</>;
}

function Words({ text, onText }: { text: string; onText: (text: string, typing: boolean) => void }) {
  const w = useStudioWords();
  return <Box value={text} label={w.valueOf} wide onText={onText} />;
}

function Raw({ value, onText }: { value: string; onText: (text: string) => void }) {
  const w = useStudioWords();
  return <span class="code"><Box value={value} label={w.rawValue} wide onText={(t, typing) => { if (!typing) onText(t); }} /></span>;
}

function Option({ of, code, onCode }: { of: Name; code: string; onCode: (code: string) => void }) {
  const w = useStudioWords();
  const b = useBuilder();
  return (
    <select data-slot="value" class="cond__slot" aria-label={w.valueOf} value={code} disabled={!b.may} onChange={(e) => onCode(e.currentTarget.value)}>
      {of.options!.map((x) => <option key={x.code} value={x.code}>{x.text}</option>)}
      {!of.options!.some((x) => x.code === code) && <option value={code}>{code}</option>}
    </select>
  );
}

/** Several options, each taken out by its cross; the last one stays. */
function Several({ of, codes, onCodes }: { of: Name; codes: string[]; onCodes: (codes: string[]) => void }) {
  const w = useStudioWords();
  const b = useBuilder();
  const title = (code: string) => of.options?.find((x) => x.code === code)?.text ?? code;
  const rest = (of.options ?? []).filter((x) => !codes.includes(x.code));
  return (
    <>
      {codes.map((code) => (
        <span key={code} class="cond__chip">{title(code)}
          {b.may && codes.length > 1 && <button type="button" aria-label={w.dropOption(title(code))} onClick={() => onCodes(codes.filter((x) => x !== code))}><Icon name="cross" /></button>}
        </span>
      ))}
      {b.may && rest.length > 0 && (
        <select data-slot="value" class="cond__kind" aria-label={w.addOption} value="" onChange={(e) => onCodes([...codes, e.currentTarget.value])}>
          <option value="">{w.addOption}</option>
          {rest.map((x) => <option key={x.code} value={x.code}>{x.text}</option>)}
        </select>
      )}
    </>
  );
}

function Another({ path, names, all, onPath }: { path: string; names: Name[]; all: Name[]; onPath: (path: string) => void }) {
  const w = useStudioWords();
  const b = useBuilder();
  const [open, setOpen] = useState(false);
  const title = all.find((n) => n.path === path)?.title ?? path;
  return (
    <>
      <button type="button" data-slot="value" class="cond__slot cond__slot--field" aria-label={w.fieldOf(title)} title={path} onClick={() => b.may && setOpen(true)}>{title}</button>
      {open && <PickName names={names} onPick={(n) => onPath(n.path)} onClose={() => setOpen(false)} />}
    </>
  );
}

type Way = "day" | "today" | "after" | "before" | "name";

function Day({ v, names, onValue }: { v: Value; names: Name[]; onValue: (v: Exclude<Value, { is: "other" }>, typing?: boolean) => void }) {
  const w = useStudioWords();
  const b = useBuilder();
  const today = b.e.trial.session.value?.input.value.today ?? "";
  const way: Way = v.is === "day" ? "day" : v.is === "name" ? (v.path === "today" ? "today" : "name") : v.is === "shifted" && v.sign === "-" ? "before" : "after";
  const from = v.is === "shifted" ? v.from : "today";
  const others = names.filter((n) => n.path !== "today");
  const to = (next: Way) => {
    const [n, unit] = v.is === "shifted" ? [v.n, v.unit] : ["6", "months" as Unit];
    if (next === "day") onValue({ is: "day", day: today });
    else if (next === "today") onValue({ is: "name", path: "today" });
    else if (next === "name") onValue({ is: "name", path: others[0]!.path });
    else onValue({ is: "shifted", from, sign: next === "after" ? "+" : "-", n, unit });
  };
  const base = from === "today" ? undefined : b.names.value.find((n) => n.path === from)?.title ?? from;
  return (
    <>
      <select data-slot="value" class="cond__slot" aria-label={w.kindOfValue} value={way} disabled={!b.may} onChange={(e) => to(e.currentTarget.value as Way)}>
        {(["day", "today", "after", "before"] as const).map((x) => <option key={x} value={x}>{base && (x === "after" || x === "before") ? w.days[x]!.replace(w.days.today!, base) : w.days[x]}</option>)}
        {(others.length > 0 || way === "name") && <option value="name">{w.days.name}</option>}
      </select>
      {v.is === "day" && <Box value={v.day} label={w.valueOf} kind="date" onText={(day) => onValue({ is: "day", day })} />}
      {v.is === "name" && way === "name" && <Another path={v.path} names={others} all={names} onPath={(path) => onValue({ is: "name", path })} />}
      {v.is === "shifted" && (
        <>
          <Box value={v.n} label={w.amount} numeric onText={(n, typing) => onValue({ ...v, n }, typing)} />
          <select class="cond__kind" aria-label={w.unit} value={v.unit} disabled={!b.may} onChange={(e) => onValue({ ...v, unit: e.currentTarget.value as Unit })}>
            {units.map((u) => <option key={u} value={u}>{w.units[u]}</option>)}
          </select>
        </>
      )}
    </>
  );
}
