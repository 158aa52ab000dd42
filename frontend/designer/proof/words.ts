import { tableOf } from "../../parts/tables";
import { proofZh, type ProofWords } from "./messages/zh";

/** What the tests of a draft say, in the language in use. */
export const useProofWords = tableOf<ProofWords>(proofZh, () => import("./messages/en").then((m) => m.proofEn));
