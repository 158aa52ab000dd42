import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Messages } from "../parts/messages/zh";
import { zh as parts } from "../parts/messages/zh";
import type { WorkWords } from "./messages/zh";
import { zh } from "./messages/zh";

/** The workbench's own table; Chinese where none is given. */
export const WorkContext = createContext<WorkWords>(zh);

/** The texts of the workbench in the language in use. */
export function useWork(): WorkWords {
  return useContext(WorkContext);
}

/** Both tables of a language; English is fetched when first asked for, and Chinese stands until it is here. */
export function useTables(lang: string): { parts: Messages; work: WorkWords } {
  const [en, setEn] = useState<{ parts: Messages; work: WorkWords } | null>(null);
  useEffect(() => {
    if (lang !== "en" || en) return;
    Promise.all([import("../parts/messages/en"), import("./messages/en")]).then(([p, w]) => setEn({ parts: p.en, work: w.en }), () => undefined);
  }, [lang]);
  return lang === "en" && en ? en : { parts, work: zh };
}
