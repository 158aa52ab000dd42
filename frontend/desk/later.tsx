import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ApiError } from "../core/api";
import { errorOf } from "./seat";
import { Failed, Waiting } from "./states";

/** A screen whose script is fetched when it is first opened. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let Part: ComponentType<P> | undefined;
  return function Later(props: P) {
    const [, set] = useState(0);
    const [failed, setFailed] = useState<ApiError | null>(null);
    const fetchIt = () => { setFailed(null); load().then((p) => { Part = p; set(1); }, (e: unknown) => setFailed(errorOf(e))); };
    useEffect(() => { if (!Part) fetchIt(); }, []);
    if (Part) return <Part {...props} />;
    return failed ? <Failed error={failed} onAgain={fetchIt} /> : <Waiting lines={8} />;
  };
}
