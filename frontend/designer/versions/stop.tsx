import { useState } from "preact/hooks";
import type { ApiError } from "../../core/api";
import { errorOf } from "../../desk/seat";
import { Button } from "../../parts/button";
import { Drawer } from "../../parts/dialog";
import { Note } from "../../parts/notices";
import { useStudio } from "../app";
import { Sign } from "../icons";
import { lift, stop, type Versions } from "./api";
import { useVersionsWords } from "./words";

/** 紧急停办: that an item is stopped, and by whom it may go on; or the way to stop it. */
export function Stopping({ of, again }: { of: Versions; again: () => void }) {
  const w = useVersionsWords();
  const { look } = useStudio();
  const [open, setOpen] = useState(false);
  const there = of.stop;
  const why = of.mayStop.may ? "" : of.mayStop.why ?? "";
  const name = there ? w.lift : w.stop;
  const act = <Button small kind={there ? undefined : "danger"} busy={why !== ""} label={why ? w.cannot(name, why) : undefined} onClick={() => setOpen(true)}>{why && <Sign name="lock" />}{name}</Button>;
  return (
    <>
      {there ? (
        <Note kind="no" icon="alert">
          <b>{w.stoppedBy(there.by, new Date(there.at).toLocaleString([], { dateStyle: "short", timeStyle: "short" }))}</b>
          <p>{look.lang.value === "en" ? there.english : there.notice}</p>
          <p class="muted">{w.why}：{there.reason}</p>
          <p class="versions__stop">{act}{why && <span class="muted">{why}</span>}</p>
        </Note>
      ) : <p class="versions__stop">{act}<span class="muted">{why || w.stopHint}</span></p>}
      {open && <Asking of={of} onClose={() => setOpen(false)} again={again} />}
    </>
  );
}

function Asking({ of, onClose, again }: { of: Versions; onClose: () => void; again: () => void }) {
  const w = useVersionsWords();
  const { api, news } = useStudio();
  const [reason, setReason] = useState("");
  const [notice, setNotice] = useState("");
  const [english, setEnglish] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<ApiError | null>(null);
  const lifting = of.stop !== undefined;
  const whole = reason.trim() !== "" && (lifting || notice.trim() !== "" && english.trim() !== "");
  const go = async () => {
    if (busy || !whole) return;
    setBusy(true);
    setFault(null);
    try {
      await (lifting ? lift(api, of.item, reason) : stop(api, of.item, { reason, notice, english }));
      news.value = lifting ? w.lifted : w.stoppedNow;
      onClose();
      again();
    } catch (x) {
      setFault(errorOf(x));
      setBusy(false);
    }
  };
  return (
    <Drawer title={lifting ? w.lift : w.stop} onClose={onClose}>
      <div class="versions__asking">
        <p class="muted">{lifting ? w.liftHint : w.stopMeans}</p>
        <label>{w.why}<textarea class="input" rows={3} maxLength={2000} value={reason} onInput={(e) => setReason(e.currentTarget.value)} /></label>
        {!lifting && <label>{w.notice}<textarea class="input" rows={3} maxLength={300} value={notice} onInput={(e) => setNotice(e.currentTarget.value)} /></label>}
        {!lifting && <label>{w.english}<textarea class="input" lang="en" rows={3} maxLength={300} value={english} onInput={(e) => setEnglish(e.currentTarget.value)} /></label>}
        {fault && <p class="no" role="alert">{fault.say}</p>}
        <Button kind={lifting ? "primary" : "danger"} busy={busy || !whole} onClick={() => void go()}>{lifting ? w.lift : w.stop}</Button>
      </div>
    </Drawer>
  );
}
