import "./base";
import type { FieldState, Input as Answers, PlanField, State } from "../core/contract";
import type { Cell } from "../fields/types";
import { Button } from "../parts/button";
import { Card } from "../parts/card";
import { Choices } from "../parts/choice";
import { FieldFrame } from "../parts/field-frame";
import type { RowCheck } from "../parts/row-table";
import { useWords } from "../parts/words";
import { useForm } from "./context";
import { askText, faultsOf } from "./faults";
import { originOf } from "./origin";
import { domId } from "./outline";
import type { Json } from "./ops";
import { recordText, severalOf } from "./several";
import { registry } from "./registry";
import { useSlice } from "./slice";
import { useFormWords } from "./words";
import { lazyPart } from "../shell/lazy-part";

const ChangedElsewhere = lazyPart(() => import("./rare").then((m) => m.ChangedElsewhere));

/** What one table is drawn from; all else of the state may change without it. */
interface Own {
  /** The table, its rows and their cells, by path. */
  fields: Record<string, FieldState | undefined>;
  facts: NonNullable<State["facts"]>;
  blocked: NonNullable<State["blocked"]>;
}

function ownOf(field: PlanField, state: State): Own {
  const path = `form.${field.id}`;
  const own: Own = { fields: { [path]: state.fields[path] }, facts: {}, blocked: [] };
  const fact = (name: string | undefined) => { if (name && state.facts?.[name]) own.facts[name] = state.facts[name]; };
  fact(field.rows?.from);
  // A column may be filled from what is looked up once for all rows.
  for (const c of field.columns ?? []) for (const f of c.fill ?? []) f.facts?.forEach(fact);
  for (const row of state.fields[path]?.rows ?? []) {
    const at = `${path}[${row}]`;
    own.fields[at] = state.fields[at];
    for (const c of field.columns ?? []) own.fields[`${at}.${c.id}`] = state.fields[`${at}.${c.id}`];
    for (const f of field.facts ?? []) fact(`${at}.${f.id}`);
  }
  own.blocked = (state.blocked ?? []).filter((b) => b.path === path || b.path.startsWith(`${path}[`));
  return own;
}

/** Found and chosen records: the same objects until the server says others. */
function useRecords(): Pick<Answers, "facts" | "chosen"> {
  const { session } = useForm();
  return useSlice(() => { const { facts, chosen } = session.input.value; return { facts, chosen }; }, [session]);
}

export { tableOf } from "../fields/table";

/** A table of the form: rows that are checked one by one, with what was found for each. */
export default function TableField({ field }: { field: PlanField }) {
  const form = useForm();
  const { session, ui, lang, camera } = form;
  const w = useWords();
  const fw = useFormWords();
  const path = `form.${field.id}`;
  const state = useSlice(() => ownOf(field, session.state.value), [field, session]);
  const input = useRecords();
  const answer = session.answers.of(field.id).value;
  const s = state.fields[path];
  if (!s?.shown) return null;
  const tried = ui.attempts.value > 0;
  const at = (row: string, column: PlanField) => `${path}[${row}].${column.id}`;

  const cells = (row: string, column: PlanField): Cell => {
    const p = at(row, column);
    const c = state.fields[p];
    if (!c) return { shown: true };
    const { error, warning } = faultsOf(column, c, fw);
    const origin = originOf(column, c, state, session.sources, w, `${path}[${row}]`, session.limited.value, form.givers);
    const missing = tried && state.blocked.some((b) => b.path === p && b.kind === "missing") ? askText(column, fw) : undefined;
    return {
      shown: c.shown, need: c.need, hint: [session.text(column.hint), session.text(column.help)].filter(Boolean).join(" "),
      error: (c.is === "value" || tried || ui.touched(p).value ? error : undefined) ?? missing, warning, origin,
      options: c.options, min: c.min, max: c.max, value: c.value as Json | undefined,
      acts: {
        onConfirm: () => session.put("confirmed", [p], true),
        onDispute: () => session.put("disputed", [p], true),
        onWithdraw: () => session.put("disputed", [p], false),
        onRestore: () => session.answer(field.id, withoutCell(answer, row, column.id)),
      },
    };
  };

  const check = (row: string): RowCheck | undefined => {
    const own: [PlanField, FieldState | undefined][] = [[field, state.fields[`${path}[${row}]`]], ...(field.columns ?? []).map((c): [PlanField, FieldState | undefined] => [c, state.fields[at(row, c)]])];
    for (const [f, c] of own) {
      const { error } = faultsOf(f, c, fw);
      if (error) return { state: "error", say: f === field ? error : `${f.title}${fw.colon}${error}` };
    }
    for (const fact of field.facts ?? []) {
      const found = state.facts[`${path}[${row}].${fact.id}`];
      const source = session.plan.records[found?.source ?? ""]?.title ?? "";
      if (found?.down || (found?.is === "unknown" && found.key)) return session.limited.value.includes(found.source) ? { state: "unknown", tag: fw.rowLimit, say: w.sourceLimit } : { state: "unknown", tag: fw.rowAsking, say: fw.rowAskingSay(source) };
    }
    const blank = (field.columns ?? []).filter((c) => state.blocked.some((b) => b.path === at(row, c) && b.kind === "missing"));
    if (blank.length > 0 && tried) return { state: "error", say: askText(blank[0]!, fw) };
    return { state: "ok" };
  };

  const from = field.rows?.from ? state.facts[field.rows.from] : undefined;
  const records = from ? input.facts?.[from.source]?.[from.key ?? ""]?.records ?? [] : [];
  const offers = (s.options ?? []).map((id) => ({ id, text: recordText(session.plan.records[from?.source ?? ""], records.find((r) => r.id === id), w) || fw.recordNo(id) }));
  const { Input } = registry.table;
  const { error, warning } = faultsOf(field, s, fw);
  const missing = tried && state.blocked.some((b) => b.path === path && b.kind === "missing") ? askText(field, fw) : undefined;
  return (
    <FieldFrame id={domId(path)} title={session.text(field.ask) || field.title} hint={[session.text(field.hint), session.text(field.help)].filter(Boolean).join(" ")}
      group wide optional={!s.need} error={session.refused.value[field.id] ?? (tried ? error : undefined) ?? missing} warning={warning}>
      {(ids) => (
        <>
          <Input {...ids} field={field} value={(answer ?? null) as Json} lang={lang} need={s.need} camera={camera}
            cells={cells} check={check} offers={offers} onChange={(v) => session.answer(field.id, v ?? [])} onBlur={() => { ui.touched(path).value = true; }} />
          {session.elsewhere.value[field.id] && <ChangedElsewhere field={field} />}
          {s.rows?.map((row, i) => <RowPicks key={row} field={field} row={row} n={i + 1} facts={state.facts} />)}
        </>
      )}
    </FieldFrame>
  );
}

/** Rows whose look-up found several records. */
function RowPicks({ field, row, n, facts }: { field: PlanField; row: string; n: number; facts: Own["facts"] }) {
  const { session } = useForm();
  const w = useWords();
  const fw = useFormWords();
  const input = useRecords();
  return (
    <>
      {(field.facts ?? []).map((fact) => {
        const path = `form.${field.id}[${row}].${fact.id}`;
        const found = facts[path];
        const chosen = input.chosen?.[path];
        if (!severalOf(path, found) && !chosen) return null;
        const type = session.plan.records[found?.source ?? fact.source];
        const records = input.facts?.[found?.source ?? fact.source]?.[found?.key ?? ""]?.records ?? [];
        const ids = found?.pick ?? records.map((r) => r.id);
        const say = ids.length > 0 ? fw.pickRecord : fw.pickOthers;
        return (
          <Card key={path}>
            <fieldset class="field">
              <legend>{fw.whoseRow(field.title, n)}{fw.colon}{say(type?.title ?? fact.source)}</legend>
              <Choices name={path} value={chosen ? [chosen] : []} onChange={([id]) => session.pick("chosen", path, id ?? null)}
                options={[...ids.map((id) => ({ code: id, text: recordText(type, records.find((r) => r.id === id), w) || fw.recordNo(id) })), { code: "none", text: fw.pickNone }]} />
              {chosen && <Button small kind="quiet" onClick={() => session.pick("chosen", path, null)}>{w.undo}</Button>}
            </fieldset>
          </Card>
        );
      })}
    </>
  );
}

/** The rows without the answer of one cell: what was filled in counts again. */
function withoutCell(rows: unknown, row: string, column: string): Json {
  return (Array.isArray(rows) ? (rows as { [key: string]: Json }[]) : []).map((r) => {
    if (r._row !== row) return r;
    const { [column]: _, ...rest } = r;
    return rest;
  });
}
