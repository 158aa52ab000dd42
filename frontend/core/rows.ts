/** What a person would call a row of a table. */
import type { Plan, PlanField, State } from "./contract";

/** The column that names a row: the first thing that somebody writes, a name or a plate. A code of a list names no row. */
export const namingColumn = (columns: PlanField[] | undefined): PlanField | undefined => columns?.find((c) => c.type === "text");

/** The name of one row of a table, by the table's id; "" while nobody wrote any. */
export function rowName(plan: Plan, state: State, table: string, row: string): string {
  const column = namingColumn(plan.fields.find((f) => f.id === table)?.columns);
  const name = column && state.fields[`form.${table}[${row}].${column.id}`]?.value;
  return typeof name === "string" ? name : "";
}
