import { joined, tableOf } from "../parts/tables";
import { zh, type PaperOwn } from "./messages/papers-zh";
import type { FormWords } from "./messages/zh";
import { useFormWords } from "./words";

/** The texts of what comes after the form. */
export type PaperWords = FormWords & PaperOwn;

const own = tableOf<PaperOwn>(zh, () => import("./messages/papers-en").then((m) => m.en));
const both = joined<FormWords, PaperOwn>();

/** The texts of materials, review and cases, in the language in use. */
export const usePaperWords = (): PaperWords => both(useFormWords(), own());
