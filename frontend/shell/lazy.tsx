import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Skeleton } from "../parts/notices";
import { Trouble } from "../screens/trouble";

/**
 * A page whose script is fetched when it is first opened: each page pays for
 * itself alone. A script that can't be fetched is trouble that can be retried.
 */
export function lazy<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): ComponentType<P> {
  let Page: ComponentType<P> | undefined;
  return function Lazy(props: P) {
    const [, setRound] = useState(0);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (Page) return;
      let current = true;
      load().then(
        (m) => { Page = m.default; if (current) setRound((n) => n + 1); },
        () => current && setFailed(true),
      );
      return () => { current = false; };
    }, [failed]);
    if (Page) return <Page {...props} />;
    if (failed) return <Trouble say="" offline onAgain={() => setFailed(false)} />;
    return <div class="page band"><Skeleton lines={6} /></div>;
  };
}
