import { tableOf } from "../../parts/tables";
import { sharedZh, type SharedWords } from "./messages/zh";

/** The texts of what items share, in the language in use. */
export const useSharedWords = tableOf<SharedWords>(sharedZh, () => import("./messages/en").then((m) => m.sharedEn));
export type { SharedWords };
