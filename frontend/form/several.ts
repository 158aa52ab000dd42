import type { FactState } from "../core/contract";

/** Whether a fact has several records, of which one is to be picked. Those of somebody else stay on the server: of them only that a pick is missing is known. */
export const severalOf = (path: string, f: FactState | undefined): boolean => !!f?.pick?.length || !!f?.missing?.includes(`choose:${path}`);
