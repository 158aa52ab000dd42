import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { Button, ButtonLink } from "../parts/button";
import { Drawer } from "../parts/dialog";
import { Note } from "../parts/notices";
import { Timeline } from "../parts/timeline";
import { Acts } from "./acts";
import { Amendment } from "./amendment";
import { Approval, DECIDING, SentBack } from "./approval";
import { useLoad, useTitle } from "../desk/seat";
import { useBench } from "./app";
import { ChecksColumn } from "./checks-column";
import { mayClaim, order } from "./claims";
import { Columns } from "./columns";
import { changes, read, type Finding, type StaffCase } from "./desk";
import { districtDay, districtTime } from "./due";
import { Papers } from "./course";
import { Enclosures } from "./enclosures";
import { Publicity } from "./publicity";
import { Changes, FormColumn } from "./form-column";
import { Shell, type Shortcut } from "./frame";
import { useKeys } from "../desk/keys";
import { titleOf } from "./list";
import { useMarks } from "./marks";
import { MaterialsColumn } from "./materials-column";
import { actsOf, noticeEvent, whyNot, type Act } from "./model/acts";
import { told, type Told } from "./model/changes";
import { checksOf, foundOf, open as isOpen, pointsAt, type Check } from "./model/checks";
import { papersOf } from "./model/materials";
import { PresenceBar, usePresence } from "./presence";
import { queryOf, addressOf } from "./query";
import { ClaimWord, DueLight } from "./signs";
import { useStaffName } from "./staff";
import { Failed, Key, Waiting } from "../desk/states";
import { useWork } from "./words";

const shortcuts: Shortcut[] = [
  [["B"], "b"], [["Ctrl", "Enter"], "pass"], [["C"], "notice"], [["M"], "m"], [["J", "K"], "c"], [["1", "2"], "12"], [["A"], "a"], [["Space"], "space"], [["F"], "f"], [["[", "]"], "brackets"], [["Tab"], "tab"], [["Esc"], "esc"], [["?"], "help"],
];

const deciding: Shortcut[] = [
  [["1", "2", "3"], "outcome"], [["Ctrl", "Enter"], "decide"], [["B"], "sendBack"], [["J", "K"], "c"], [["W"], "why"], [["M"], "m"], [["F"], "full"], [["[", "]"], "brackets"], [["Tab"], "tab"], [["Esc"], "esc"], [["?"], "help"],
];

/** One case. */
export function CaseScreen({ number }: { number: string }) {
  const { router, selected } = useBench();
  const loaded = useLoad(number, (api) => read(api, number));
  const [last, setLast] = useState<StaffCase | null>(null);
  useEffect(() => {
    if (loaded.state === "here") setLast(loaded.data);
  }, [loaded.state === "here" ? loaded.data : null]);
  useLayoutEffect(() => { selected.value = number; }, [number]); // however soon one goes back
  useTitle(number);
  const page = loaded.state === "here" ? loaded.data : loaded.state === "failed" && loaded.error.offline ? last : null;
  const back = () => router.go(addressOf(queryOf(router.search.value)));
  useKeys(page ? {} : { Escape: back }); // with a page, the bar of acts knows what Esc closes
  const place = <Crumbs number={number} page={page} />;
  if (!page) {
    return (
      <Shell place={place} shortcuts={shortcuts}>
        {loaded.state === "failed" ? <Failed error={loaded.error} onAgain={loaded.again} /> : <div class="bench"><Waiting lines={12} /><Waiting lines={5} /><Waiting lines={9} /></div>}
      </Shell>
    );
  }
  return <Open page={page} place={place} reload={loaded.again} back={back} />;
}

function Crumbs({ number, page }: { number: string; page: StaffCase | null }) {
  const w = useWork();
  const { router, list, found } = useBench();
  const f = queryOf(router.search.value);
  const seen = list.value?.page ?? null;
  const cases = (f.found ? found.value?.got.cases : seen?.cases) ?? [];
  const at = cases.findIndex((c) => c.number === number);
  const go = (by: number) => {
    const to = cases[at + by];
    if (at >= 0 && to) router.go(`/cases/${to.number}${router.search.value.size ? `?${router.search.value}` : ""}`);
  };
  useKeys({ "[": () => go(-1), "]": () => go(1) });
  return (
    <nav class="crumbs" aria-label={w.crumbs}>
      <a href={router.href("/")}>{w.cases}</a><span aria-hidden="true">/</span>
      <a href={router.href(addressOf(f))}>{titleOf(f, seen, w)}</a><span aria-hidden="true">/</span>
      <h1 tabIndex={-1}>{number}</h1>
      {page && <span class="tag">{page.view.plan.name} v{page.case.itemVersion}</span>}
      {at >= 0 && cases.length > 1 && (
        <span class="crumbs__step">
          <Button small kind="quiet" icon="back" label={w.prevCase} busy={at === 0} onClick={() => go(-1)} />
          <span class="muted">{w.placeIn(at + 1, cases.length)}</span>
          <Button small kind="quiet" icon="next" label={w.nextCase} busy={at === cases.length - 1} onClick={() => go(1)} />
        </span>
      )}
    </nav>
  );
}

/** What the applicant changed since the submission before, once it is here. */
function useChanges(page: StaffCase): Told[] {
  const { number, round } = page.case;
  const loaded = useLoad(round > 1 ? `changes ${number} ${round}` : "", (api) => changes(api, number, round));
  return loaded.state === "here" ? told(page.view.plan, page.view.state, loaded.data) : [];
}

/** Why one takes a case over from a colleague. */
function TakeOver({ page, name, onClose, onDone }: { page: StaffCase; name: string; onClose: () => void; onDone: () => void }) {
  const w = useWork();
  const bench = useBench();
  const [why, setWhy] = useState("");
  const go = async () => {
    if (why.trim() && (await order(bench, w, [page.case.number], "me", w.didClaim, why.trim())).length > 0) onDone();
  };
  return (
    <Drawer title={w.takeOver} onClose={onClose} foot={<Button kind="primary" busy={!why.trim()} onClick={() => void go()}>{w.takeConfirm}</Button>}>
      <p>{w.takeHint(name)}</p>
      <form class="filter" onSubmit={(e) => { e.preventDefault(); void go(); }}><label>{w.takeWhy}<input class="box" maxLength={200} value={why} onInput={(e) => setWhy(e.currentTarget.value)} /></label></form>
    </Drawer>
  );
}

function Open({ page, place, reload, back }: { page: StaffCase; place: ComponentChildren; reload: () => void; back: () => void }) {
  const w = useWork();
  const [course, setCourse] = useState(false);
  const [whole, setWhole] = useState(false);
  const [chosen, setChosen] = useState("");
  const [paper, setPaper] = useState("");
  const bench = useBench();
  const { claim } = page.case;
  // A claim at the window keeps pre-examination; past that the server says whom it keeps off.
  const kept = claim && !claim.mine && page.case.state === "submitted" ? w.claimedByFull(claim.name, districtTime(claim.at)) : "";
  const closed = kept || whyNot(page, noticeEvent(page), w);
  const presence = usePresence(page.case.number);
  const marks = useMarks(page.case.number, page.masked === true);
  const changed = useChanges(page);
  const may = mayClaim(bench) && !page.masked;
  const checks = checksOf(page.view);
  const papers = papersOf(page.view, page.files, w.rowOf);
  const key = `${page.case.number} ${page.case.version}`;
  // What was found before stands there when nothing is open any more.
  const mine = (closed ? undefined : bench.concluded.value[key]) ?? foundOf(page);
  const at = checks.findIndex((c) => c.id === chosen);
  const choose = (c: Check) => {
    setChosen(c.id === chosen ? "" : c.id);
    if (c.id !== chosen && c.materials[0]) setPaper(c.materials[0]);
  };
  const move = (by: number) => {
    const to = checks[at < 0 ? 0 : Math.min(checks.length - 1, Math.max(0, at + by))];
    if (to && to.id !== chosen) choose(to);
  };
  const conclude = (id: string, said: Finding) => {
    const now = { ...mine };
    if (now[id] === said) delete now[id];
    else now[id] = said;
    bench.concluded.value = { ...bench.concluded.value, [key]: now };
  };
  const onChosen = (said: Finding) => {
    const c = checks[at];
    if (c && isOpen(c) && !closed) conclude(c.id, said);
  };
  const [taking, setTaking] = useState(false);
  const take = () => {
    if (!may) return;
    if (claim && !claim.mine) return setTaking(true);
    void order(bench, w, [page.case.number], claim?.mine ? "" : "me", claim?.mine ? w.didRelease : w.didClaim).then(reload);
  };
  const correct = () => { if (!closed) bench.router.go(`/cases/${page.case.number}/correction${bench.router.search.value.size ? `?${bench.router.search.value}` : ""}`); };
  // Who decides sees the grounds and the decision first; everything else is one key away.
  const acts = actsOf(page, w, kept);
  const decides = [...acts.main, ...acts.more].filter((a) => DECIDING.includes(a.event) && !a.why);
  const [full, setFull] = useState(false);
  const approving = decides.length > 0 && !full;
  useKeys({
    m: take, ...(approving ? { f: () => setFull(true) } : {
      c: correct, f: () => setWhole((v) => !v), j: () => move(1), k: () => move(-1), "1": () => onChosen("fits"), "2": () => onChosen("differs"),
    }),
  });
  const done = (say: string) => { bench.news.value = say; reload(); };
  const mends = ["precheck_failed", "correction"].includes(page.case.state) && !page.masked && bench.seat.value?.clerk?.roles.includes("window_clerk");
  const points = pointsAt(checks);
  const marked = new Set(checks[at]?.fields ?? []);
  const linked = new Set(checks.filter(isOpen).flatMap((c) => c.fields));
  return (
    <Shell place={place} shortcuts={approving ? deciding : shortcuts} bare tools={<>
      {decides.length > 0 && <Button small icon={full ? "seal" : "list"} onClick={() => setFull(!full)}>{full ? w.approval.brief : w.approval.full}{!full && <> <Key>F</Key></>}</Button>}
      {mends && <ButtonLink small icon="edit" href={bench.router.href(`/counter?mend=${encodeURIComponent(page.case.number)}`)}>{w.counter.mendHere}</ButtonLink>}
      {may && <Button small icon={claim && !claim.mine ? "people" : "lock"} onClick={take}>{!claim ? w.claim : claim.mine ? w.release : w.takeOver} <Key>M</Key></Button>}
      <Button small icon="clock" onClick={() => setCourse(true)}>{w.course(page.timeline.length)}</Button>
    </>}>
      <div class="case">
        <Strip page={page} />
        <PresenceBar presence={presence} page={page} onSee={reload} />
        <Amendment page={page} />
        {approving ? <Approval page={page} acts={decides} checks={checks} found={mine} papers={papers} reload={reload} back={back} onDone={done} /> : <>
          {page.case.state !== "done" && <SentBack page={page} />}
          <Columns>
            <FormColumn page={page} linked={linked} marked={marked} whole={whole} onWhole={setWhole} changed={changed} points={points} />
            <MaterialsColumn page={page} papers={papers} path={paper} onPath={setPaper} marks={marks.list} onMark={may ? marks.change : undefined} points={points} />
            <ChecksColumn page={page} checks={checks} chosen={chosen} onChoose={choose} mine={mine} onConclude={closed ? undefined : conclude} />
          </Columns>
        </>}
        {(!approving || others(acts)) && <Acts page={page} closed={kept} without={approving ? DECIDING : []} checks={checks} mine={mine} reload={reload} back={back} onNotice={correct} />}
      </div>
      {taking && claim && <TakeOver page={page} name={claim.name} onClose={() => setTaking(false)} onDone={() => { setTaking(false); reload(); }} />}
      {course && <Course page={page} changed={changed} onClose={() => setCourse(false)} />}
    </Shell>
  );
}

/** Whether anything can be done beside deciding. */
const others = (acts: { main: Act[]; more: Act[] }) => [...acts.main, ...acts.more].some((a) => !DECIDING.includes(a.event) && !a.why);

function Strip({ page }: { page: StaffCase }) {
  const w = useWork();
  const { user, applicant } = page.view.input;
  const c = page.case;
  const limit = page.view.state.limit;
  return (
    <div class="strip">
      <b>{c.applicant}</b>
      <span class="tag">{c.state === "submitted" ? w.queue.submitted : c.stateTitle}</span>
      {c.round > 1 && <span class="tag tag--wait">{w.roundOf(c.round)}</span>}
      {c.credit && <span class="tag tag--yes">{w.credit(c.credit)}</span>}
      {c.claim && <ClaimWord claim={c.claim} />}
      {user.name !== applicant.name && <span class="muted">{w.actor} {user.name}</span>}
      <span class="muted">{page.channelTitle} {districtTime(c.submittedAt)}</span>
      <span class="muted">{c.office.title}</span>
      <span class="push" />
      {c.instant && <span class="tag tag--yes">{w.atOnce}</span>}
      {c.due && !c.accepted && !c.instant && <DueLight line={c} today={districtDay(new Date())} />}
      {c.due && !c.instant && <span class="muted" title={c.accepted ? undefined : w.dueHow}>{w.promised} {c.due}{limit?.promised && !c.accepted && <>{w.then}{w.limitStarts}</>}</span>}
      {page.masked && <Note kind="wait" icon="lock">{w.masked}</Note>}
    </div>
  );
}

function Course({ page, changed, onClose }: { page: StaffCase; changed: Told[]; onClose: () => void }) {
  const w = useWork();
  const { router } = useBench();
  const name = useStaffName();
  return (
    <Drawer title={w.courseTitle} onClose={onClose}>
      <Timeline events={[...page.timeline].reverse().map((h, i) => ({
        id: `${h.at} ${h.event}`, state: i === 0 ? "now" : "done", when: districtTime(h.at), title: h.title,
        line: <>{(h.event === "submit" || h.event === "resubmit") && h.round < page.case.round && <a href={router.href(`/cases/${page.case.number}/rounds/${h.round}`)}>{w.seeRound(h.round)}</a>} {[h.step, h.answer, h.actor && name(h.actor), h.round > 1 && w.roundOf(h.round)].filter(Boolean).join(w.then)}{h.text && <><br />{h.text}</>}</>,
      }))} />
      {changed.length > 0 && <Changes list={changed} masked={page.masked === true} />}
      <Papers page={page} />
      <Publicity page={page} />
      <Enclosures page={page} />
    </Drawer>
  );
}
