import { joined, tableOf } from "../parts/tables";
import { zh, type AskedOwn } from "./messages/asked-zh";
import type { FormWords } from "./messages/zh";
import { useFormWords } from "./words";

/** The texts of the questions and of the conditions that they decide. */
export type AskedWords = FormWords & AskedOwn;

const own = tableOf<AskedOwn>(zh, () => import("./messages/asked-en").then((m) => m.en));
const both = joined<FormWords, AskedOwn>();

/** The texts of the questions, in the language in use. */
export const useAskedWords = (): AskedWords => both(useFormWords(), own());
