import { tableOf } from "../../parts/tables";
import { versionsZh, type VersionsWords } from "./messages/zh";

/** What the list of versions says, in the language in use. */
export const useVersionsWords = tableOf<VersionsWords>(versionsZh, () => import("./messages/en").then((m) => m.versionsEn));
export type { VersionsWords };
