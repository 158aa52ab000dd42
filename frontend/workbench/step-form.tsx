import type { ComponentType } from "preact";
import type { PlanField, View } from "../core/contract";
import { Input as YesNo } from "../fields/boolean";
import { Input as Choice } from "../fields/choice";
import { Input as Many } from "../fields/choices";
import { Input as Day } from "../fields/date";
import { Input as Finding } from "../fields/finding";
import { Input as Integer } from "../fields/integer";
import { Input as Money } from "../fields/money";
import { Input as Decimal } from "../fields/number";
import { Input as Phone } from "../fields/phone";
import { Input as Text } from "../fields/text";
import type { InputProps, Json } from "../fields/types";
import { Input as Uscc } from "../fields/uscc";
import { FieldFrame } from "../parts/field-frame";
import { useBench } from "./app";
import { titleOf } from "./model/names";
import { useWork } from "./words";

/** What staff can fill in; a picture of the place comes with the mobile desk. */
const inputs: Record<string, ComponentType<InputProps>> = {
  text: Text, integer: Integer, number: Decimal, money: Money, date: Day, boolean: YesNo, choice: Choice, choices: Many, finding: Finding, uscc: Uscc, phone: Phone,
};

const grouped = new Set(["boolean", "choice", "choices", "finding"]);

/** What is filled in at a step: its form and its points, as the definition has them. */
export function stepFields(view: View, step: string): PlanField[] {
  return view.plan.fields.filter((f) => f.step === step && !f.compute && inputs[f.type] && view.state.fields[`form.${f.id}`]?.shown);
}

/** The fields of a step, by the same inputs as the applicant's. */
export function StepForm({ view, step, values, faults, onChange }: {
  view: View; step: string; values: Record<string, Json>; faults: Record<string, string>; onChange: (id: string, value: Json) => void;
}) {
  const w = useWork();
  const { look } = useBench();
  const fields = stepFields(view, step);
  if (fields.length === 0) return null;
  return (
    <div class="stepform">
      {fields.map((f) => {
        const Input = inputs[f.type]!;
        const s = view.state.fields[`form.${f.id}`];
        const at = (f.point?.lookAt ?? []).map((n) => titleOf(view.plan, view.state, n) || titleOf(view.plan, view.state, `form.${n}`)).filter(Boolean);
        return (
          <FieldFrame key={f.id} id={`step-${f.id}`} title={f.title} hint={at.length ? `${w.lookAt}${w.colon}${at.join(w.comma)}` : undefined}
            optional={!s?.need && !f.point} error={faults[f.id]} group={grouped.has(f.type)} wide={(f.lines ?? 1) > 1}>
            {(ids) => <Input {...ids} field={f} value={values[f.id] ?? null} lang={look.lang.value} need={s?.need} min={s?.min} max={s?.max} options={s?.options} onChange={(v) => onChange(f.id, v)} />}
          </FieldFrame>
        );
      })}
    </div>
  );
}
