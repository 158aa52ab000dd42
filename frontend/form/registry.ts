import { registryOf } from "../fields/registry";

/** The field types of the form; those that few forms have come with their first field. */
export const registry = registryOf({ rare: () => import("./rare"), table: () => import("./table") });
