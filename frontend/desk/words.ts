import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { desk } from "./messages/zh";

/** Words that each page has its own of. */
interface Own {
  signInTitle: string;
  signInEnded: string;
  backToList: string;
  notFound: string;
  notFoundHint: string;
  forbidden: string;
  forbiddenHint: string;
  offlineHint: string;
  offlineSay: string;
}

export type DeskWords = typeof desk & Own;

/** The words of the page of staff around a part. */
export const DeskWordsContext = createContext<DeskWords | null>(null);

/** What every page of staff says, in the language in use. */
export function useDeskWords(): DeskWords {
  const words = useContext(DeskWordsContext);
  if (!words) throw new Error("useDeskWords outside of a page of staff: wrap the part in DeskWordsContext");
  return words;
}
