import { tableOf } from "../../parts/tables";
import { listZh, type ListWords } from "./messages/zh";

/** What importing a list says, in the language in use. */
export const useListWords = tableOf<ListWords>(listZh, () => import("./messages/en").then((m) => m.listEn));
export type { ListWords };
