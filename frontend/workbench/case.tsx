import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Button } from "../parts/button";
import { Drawer } from "../parts/dialog";
import { Note } from "../parts/notices";
import { Timeline } from "../parts/timeline";
import { Acts, closedBy } from "./acts";
import { useBench, useLoad, useTitle } from "./app";
import { ChecksColumn } from "./checks-column";
import { read, type Finding, type StaffCase } from "./desk";
import { districtDay, districtTime } from "./due";
import { Changes, Papers } from "./course";
import { FormColumn } from "./form-column";
import { Shell, type Shortcut } from "./frame";
import { Handling } from "./handling";
import { useKeys } from "./keys";
import { MaterialsColumn } from "./materials-column";
import { checksOf, open as isOpen, type Check } from "./model/checks";
import { papersOf } from "./model/materials";
import { queryOf, addressOf } from "./query";
import { DueLight } from "./signs";
import { useStaffName } from "./staff";
import { Failed, Waiting } from "./states";
import { useWork } from "./words";

const shortcuts: Shortcut[] = [
  [["B"], "b"], [["Ctrl", "Enter"], "pass"], [["J", "K"], "c"], [["1", "2"], "12"], [["F"], "f"], [["[", "]"], "brackets"], [["Tab"], "tab"], [["Esc"], "esc"], [["?"], "help"],
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
  const { router, list } = useBench();
  const f = queryOf(router.search.value);
  const seen = list.value?.page;
  const cases = seen?.cases ?? [];
  const at = cases.findIndex((c) => c.number === number);
  const go = (by: number) => {
    const to = cases[at + by];
    if (at >= 0 && to) router.go(`/cases/${to.number}${router.search.value.size ? `?${router.search.value}` : ""}`);
  };
  useKeys({ "[": () => go(-1), "]": () => go(1) });
  return (
    <nav class="crumbs" aria-label={w.crumbs}>
      <a href={router.href("/")}>{w.cases}</a><span aria-hidden="true">/</span>
      <a href={router.href(addressOf(f))}>{f.state === "" ? w.all : (w.queue[f.state] ?? seen?.states.find((s) => s.state === f.state)?.title ?? f.state)}</a><span aria-hidden="true">/</span>
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

/** What staff found about what was handed in last. */
function found(page: StaffCase): Record<string, Finding> {
  return page.timeline.filter((h) => h.round === page.case.round && h.findings).at(-1)?.findings ?? {};
}

function Open({ page, place, reload, back }: { page: StaffCase; place: ComponentChildren; reload: () => void; back: () => void }) {
  const w = useWork();
  const [course, setCourse] = useState(false);
  const [whole, setWhole] = useState(false);
  const [chosen, setChosen] = useState("");
  const [paper, setPaper] = useState("");
  const bench = useBench();
  // Who began to pre-examine keeps that bar: it tells what came in between, and keeps what was written.
  const began = useRef(page.case.state === "submitted");
  const closed = closedBy(bench, page, w);
  const checks = checksOf(page.view);
  const papers = papersOf(page.view, page.files, w.rowOf);
  const key = `${page.case.number} ${page.case.version}`;
  // What was found before stands there when nothing is open any more.
  const mine = closed ? found(page) : bench.concluded.value[key] ?? {};
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
  useKeys({ f: () => setWhole((v) => !v), j: () => move(1), k: () => move(-1), "1": () => onChosen("fits"), "2": () => onChosen("differs") });
  const marked = new Set(checks[at]?.fields ?? []);
  const linked = new Set(checks.filter(isOpen).flatMap((c) => c.fields));
  return (
    <Shell place={place} shortcuts={shortcuts} bare tools={<Button small icon="clock" onClick={() => setCourse(true)}>{w.course(page.timeline.length)}</Button>}>
      <div class="case">
        <Strip page={page} />
        <div class="bench">
          <FormColumn page={page} linked={linked} marked={marked} whole={whole} onWhole={setWhole} />
          <MaterialsColumn page={page} papers={papers} path={paper} onPath={setPaper} />
          <ChecksColumn page={page} checks={checks} chosen={chosen} onChoose={choose} mine={mine} onConclude={closed ? undefined : conclude} />
        </div>
        {began.current
          ? <Acts page={page} closed={closed} checks={checks} mine={mine} reload={reload} back={back} />
          : <Handling page={page} reload={reload} back={back} />}
      </div>
      {course && <Course page={page} onClose={() => setCourse(false)} />}
    </Shell>
  );
}

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
      {user.name !== applicant.name && <span class="muted">{w.actor} {user.name}</span>}
      <span class="muted">{page.channelTitle} {districtTime(c.submittedAt)}</span>
      <span class="muted">{c.office.title}</span>
      <span class="push" />
      {c.due && !c.accepted && <DueLight line={c} today={districtDay(new Date())} />}
      {c.due && <span class="muted" title={c.accepted ? undefined : w.dueHow}>{w.promised} {c.due}{limit?.promised && !c.accepted && <>{w.then}{w.limitStarts}</>}</span>}
      {page.masked && <Note kind="wait" icon="lock">{w.masked}</Note>}
    </div>
  );
}

function Course({ page, onClose }: { page: StaffCase; onClose: () => void }) {
  const w = useWork();
  const name = useStaffName();
  return (
    <Drawer title={w.courseTitle} onClose={onClose}>
      <Timeline events={[...page.timeline].reverse().map((h, i) => ({
        id: `${h.at} ${h.event}`, state: i === 0 ? "now" : "done", when: districtTime(h.at), title: h.title,
        line: <>{[h.step, h.answer, h.actor && name(h.actor), h.round > 1 && w.roundOf(h.round)].filter(Boolean).join(w.then)}{h.text && <><br />{h.text}</>}</>,
      }))} />
      <Changes page={page} />
      <Papers page={page} />
    </Drawer>
  );
}
