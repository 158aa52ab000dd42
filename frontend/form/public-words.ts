import { useLateWords, type LateWords } from "../parts/late-words";
import { joined, tableOf } from "../parts/tables";
import { zh, type PublicOwn } from "./messages/public-zh";
import { usePaperWords, type PaperWords } from "./paper-words";

/** The texts of what anybody may see and say: progress, grades, what could not be done, open information. */
export type PublicWords = LateWords & PaperWords & PublicOwn;

const own = tableOf<PublicOwn>(zh, () => import("./messages/public-en").then((m) => m.en));
const two = joined<LateWords, PaperWords>();
const all = joined<LateWords & PaperWords, PublicOwn>();

/** All of them, in the language in use. */
export const usePublicWords = (): PublicWords => all(two(useLateWords(), usePaperWords()), own());
