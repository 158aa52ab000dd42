import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Skeleton } from "../parts/notices";
import { usePlace, type Sheet } from "../screens/place";
import { fetchSheets, useOnly } from "./sheets";

/** A part whose script and style are fetched when it is first needed; they are tried again as long as they do not come. */
export function lazyPart<P extends object>(load: () => Promise<ComponentType<P>>, sheet?: Sheet): ComponentType<P> {
  let Part: ComponentType<P> | undefined;
  return function Lazy(props: P) {
    const { can } = usePlace();
    const [round, setRound] = useState(0);
    const [ready, setReady] = useState(Part !== undefined && !sheet);
    useEffect(() => {
      if (ready) return;
      let current = true;
      let timer = 0;
      Promise.all([load(), sheet && fetchSheets(can.sheets, [sheet])]).then(
        ([m]) => {
          Part = m;
          if (!current) return; // left meanwhile: its style is nothing to the page that stands there now
          if (sheet) useOnly(can.sheets, [sheet], false);
          setReady(true);
        },
        () => { if (current) timer = window.setTimeout(() => setRound(round + 1), 3000); },
      );
      return () => {
        current = false;
        clearTimeout(timer);
      };
    }, [round]);
    return Part && ready ? <Part {...props} /> : <Skeleton />;
  };
}
