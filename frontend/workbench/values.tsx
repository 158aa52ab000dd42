import type { ComponentType } from "preact";
import type { FieldType, PlanField } from "../core/contract";
import { Show as Address } from "../fields/address";
import { Show as YesNo } from "../fields/boolean";
import { Show as Choice } from "../fields/choice";
import { Show as Choices } from "../fields/choices";
import { Show as Day } from "../fields/date";
import { Show as File } from "../fields/file";
import { Show as Finding } from "../fields/finding";
import { Show as Integer } from "../fields/integer";
import { Show as Money } from "../fields/money";
import { Show as Decimal } from "../fields/number";
import { Show as Point } from "../fields/point";
import { Show as Region } from "../fields/region";
import { Show as Text } from "../fields/text";
import type { Json, ShowProps } from "../fields/types";
import { useBench } from "./app";
import { useWork } from "./words";

/** A number as the server sent it: who handles the case compares it figure by figure, and for others the server has hidden it. */
function Plain({ value }: ShowProps) {
  return <span class="code">{String(value)}</span>;
}

const shows: Record<Exclude<FieldType, "table">, ComponentType<ShowProps>> = {
  text: Text, integer: Integer, number: Decimal, money: Money, date: Day, boolean: YesNo, choice: Choice, choices: Choices, region: Region, address: Address,
  finding: Finding, file: File, point: Point, id_number: Plain, uscc: Plain, phone: Plain, bank_card: Plain, project_code: Plain,
};

/** A value for the eyes of staff. */
export function Value({ field, value }: { field: PlanField; value: unknown }) {
  const w = useWork();
  const { look } = useBench();
  if (value === undefined || value === null || value === "" || field.type === "table") return null;
  if (Array.isArray(value) && value.length === 0) return <>{w.noneOf}</>;
  // A value that the server has hidden is no value of its type any more.
  if (typeof value === "string" && value.includes("*")) return <span class="code">{value}</span>;
  const Show = shows[field.type];
  return <Show field={field} value={value as Json} lang={look.lang.value} />;
}
