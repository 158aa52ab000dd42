import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Skeleton } from "../parts/notices";

/** A part whose script is fetched when it is first needed; it is tried again as long as it does not come. */
export function lazyPart<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): ComponentType<P> {
  let Part: ComponentType<P> | undefined;
  return function Lazy(props: P) {
    const [round, setRound] = useState(0);
    useEffect(() => {
      if (Part) return;
      let timer = 0;
      load().then(
        (m) => { Part = m.default; setRound(round + 1); },
        () => { timer = window.setTimeout(() => setRound(round + 1), 3000); },
      );
      return () => clearTimeout(timer);
    }, [round]);
    return Part ? <Part {...props} /> : <Skeleton />;
  };
}
