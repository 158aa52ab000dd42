import { tableOf } from "../parts/tables";
import { zh, type SecondWords } from "./messages/zh";

/** The texts of the second screen in the language in use. */
export const useSecond = tableOf<SecondWords>(zh, () => import("./messages/en").then((m) => m.en));
