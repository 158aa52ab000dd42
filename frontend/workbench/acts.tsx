import { useEffect, useState } from "preact/hooks";
import { Icon } from "../parts/icon/icon";
import { Note } from "../parts/notices";
import { ActForm } from "./act-form";
import { Bar } from "./bar";
import type { Finding, StaffCase } from "./desk";
import { GradeOnScreen } from "./grade-ask";
import { useKeys } from "../desk/keys";
import { actsOf, type Act } from "./model/acts";
import { open as isOpen, type Check } from "./model/checks";
import { Now } from "./now";
import { Opinion, type Conflict } from "./opinion-form";
import { Key } from "../desk/states";
import { useWork } from "./words";

interface ActsProps {
  page: StaffCase;
  /** Why nothing can be done here, whatever one may; "" else. */
  closed: string;
  /** Events that have a place of their own on this screen. */
  without?: string[];
  checks: Check[];
  mine: Record<string, Finding>;
  reload: () => void;
  back: () => void;
  /** Leads to the notice of correction. */
  onNotice: () => void;
}

/** The bar of acts, the same in every state: what waits and until when, what can be done, and the form of the act that was chosen. */
export function Acts({ page, closed, without = [], checks, mine, reload, back, onNotice }: ActsProps) {
  const w = useWork();
  const [open, setOpen] = useState<Act | null>(null);
  const [news, setNews] = useState("");
  const [handed, setHanded] = useState(false); // the result, just now: somebody stands at the window
  const [conflict, setConflict] = useState<Conflict | null>(null);
  // A case passes once each check has its finding; pressing says what is missing.
  const [asked, setAsked] = useState(false);
  const examining = page.case.state === "submitted";
  const all = actsOf(page, w, closed);
  const kept = (a: Act) => !without.includes(a.event) && (without.length === 0 || !a.why);
  const main = all.main.filter(kept);
  const more = all.more.filter(kept);
  const giveBack = more.find((a) => a.event === "precheck_return");
  if (giveBack) main.push({ ...giveBack, id: "notice", event: "correct", title: w.notice }); // a return, too, but of named places alone
  const acts = [...main, ...more];
  const left = checks.filter((c) => isOpen(c) && !mine[c.id]).length;
  const differ = checks.filter((c) => mine[c.id] === "differs");
  const start = (a?: Act) => {
    if (!a || a.why) return;
    if (a.event === "correct") return onNotice();
    const lacks = a.event === "precheck_pass" && left > 0;
    setAsked(lacks);
    if (!lacks) { setNews(""); setOpen(a); }
  };
  const still = open && acts.find((a) => a.id === open.id && !a.why);
  useEffect(() => { if (open && !still) setOpen(null); }, [open, still]);
  useKeys({
    ...(without.length > 0 ? {} : { b: () => start(acts.find((a) => a.event === "precheck_return")) }),
    ...(open || without.length > 0 ? {} : { "Ctrl+Enter": () => start(main[0]) }),
    ...(open || without.length === 0 ? { Escape: () => (open ? setOpen(null) : back()) } : {}),
  });
  const done = (say: string) => { setHanded(open?.event === "hand_over"); setOpen(null); setConflict(null); setNews(say); reload(); };
  const precheck = still && (still.event === "precheck_pass" || still.event === "precheck_return");
  const say = !examining || !main[0] || main[0].why ? null : (
    <span class={asked && left > 0 ? "nowrap said said--wait" : "muted nowrap"} role="status">
      {asked && left > 0 ? w.firstConclude(left) : differ.length > 0 ? w.someDiffer(differ.length) : left > 0 ? w.stillOpen(left) : w.allDone}
    </span>
  );
  const hints = examining && <span class="hints"><span><Key>J</Key><Key>K</Key>{w.keyNames.c}</span><span><Key>F</Key>{w.keyNames.f}</span><span><Key>Esc</Key>{w.keyNames.esc}</span></span>;
  return (
    <footer class={still ? "acts acts--open" : "acts"}>
      {conflict && <Note kind="wait" icon="people" role="alert">{conflict.say}{conflict.unsent && <blockquote>{conflict.unsent}</blockquote>}</Note>}
      <Now page={page} />
      {news && !still && <p class="acts__news" role="status"><Icon name="check" />{news}</p>}
      {news && !still && handed && <GradeOnScreen number={page.case.number} />}
      {!still ? <Bar main={main} more={more} onAct={start} say={say} hints={hints} none={page.handling.documents.length > 0 ? w.overEnd : w.nothingForYou} />
        : precheck ? <Opinion key={still.id} page={page} pass={still.event === "precheck_pass"} mine={mine} differ={differ} reload={reload} onClose={() => setOpen(null)} onConflict={setConflict} />
          : <ActForm key={still.id} act={still} page={page} onClose={() => setOpen(null)} onDone={done} reload={reload} />}
    </footer>
  );
}
