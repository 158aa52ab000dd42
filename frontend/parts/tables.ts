import { signal } from "@preact/signals";
import { zh as base } from "./messages/zh";
import { useWords } from "./words";

/**
 * A hook for texts that only some pages say: they come with their pages.
 * English is fetched when first asked for; Chinese stands until it is here.
 */
export function tableOf<T extends object>(zh: T, load: () => Promise<T>): () => T {
  const en = signal<T | null>(null);
  let asked = false;
  return () => {
    if (useWords() === base) return zh;
    if (!asked) {
      asked = true;
      load().then((table) => { en.value = table; }, () => { asked = false; });
    }
    return en.value ?? zh;
  };
}

/** Two tables as one, made once for each pair. */
export function joined<A extends object, B extends object>(): (a: A, b: B) => A & B {
  let last: { a: A; b: B; both: A & B } | undefined;
  return (a, b) => {
    if (!last || last.a !== a || last.b !== b) last = { a, b, both: { ...a, ...b } };
    return last.both;
  };
}
