import { zh, type FrontOwn } from "./messages/front-zh";
import type { Messages } from "./messages/zh";
import { joined, tableOf } from "./tables";
import { useWords } from "./words";

/** The texts of home, lists, guides and sign-in. */
export type FrontWords = Messages & FrontOwn;

const own = tableOf<FrontOwn>(zh, () => import("./messages/front-en").then((m) => m.en));
const both = joined<Messages, FrontOwn>();

/** The texts of the pages before the form, in the language in use. */
export const useFrontWords = (): FrontWords => both(useWords(), own());
