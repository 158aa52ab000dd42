import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../parts/button";
import { Drawer } from "../parts/dialog";
import { Icon } from "../parts/icon/icon";
import { Logo } from "../parts/logo";
import { Toast } from "../parts/toast";
import { useBench } from "./app";
import { Bell } from "../desk/bell";
import { goodbye } from "../shell/leave";
import { lettersOn, setLetters, useKeys } from "../desk/keys";
import type { WorkWords } from "./messages/zh";
import { Key, OfflineBar } from "../desk/states";
import { useWork } from "./words";

/** One line of the list of shortcuts. */
export type Shortcut = [keys: string[], name: keyof WorkWords["keyNames"]];

interface ShellProps {
  /** Left of the top bar: where one is; its last part is the h1. */
  place: ComponentChildren;
  /** Right of the top bar, before the person. */
  tools?: ComponentChildren;
  /** Shortcuts of this screen; the first few stand in the status bar. */
  shortcuts: Shortcut[];
  /** Right of the status bar, or in its place. */
  foot?: ComponentChildren;
  /** The screen has a bar of acts in place of the status bar. */
  bare?: boolean;
  children: ComponentChildren;
}

/** Rail, top bar, the screen, status bar. */
export function Shell(p: ShellProps) {
  const w = useWork();
  const { news } = useBench();
  const [help, setHelp] = useState(false);
  useKeys({ "?": () => setHelp(true) });
  // A new screen says where one is to who can't see it, unless something of it has the focus already.
  useEffect(() => {
    if (history.state?.inside && document.activeElement === document.body) document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }, []);
  return (
    <div class={p.bare ? "app app--bare" : "app"}>
      <a class="skip" href="#main">{w.skip}</a>
      <Rail onHelp={() => setHelp(true)} />
      <header class="top">
        {p.place}
        <div class="top__end">{p.tools}<Bell /><Who /></div>
      </header>
      <main id="main" tabIndex={-1}><OfflineBar />{p.children}</main>
      {!p.bare && (
        <footer class="statusbar">
          {p.shortcuts.slice(0, 5).map(([keys, name]) => <span key={name}>{keys.map((k) => <Key key={k}>{k}</Key>)} {w.keyNames[name]}</span>)}
          <span class="push">{p.foot}</span>
        </footer>
      )}
      {help && <Shortcuts list={p.shortcuts} onClose={() => setHelp(false)} />}
      {news.value && <div class="toasts"><Toast key={news.value} onGone={() => { news.value = ""; }}>{news.value}</Toast></div>}
    </div>
  );
}

/** Whether one of the roles lets somebody see cases. What counts is the server's answer: this spares asking for nothing. */
export function seesCases(roles: string[]): boolean {
  return roles.some((r) => ["window_clerk", "approver", "leader", "inspector", "seal_keeper", "supervisor"].includes(r));
}

function Rail({ onHelp }: { onHelp: () => void }) {
  const w = useWork();
  const { router, seat } = useBench();
  const at = (path: string) => router.path.value === path;
  // Those who look into the directory; whoever comes by its address is told by the server.
  const sees = seat.value?.clerk?.roles.some((r) => ["town_admin", "district_admin", "supervisor", "auditor"].includes(r));
  const cases = seesCases(seat.value?.clerk?.roles ?? []);
  const owns = seat.value?.clerk?.roles.includes("service_office");
  const keeps = seat.value?.clerk?.roles.some((r) => r === "data_owner" || r === "data_office");
  const windows = seat.value?.clerk?.roles.includes("window_clerk");
  const screens = seat.value?.clerk?.roles.includes("district_admin");
  const grades = seat.value?.clerk?.roles.some((r) => ["window_clerk", "approver", "leader", "supervisor", "service_office"].includes(r));
  const guides = seat.value?.clerk?.roles.includes("item_manager");
  const counter = router.path.value.startsWith("/counter");
  const reads = seat.value?.clerk?.roles.some((r) => r === "supervisor" || r === "auditor");
  return (
    <nav class="modules" aria-label={w.modules}>
      <span class="modules__mark"><Logo /></span>
      {cases && <a href={router.href("/")} aria-current={counter || at("/members") || at("/roles") || at("/trail") || at("/missed") || at("/disputes") || at("/imported") || at("/bookings") || at("/ratings") || at("/snags") || at("/screens") || at("/questions") || at("/faq") || at("/notices") ? undefined : "page"}><Icon name="inbox" large />{w.cases}</a>}
      {windows && <a href={router.href("/counter")} aria-current={counter ? "page" : undefined}><Icon name="person" large />{w.counter.nav}</a>}
      {windows && <a href={router.href("/bookings")} aria-current={at("/bookings") ? "page" : undefined}><Icon name="cal" large />{w.booked.nav}</a>}
      {(windows || screens) && <a href={router.href("/screens")} aria-current={at("/screens") ? "page" : undefined}><Icon name="eye" large />{w.counter.screens.title}</a>}
      {sees && <a href={router.href("/members")} aria-current={at("/members") ? "page" : undefined}><Icon name="people" large />{w.staff.members}</a>}
      {reads && <a href={router.href("/trail")} aria-current={at("/trail") ? "page" : undefined}><Icon name="eye" large />{w.staff.records}</a>}
      {owns && <a href={router.href("/missed")} aria-current={at("/missed") || !cases && at("/") ? "page" : undefined}><Icon name="search" large />{w.missed.short}</a>}
      {keeps && <a href={router.href("/disputes")} aria-current={at("/disputes") || at("/") && !cases && !sees ? "page" : undefined}><Icon name="source" large />{w.disputes.title}</a>}
      {grades && <a href={router.href("/questions")} aria-current={at("/questions") ? "page" : undefined}><Icon name="chat" large />{w.questions.title}</a>}
      {(grades || guides) && <a href={router.href("/faq")} aria-current={at("/faq") ? "page" : undefined}><Icon name="book" large />{w.faq.title}</a>}
      {grades && <a href={router.href("/snags")} aria-current={at("/snags") ? "page" : undefined}><Icon name="ask" large />{w.snags.title}</a>}
      {grades && <a href={router.href("/ratings")} aria-current={at("/ratings") ? "page" : undefined}><Icon name="heart" large />{w.ratings.title}</a>}
      {keeps && <a href={router.href("/imported")} aria-current={at("/imported") ? "page" : undefined}><Icon name="card" large />{w.imported.nav}</a>}
      <a href={router.href("/roles")} aria-current={at("/roles") ? "page" : undefined}><Icon name="shield" large />{w.staff.roles}</a>
      <a href="/" target="_blank" rel="noopener"><Icon name="bank" large />{w.hall}</a>
      <button type="button" class="modules__end" onClick={onHelp}><Icon name="ask" large />{w.help}</button>
    </nav>
  );
}

function Who() {
  const w = useWork();
  const bench = useBench();
  const { clerk } = bench.seat.value!;
  const english = bench.look.lang.value === "en";
  const leave = () => {
    bench.list.value = null;
    bench.found.value = null;
    bench.picked.value = new Set();
    bench.undone.value = [];
    bench.opinions.clear();
    bench.concluded.value = {};
    bench.handled.value = 0;
    bench.unread.known(0);
    bench.router.go("/");
    bench.seat.value = { clerk: null, other: "", ended: false };
    goodbye(bench.api);
  };
  return (
    <>
      <Button small kind="quiet" icon="globe" lang={english ? "zh-CN" : "en"} onClick={() => bench.look.setLang(english ? "zh" : "en")}>{w.otherLanguage}</Button>
      {clerk && (
        <>
          <span class="who"><i aria-hidden="true">{[...clerk.name][0]}</i><span><b>{clerk.name}</b><small>{clerk.title}</small></span></span>
          <Button small icon="power" onClick={leave}>{w.signOut}</Button>
        </>
      )}
    </>
  );
}

function Shortcuts({ list, onClose }: { list: Shortcut[]; onClose: () => void }) {
  const w = useWork();
  const [on, setOn] = useState(lettersOn());
  const set = (to: boolean) => { setOn(to); setLetters(to); };
  return (
    <Drawer title={w.keysAre} onClose={onClose}>
      <dl class="keys">
        {list.map(([keys, name]) => <div key={name}><dt>{keys.map((k) => <Key key={k}>{k}</Key>)}</dt><dd>{w.keyNames[name]}</dd></div>)}
      </dl>
      <label class="tick"><input type="checkbox" checked={on} onChange={(e) => set(e.currentTarget.checked)} />{w.keysOn}</label>
      <p class="tiny">{w.keyHint}</p>
    </Drawer>
  );
}
