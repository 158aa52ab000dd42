import type { FactState, PlanRecordType, SharedRecord } from "../core/contract";
import type { Messages } from "../parts/messages/zh";
import { valueText } from "./format";

/** Whether a fact has several records, of which one is to be picked. Those of somebody else stay on the server: of them only that a pick is missing is known. */
export const severalOf = (path: string, f: FactState | undefined): boolean => !!f?.pick?.length || !!f?.missing?.includes(`choose:${path}`);

/** What stands on a record, enough to tell it from another. */
export function recordText(type: PlanRecordType | undefined, r: SharedRecord | undefined, w: Messages): string {
  const cells = (type?.cells ?? []).flatMap((c) => {
    const text = valueText(c, r?.cells[c.id], w);
    return text ? [`${c.title} ${text}`] : [];
  });
  return cells.slice(0, 4).join(" · ");
}
