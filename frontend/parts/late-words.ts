import { zh, type LateOwn } from "./messages/late-zh";
import type { Messages } from "./messages/zh";
import { joined, tableOf } from "./tables";
import { useWords } from "./words";

/** The texts of parts that come with later pages, or on one counter only. */
export type LateWords = Messages & LateOwn;

const own = tableOf<LateOwn>(zh, () => import("./messages/late-en").then((m) => m.en));
const both = joined<Messages, LateOwn>();

/** All texts of parts, in the language in use. */
export const useLateWords = (): LateWords => both(useWords(), own());
