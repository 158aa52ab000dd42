import { computed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { same } from "./same";

/**
 * What a part needs of the signals that `of` reads. It is worked out again at every change of theirs, but the
 * part is drawn again only when it has become another value. deps: what else it is made of, as in useMemo.
 */
export function useSlice<T>(of: () => T, deps: unknown[]): T {
  return useMemo(() => {
    let last: { is: T } | undefined;
    return computed(() => {
      const is = of();
      if (!last || !same(last.is, is)) last = { is };
      return last.is;
    });
  }, deps).value;
}
