import * as address from "./address";
import * as bankCard from "./bank_card";
import * as boolean from "./boolean";
import * as choice from "./choice";
import * as choices from "./choices";
import * as date from "./date";
import * as idNumber from "./id_number";
import * as integer from "./integer";
import { later } from "./later";
import * as money from "./money";
import * as number from "./number";
import * as phone from "./phone";
import * as projectCode from "./project_code";
import * as text from "./text";
import type { FieldType, FieldUI } from "./types";
import * as uscc from "./uscc";

const group = (ui: FieldUI): FieldUI => ({ Input: ui.Input, Show: ui.Show, group: true });

/** The scripts of the types that few forms have. */
interface Loaders {
  rare: () => Promise<typeof import("./rare")>;
  table: () => Promise<Pick<typeof import("./table"), "tableOf">>;
}

/** The input and the reader of every field type. A type of the engine without a twin here doesn't compile. */
export type Registry = Record<FieldType, FieldUI>;

/** Puts the registry together; load says how the rare types are fetched, with the first of their fields. */
export function registryOf(load: Loaders): Registry {
  const registry: Registry = {
    text,
    integer,
    number,
    money,
    date,
    boolean: group(boolean),
    choice: group(choice),
    choices: group(choices),
    id_number: idNumber,
    uscc,
    phone,
    bank_card: bankCard,
    project_code: projectCode,
    region: later(() => load.rare().then((r) => r.region), true),
    address,
    finding: later(() => load.rare().then((r) => r.finding), true),
    file: later(() => load.rare().then((r) => r.file), false),
    point: later(() => load.rare().then((r) => r.point), true),
    table: later(() => load.table().then((t) => t.tableOf(() => registry)), true),
  };
  return registry;
}
