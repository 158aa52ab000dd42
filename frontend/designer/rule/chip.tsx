import { useStudioWords } from "../words";
import type { Truth } from "./truth";

/** 真, 假, 还不知道: a sign and a word, never colour alone. */
export function Chip({ is, large }: { is: Truth | "away" | "waiting"; large?: boolean }) {
  const w = useStudioWords();
  const text = is === "away" ? w.truthAway : is === "waiting" ? w.truthWaiting : w.truths[is];
  const kind = is === "true" || is === "false" ? is : "unknown";
  return <span class={`truth truth--${kind}${large ? " truth--large" : ""}`}>{text}</span>;
}
