import { tableOf } from "../parts/tables";
import { zh, type StudioWords } from "./messages/zh";

/** The texts of the designer in the language in use. */
export const useStudioWords = tableOf<StudioWords>(zh, () => import("./messages/en").then((m) => m.en));
export type { StudioWords };
