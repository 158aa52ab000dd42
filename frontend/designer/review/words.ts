import { tableOf } from "../../parts/tables";
import { reviewZh, type ReviewWords } from "./messages/zh";

/** What the review of a draft says, in the language in use. */
export const useReviewWords = tableOf<ReviewWords>(reviewZh, () => import("./messages/en").then((m) => m.reviewEn));
export type { ReviewWords };
