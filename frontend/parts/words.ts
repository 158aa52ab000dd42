import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Messages } from "./messages/zh";
import { zh } from "./messages/zh";

/** Languages of the public screens. */
export type Lang = "zh" | "en";

/** The message table in use; a shell provides it, Chinese where none does. */
export const Words = createContext<Messages>(zh);

/** The texts of the language in use. */
export function useWords(): Messages {
  return useContext(Words);
}
