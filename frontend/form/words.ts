import { tableOf } from "../parts/tables";
import { zh, type FormWords } from "./messages/zh";

/** The texts of the form in the language in use. */
export const useFormWords = tableOf<FormWords>(zh, () => import("./messages/en").then((m) => m.en));
