import { useLateWords, type LateWords } from "./late-words";
import { zh, type VisitOwn } from "./messages/visit-zh";
import { joined, tableOf } from "./tables";

/** The texts of booked visits. */
export type VisitWords = LateWords & VisitOwn;

const own = tableOf<VisitOwn>(zh, () => import("./messages/visit-en").then((m) => m.en));
const both = joined<LateWords, VisitOwn>();

/** The texts of booked visits, in the language in use. */
export const useVisitWords = (): VisitWords => both(useLateWords(), own());
