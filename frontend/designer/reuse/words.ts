import { tableOf } from "../../parts/tables";
import { zh, type ReuseWords } from "./messages/zh";

/** The texts of 材料复用 in the language in use. */
export const useReuseWords = tableOf<ReuseWords>(zh, () => import("./messages/en").then((m) => m.en));
export type { ReuseWords };
