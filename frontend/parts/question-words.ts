import { useLateWords, type LateWords } from "./late-words";
import { zh, type QuestionOwn } from "./messages/question-zh";
import { joined, tableOf } from "./tables";

/** The texts of questions to an office. */
export type QuestionWords = LateWords & QuestionOwn;

const own = tableOf<QuestionOwn>(zh, () => import("./messages/question-en").then((m) => m.en));
const both = joined<LateWords, QuestionOwn>();

/** The texts of questions, in the language in use. */
export const useQuestionWords = (): QuestionWords => both(useLateWords(), own());
