import { useLateWords, type LateWords } from "./late-words";
import { zh, type FrontOwn } from "./messages/front-zh";
import { joined, tableOf } from "./tables";

/** The texts of home, lists, guides and sign-in. */
export type FrontWords = LateWords & FrontOwn;

const own = tableOf<FrontOwn>(zh, () => import("./messages/front-en").then((m) => m.en));
const both = joined<LateWords, FrontOwn>();

/** The texts of the pages before the form, in the language in use. */
export const useFrontWords = (): FrontWords => both(useLateWords(), own());
