import type { ComponentType } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { Skeleton } from "../parts/notices";
import { usePlace, type Capabilities, type Sheet } from "../screens/place";
import { Trouble } from "../screens/trouble";
import type { Route } from "./router";
import { fetchSheets, useOnly } from "./sheets";

/**
 * A page whose script and style are fetched when it is first opened: each page
 * pays for itself alone. A script that can't be fetched is trouble that can be
 * retried.
 */
export function lazy<P extends object>(load: () => Promise<{ default: ComponentType<P> }>, sheets: Sheet[]): ComponentType<P> & Required<Route<unknown>>["page"] {
  let Page: ComponentType<P> | undefined;
  const fetch = (all: Capabilities["sheets"]) => Promise.all([load(), fetchSheets(all, sheets)]).then(([m]) => { Page = m.default; });
  function Lazy(props: P) {
    const { can } = usePlace();
    const [round, setRound] = useState(0);
    const [failed, setFailed] = useState(false);
    const [ready, setReady] = useState(Page !== undefined);
    useEffect(() => {
      let current = true;
      // A style that was not to be had before is tried again.
      fetch(can.sheets).then(
        () => {
          if (!current) return;
          setReady(true);
          useOnly(can.sheets, sheets);
        },
        () => current && setFailed(true),
      );
      return () => { current = false; };
    }, [round]);
    useLayoutEffect(() => {
      if (ready) useOnly(can.sheets, sheets);
    }, [ready]);
    if (Page && ready) return <Page {...props} />;
    if (failed) return <Trouble say="" offline onAgain={() => { setFailed(false); setRound(round + 1); }} />;
    return <div class="page band"><Skeleton lines={6} /></div>;
  }
  return Object.assign(Lazy, { fetch });
}
