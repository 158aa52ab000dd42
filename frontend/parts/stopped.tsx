import type { Stopped } from "../core/api";
import { clockOf } from "../core/moment";
import { Note } from "./notices";
import { useLateWords } from "./late-words";

/** An urgent stop: what people are told, since when, and what becomes of what was begun. */
export function StoppedNote({ stopped }: { stopped: Stopped }) {
  const w = useLateWords();
  const at = clockOf(stopped.at);
  return <Note kind="no" icon="alert"><b>{w.stopped}</b><p>{stopped.notice}</p><p class="small">{w.stoppedSince(`${at.day} ${at.time}`)}</p></Note>;
}
