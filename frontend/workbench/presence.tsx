import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../parts/button";
import { Note } from "../parts/notices";
import { useBench } from "./app";
import { reading, type Presence, type StaffCase } from "./desk";
import { districtTime } from "./due";
import { useWork } from "./words";

const EVERY = 20_000;
/** Without a key or the mouse for so long one has gone for coffee: asking on would keep the session alive. */
const AWAY = 5 * 60_000;

/** Says every few seconds that one has the case open, as long as somebody sits there, and hears who else has. */
export function usePresence(number: string): Presence | null {
  const { api, seat } = useBench();
  const [got, set] = useState<Presence | null>(null);
  const last = useRef(Date.now());
  useEffect(() => {
    let current = true;
    const touch = () => { last.current = Date.now(); };
    const ask = () => {
      if (document.hidden || Date.now() - last.current > AWAY) return;
      reading(api, number).then((p) => { if (current) set(p); }, () => undefined); // what fails is told by what the person does next
    };
    ask();
    const timer = setInterval(ask, EVERY);
    const back = () => { if (!document.hidden) { touch(); ask(); } };
    addEventListener("keydown", touch);
    addEventListener("pointermove", touch);
    document.addEventListener("visibilitychange", back);
    return () => {
      current = false;
      clearInterval(timer);
      removeEventListener("keydown", touch);
      removeEventListener("pointermove", touch);
      document.removeEventListener("visibilitychange", back);
      if (seat.value?.clerk) reading(api, number, true).catch(() => undefined); // who has signed out reads nothing any more
    };
  }, [number]);
  return got;
}

/** Who else reads the case, and that somebody has moved it on meanwhile. */
export function PresenceBar({ presence, page, onSee }: { presence: Presence | null; page: StaffCase; onSee: () => void }) {
  const w = useWork();
  if (!presence) return null;
  const moved = presence.case.version > page.case.version ? presence.last : undefined;
  const others = presence.others.map((o) => o.name).join(w.comma);
  return (
    <>
      {moved && (
        <Note kind="wait" icon="people" role="alert">
          {w.movedOn(moved.mine ? w.yourself : (moved.actor ?? w.somebody), moved.title, districtTime(moved.at).slice(6))} <Button small icon="turn" onClick={onSee}>{w.seeNow}</Button>
        </Note>
      )}
      {others && <Note kind="plain" icon="eye" role="status">{w.readingToo(others)}</Note>}
    </>
  );
}
