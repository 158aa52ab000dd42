import { Dialog } from "../parts/dialog";
import { usePaperWords } from "./paper-words";

/** Asks before files that are under way are given up. */
export function StillSending({ count, onStay, onGo }: { count: number; onStay: () => void; onGo: () => void }) {
  const fw = usePaperWords();
  return <Dialog title={fw.stillSending(count)} stay={fw.leaveStay} go={fw.leaveGo} onStay={onStay} onGo={onGo}><p>{fw.leaveSending}</p></Dialog>;
}
