import "../base";
import { useEffect, useState } from "preact/hooks";
import { ApiError, type Occasion, type Standing } from "../../core/api";
import { Followed, FollowForm } from "../../form/progress";
import { RatingCard } from "../../form/rating";
import { usePublicWords } from "../../form/public-words";
import { useApp, useScreen } from "../app";

/** What a scanned paper says behind the hash, which no server is told: number.code */
function scanned(): [string, string] {
  const [number = "", code = ""] = decodeURIComponent(location.hash.slice(1)).split(".");
  return /^[\d-]+$/.test(number) && /^\d+$/.test(code) ? [number, code] : ["", ""];
}

/** /progress, and /progress#number.code of a receipt */
export default function ProgressPage() {
  const { api, look } = useApp();
  const w = usePublicWords();
  const [[number, code], setAsked] = useState(scanned);
  const [page, setPage] = useState<Standing | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  useScreen(page?.name ?? w.followTitle);
  const go = async (n: string, c: string) => {
    setAsked([n, c]);
    setBusy(true);
    setError(null);
    try {
      setPage(await api.call<Standing>("POST", "/progress", { number: n, code: c }));
    } catch (e) {
      setPage(null);
      setError(e instanceof ApiError ? e : new ApiError(0, ""));
    }
    setBusy(false);
  };
  useEffect(() => {
    if (location.hash) history.replaceState(history.state, "", location.pathname); // nor does it stay in the history
    if (number) void go(number, code);
  }, [look.lang.value]);
  if (page) return <Followed page={page} onAgain={() => { setPage(null); setAsked(["", ""]); }}>
    <RatingCard occasions={page.ratings} grades={page.grades} onGive={(order) => api.call<Occasion>("POST", "/progress/ratings", { number, code, ...order })} />
  </Followed>;
  return <FollowForm key={`${number} ${code}`} number={number} code={code} busy={busy} faults={bodyFaults(error)} fault={error ? error.say || w.trouble : ""} onGo={(n, c) => void go(n, c)} />;
}

/** Faults at fields of a body: body.code → code. */
function bodyFaults(e: ApiError | null): Record<string, string> {
  return Object.fromEntries(Object.entries(e?.fields ?? {}).map(([path, say]) => [path.replace(/^body\./, ""), say]));
}
