/**
 * The same fields as someone writes them by hand with Preact and nothing else: the values are one
 * state, ten conditions and four computed values are lines of code, and every key draws the page.
 */
import { render } from "preact";
import { useState } from "preact/hooks";
import type { Draft } from "../../core/api";
import type { PlanField } from "../../core/contract";
import { measure, readDraft } from "./keys";

type Values = Record<string, any>;

function shownOf(v: Values): Record<string, boolean> {
  const few = v.count0 !== "" && Number(v.count0) < 100;
  return {
    more0: few && v.kind0 !== "a",
    more1: few && v.kind1 !== "a",
    more2: few && v.kind2 !== "a",
    more3: few && v.kind3 !== "a",
    more4: few && v.kind4 !== "a",
    more5: few && v.kind5 !== "a",
    more6: few && v.many0.includes("x"),
    more7: few && v.many1.includes("x"),
    more8: few && v.many2.includes("x"),
    more9: few && v.many3.includes("x"),
  };
}

interface FieldProps { id: string; field: PlanField; value: any; onChange: (value: any) => void }

function Boxes({ id, field, value, onChange }: FieldProps) {
  const many = field.type === "choices";
  const options = field.type === "boolean" ? [{ code: "true", text: "是" }, { code: "false", text: "否" }] : field.options ?? [];
  const picked: string[] = many ? value : [String(value)];
  return (
    <div>
      {options.map((o) => (
        <label key={o.code}>
          <input type={many ? "checkbox" : "radio"} name={id} value={o.code} checked={picked.includes(o.code)}
            onChange={() => onChange(many ? (picked.includes(o.code) ? picked.filter((c) => c !== o.code) : [...picked, o.code]) : o.code)} />
          <span>{o.text}</span>
        </label>
      ))}
    </div>
  );
}

function Control({ id, field, value, onChange }: FieldProps) {
  if (field.type === "choice" || field.type === "choices" || field.type === "boolean") return <Boxes id={id} field={field} value={value} onChange={onChange} />;
  if (field.type === "date") return <input id={id} type="date" value={value ?? ""} onInput={(e) => onChange(e.currentTarget.value)} />;
  return <input id={id} type="text" value={value ?? ""} onInput={(e) => onChange(e.currentTarget.value)} />;
}

/** Rows are read, and changed one by one: so they are on our page. */
function Table({ id, field, value }: FieldProps) {
  const text = (c: PlanField, x: any) => c.options?.find((o) => o.code === x)?.text ?? String(x);
  return (
    <table id={id}>
      <thead><tr>{field.columns!.map((c) => <th key={c.id}>{c.title}</th>)}<th /></tr></thead>
      <tbody>
        {(value as Values[]).map((row) => (
          <tr key={row._row}>
            {field.columns!.map((c) => <td key={c.id}>{text(c, row[c.id])}</td>)}
            <td><button type="button">改</button><button type="button">删除</button></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What is no question: computed, or held by a register. */
function textsOf(v: Values, draft: Draft): Record<string, string> {
  const held = (id: string) => String(draft.view.state.fields[`form.${id}`]!.value);
  const half = new Date(v.day0);
  half.setUTCMonth(half.getUTCMonth() + 6);
  return {
    made0: String(Number(v.count0) + Number(v.count1)),
    made1: String(v.rows0.length),
    made2: half.toISOString().slice(0, 10),
    made3: String(Number(v.count2) * 2),
    held0: held("held0"), held1: held("held1"), held2: held("held2"), held3: held("held3"),
  };
}

function Page({ draft }: { draft: Draft }) {
  const { fields } = draft.view.plan;
  const [v, set] = useState<Values>(draft.view.input.answers as Values);
  const shown = shownOf(v);
  const texts = textsOf(v, draft);
  return (
    <form>
      {fields.filter((f) => shown[f.id] ?? true).map((f) => {
        const id = `f-${f.id}`;
        const Inner = f.type === "table" ? Table : Control;
        return (
          <div key={f.id}>
            <label for={id}>{f.title}</label>
            {f.id in texts ? <p id={id}>{texts[f.id]}</p>
              : <Inner id={id} field={f} value={v[f.id]} onChange={(x: any) => set({ ...v, [f.id]: x })} />}
            {f.fill && <button type="button">不对</button>}
          </div>
        );
      })}
    </form>
  );
}

void readDraft().then((draft) => {
  render(<Page draft={draft} />, document.body);
  measure();
});
