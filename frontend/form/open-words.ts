import { useLateWords, type LateWords } from "../parts/late-words";
import { joined, tableOf } from "../parts/tables";
import { zh, type OpenOwn } from "./messages/open-zh";

/** The texts of open information. */
export type OpenWords = LateWords & OpenOwn;

const own = tableOf<OpenOwn>(zh, () => import("./messages/open-en").then((m) => m.en));
const both = joined<LateWords, OpenOwn>();

/** All of them, in the language in use. */
export const useOpenWords = (): OpenWords => both(useLateWords(), own());
