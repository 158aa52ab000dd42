import type { FieldState, PlanField } from "../core/contract";
import { registry } from "../fields/registry";
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
import { recordText } from "./picks";
import { useFormWords } from "./words";

/** A table of the form: rows that are checked one by one, with what was found for each. */
export default function TableField({ field }: { field: PlanField }) {
  const form = useForm();
  const { session, ui, lang, camera } = form;
  const w = useWords();
  const fw = useFormWords();
  const path = `form.${field.id}`;
  const state = session.state.value; // cells come and go with their rows: the table watches all of it
  const input = session.input.value;
  const s = state.fields[path];
  if (!s?.shown) return null;
  const tried = ui.attempts.value > 0;
  const at = (row: string, column: PlanField) => `${path}[${row}].${column.id}`;

  const cells = (row: string, column: PlanField): Cell => {
    const p = at(row, column);
    const c = state.fields[p];
    if (!c) return { shown: true };
    const { error, warning } = faultsOf(column, c, fw);
    const origin = originOf(column, c, state, session.sources, w);
    const missing = tried && state.blocked?.some((b) => b.path === p && b.kind === "missing") ? askText(column, fw) : undefined;
    return {
      shown: c.shown, need: c.need, hint: [session.text(column.hint), session.text(column.help)].filter(Boolean).join(" "),
      error: (c.is === "value" || tried || ui.touched(p).value ? error : undefined) ?? missing, warning, origin,
      options: c.options, min: c.min, max: c.max, value: c.value as Json | undefined,
      acts: {
        onConfirm: () => session.put("confirmed", [p], true),
        onDispute: () => session.put("disputed", [p], true),
        onWithdraw: () => session.put("disputed", [p], false),
        onRestore: () => session.answer(field.id, withoutCell(input.answers[field.id], row, column.id)),
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
      const found = state.facts?.[`${path}[${row}].${fact.id}`];
      const source = session.plan.records[found?.source ?? ""]?.title ?? "";
      if (found?.down || (found?.is === "unknown" && found.key)) return { state: "unknown", tag: fw.rowAsking, say: fw.rowAskingSay(source) };
    }
    const blank = (field.columns ?? []).filter((c) => state.blocked?.some((b) => b.path === at(row, c) && b.kind === "missing"));
    if (blank.length > 0 && tried) return { state: "error", say: askText(blank[0]!, fw) };
    return { state: "ok" };
  };

  const from = field.rows?.from ? state.facts?.[field.rows.from] : undefined;
  const records = from ? input.facts?.[from.source]?.[from.key ?? ""]?.records ?? [] : [];
  const offers = (s.options ?? []).map((id) => ({ id, text: recordText(session.plan.records[from?.source ?? ""], records.find((r) => r.id === id), w) || fw.recordNo(id) }));
  const { Input } = registry.table;
  const { error, warning } = faultsOf(field, s, fw);
  const missing = tried && state.blocked?.some((b) => b.path === path && b.kind === "missing") ? askText(field, fw) : undefined;
  return (
    <FieldFrame id={domId(path)} title={session.text(field.ask) || field.title} hint={[session.text(field.hint), session.text(field.help)].filter(Boolean).join(" ")}
      group wide optional={!s.need} error={session.refused.value[field.id] ?? (tried ? error : undefined) ?? missing} warning={warning}>
      {(ids) => (
        <>
          <Input {...ids} field={field} value={(input.answers[field.id] ?? null) as Json} lang={lang} need={s.need} camera={camera}
            cells={cells} check={check} offers={offers} onChange={(v) => session.answer(field.id, v ?? [])} onBlur={() => { ui.touched(path).value = true; }} />
          {s.rows?.map((row, i) => <RowPicks key={row} field={field} row={row} n={i + 1} />)}
        </>
      )}
    </FieldFrame>
  );
}

/** Rows whose look-up found several records. */
function RowPicks({ field, row, n }: { field: PlanField; row: string; n: number }) {
  const { session } = useForm();
  const w = useWords();
  const fw = useFormWords();
  const state = session.state.value;
  const input = session.input.value;
  return (
    <>
      {(field.facts ?? []).map((fact) => {
        const path = `form.${field.id}[${row}].${fact.id}`;
        const found = state.facts?.[path];
        const chosen = input.chosen?.[path];
        if (!found?.pick?.length && !chosen) return null;
        const type = session.plan.records[found?.source ?? fact.source];
        const records = input.facts?.[found?.source ?? fact.source]?.[found?.key ?? ""]?.records ?? [];
        const ids = found?.pick ?? records.map((r) => r.id);
        return (
          <Card key={path}>
            <fieldset class="field">
              <legend>{fw.whoseRow(field.title, n)}{fw.colon}{fw.pickRecord(type?.title ?? fact.source)}</legend>
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
