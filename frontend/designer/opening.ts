import { useState } from "preact/hooks";
import type { ApiError } from "../core/api";
import { errorOf } from "../desk/seat";
import { openDraft } from "./api";
import { useStudio } from "./app";

/** What a list of the designer has: the draft there is of it, else whether one may begin one. */
interface Openable { draft?: { id: string; state: string }; may: { may: boolean } }

/** Opens the draft of a line, or begins it; in review it is opened there. `busy` is the id of the one that is being begun. */
export function useOpening() {
  const { api, router } = useStudio();
  const [busy, setBusy] = useState("");
  const [failed, setFailed] = useState<ApiError | null>(null);
  const open = async (id: string, line: Openable) => {
    if (line.draft) return router.go(`/drafts/${line.draft.id}${line.draft.state === "in_review" ? "/review" : ""}`);
    if (busy || !line.may.may) return;
    setBusy(id);
    setFailed(null);
    try {
      router.go(`/drafts/${(await openDraft(api, id)).id}`);
    } catch (e) {
      setFailed(errorOf(e));
      setBusy("");
    }
  };
  return { busy, failed, open };
}

/** Which row of a catalogue's table is on; `go` moves the focus by so many rows, and stays within. */
export function useRow(count: number) {
  const [at, setAt] = useState(0);
  const go = (n: number) => {
    const to = Math.max(0, Math.min(count - 1, at + n));
    setAt(to);
    document.querySelector<HTMLElement>(`.catalogue tbody tr:nth-child(${to + 1}) .link`)?.focus();
  };
  return { at, setAt, go };
}
