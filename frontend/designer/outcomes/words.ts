import { tableOf } from "../../parts/tables";
import { outcomesZh, type OutcomesWords } from "./messages/zh";

/** What the screen of outcomes says, in the language in use. */
export const useOutcomesWords = tableOf<OutcomesWords>(outcomesZh, () => import("./messages/en").then((m) => m.outcomesEn));
