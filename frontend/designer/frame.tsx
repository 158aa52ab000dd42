import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../parts/button";
import { Drawer } from "../parts/dialog";
import { Logo } from "../parts/logo";
import { Toast } from "../parts/toast";
import { Bell } from "../desk/bell";
import { lettersOn, setLetters, useKeys } from "../desk/keys";
import { Key, OfflineBar } from "../desk/states";
import { goodbye } from "../shell/leave";
import { useStudio } from "./app";
import { Sign } from "./icons";
import { modules } from "./modules";
import { useStudioWords, type StudioWords } from "./words";

/** One line of the list of shortcuts. */
export type Shortcut = [keys: string[], name: keyof StudioWords["keyNames"]];

interface ShellProps {
  /** Left of the top bar: where one is; its last part is the h1. */
  place: ComponentChildren;
  /** Right of the top bar, before the person: the last is the one primary act. */
  tools?: ComponentChildren;
  foot?: ComponentChildren;
  shortcuts: Shortcut[];
  children: ComponentChildren;
}

/** Modules, top bar, the screen, status bar: the frame of every screen of the designer. */
export function Shell(p: ShellProps) {
  const w = useStudioWords();
  const { news } = useStudio();
  const [help, setHelp] = useState(false);
  useKeys({ "?": () => setHelp(true) });
  useEffect(() => {
    if (history.state?.inside && document.activeElement === document.body) document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }, []);
  return (
    <div class="app">
      <a class="skip" href="#main">{w.skip}</a>
      <Modules onHelp={() => setHelp(true)} />
      <header class="top">
        {p.place}
        <div class="top__end">{p.tools}<Bell /><Who /></div>
      </header>
      <main id="main" tabIndex={-1}><OfflineBar />{p.children}</main>
      <footer class="statusbar">
        {p.foot}
        <button type="button" class="push statusbar__help" onClick={() => setHelp(true)}><Key>?</Key> {w.keysAre}</button>
      </footer>
      {help && <Shortcuts list={p.shortcuts} onClose={() => setHelp(false)} />}
      {news.value && <div class="toasts"><Toast key={news.value} onGone={() => { news.value = ""; }}>{news.value}</Toast></div>}
    </div>
  );
}

/** The modules at the left: only those that one may use. */
function Modules({ onHelp }: { onHelp: () => void }) {
  const w = useStudioWords();
  const { router, seat } = useStudio();
  const roles = seat.value?.clerk?.roles ?? [];
  const path = router.path.value;
  return (
    <nav class="modules" aria-label={w.modules}>
      <span class="modules__mark"><Logo /></span>
      {modules.filter((m) => !m.roles || m.roles.some((r) => roles.includes(r))).map((m) => (
        <a key={m.id} href={m.href ?? router.href(m.path)} aria-current={m.path && m.here(path) ? "page" : undefined}>
          <Sign name={m.icon} large />{w.moduleNames[m.id]}
        </a>
      ))}
      <button type="button" class="modules__end" onClick={onHelp}><Sign name="ask" large />{w.help}</button>
    </nav>
  );
}

function Who() {
  const w = useStudioWords();
  const { api, look, router, seat } = useStudio();
  const clerk = seat.value?.clerk;
  const english = look.lang.value === "en";
  const leave = () => {
    router.go("/");
    seat.value = { clerk: null, other: "", ended: false };
    goodbye(api);
  };
  if (!clerk) return null;
  return (
    <details class="who-menu">
      <summary aria-label={w.youAre(clerk.name, clerk.title)}><span class="who"><i aria-hidden="true">{[...clerk.name][0]}</i></span></summary>
      <div class="who-menu__body">
        <b>{clerk.name}</b><small class="muted">{clerk.title}</small>
        <Button small kind="quiet" icon="globe" lang={english ? "zh-CN" : "en"} onClick={() => look.setLang(english ? "zh" : "en")}>{w.otherLanguage}</Button>
        <Button small icon="power" onClick={leave}>{w.signOut}</Button>
      </div>
    </details>
  );
}

function Shortcuts({ list, onClose }: { list: Shortcut[]; onClose: () => void }) {
  const w = useStudioWords();
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
