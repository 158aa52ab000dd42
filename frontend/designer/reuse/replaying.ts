import { useEffect, useRef, useState } from "preact/hooks";
import type { ApiError } from "../../core/api";
import { errorOf, useLoad, type Loaded } from "../../desk/seat";
import { getDraft } from "../api";
import { useStudio } from "../app";
import * as api from "./api";
import type { Window } from "./window";

/** How often one looks how far a replay is, and whether the draft has changed since one that is through, in ms. */
const RUNNING = 500;
const THROUGH = 5000;

export interface Replaying {
  loaded: Loaded<api.Replays>;
  /** Orders one, once however often it is pressed. */
  start: (w: Window) => void;
  starting: boolean;
  failed: ApiError | null;
}

/** How a draft stands to past cases: followed while a replay runs, and asked for again once the draft has another version. */
export function useReplaying(draft: string): Replaying {
  const { api: a } = useStudio();
  const loaded = useLoad(`replay ${draft}`, (x) => api.replays(x, draft));
  const [starting, setStarting] = useState(false);
  const [failed, setFailed] = useState<ApiError | null>(null);
  const key = useRef("");
  const newest = loaded.state === "here" ? loaded.data.newest : undefined;
  const running = newest?.state === "running";
  const through = loaded.state === "here" && !running ? newest?.id ?? "" : null;

  useEffect(() => {
    if (!running) return;
    const timer = setTimeout(loaded.again, RUNNING);
    return () => clearTimeout(timer);
  }, [running, loaded.state === "here" && loaded.data]);

  const seen = useRef<number | null>(null);
  useEffect(() => {
    if (through === null) return;
    let current = true;
    const ask = () => {
      if (document.visibilityState === "hidden") return;
      getDraft(a, draft).then((d) => {
        if (!current) return;
        if (seen.current !== null && seen.current !== d.version) loaded.again();
        seen.current = d.version;
      }, () => undefined); // what can't be asked now is asked again
    };
    ask();
    const poll = setInterval(ask, THROUGH);
    document.addEventListener("visibilitychange", ask);
    return () => { current = false; clearInterval(poll); document.removeEventListener("visibilitychange", ask); };
  }, [draft, through]);

  const start = (w: Window) => {
    if (starting) return;
    key.current ||= `replay-${crypto.randomUUID()}`;
    setStarting(true);
    setFailed(null);
    api.startReplay(a, draft, w, key.current).then(
      () => { key.current = ""; setStarting(false); loaded.again(); },
      (e: unknown) => { setFailed(errorOf(e)); setStarting(false); },
    );
  };
  return { loaded, start, starting, failed };
}
