import { signal } from "@preact/signals";
import { zh as baseZh } from "../parts/messages/zh";
import { useWords } from "../parts/words";
import { zh, type FormWords } from "./messages/zh";

const english = signal<FormWords | null>(null);

/** The texts of the form flow in the language in use; English is fetched when first asked for. */
export function useFormWords(): FormWords {
  const chinese = useWords() === baseZh;
  if (chinese) return zh;
  if (!english.value) import("./messages/en").then((m) => { english.value = m.en; }, () => undefined);
  return english.value ?? zh;
}
