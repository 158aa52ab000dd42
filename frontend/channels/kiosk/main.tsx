import "../../shell/base";
import { effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Icon } from "../../parts/icon/icon";
import { Logo } from "../../parts/logo";
import { useLateWords } from "../../parts/late-words";
import { useApp, type App } from "../../shell/app";
import { leave } from "../../shell/leave";
import { Keyboard, typing } from "./keyboard";
import type { Look } from "../../shell/look";
import { SignOut } from "../../shell/pages/sign-out";
import { commonRoutes } from "../../shell/pages/routes";
import { Online, Screen, start } from "../../shell/shell";
import form from "./form.page.css";
import front from "./front.page.css";
import papers from "./papers.page.css";
import questions from "./questions.page.css";
import "./kiosk.css";

/** Seconds without a touch: warned at the first, everything wiped at the second. */
const WARN = 60;
const WIPE = 90;

const idle = signal(0);
/** Somebody has touched the terminal since it was wiped. */
const used = signal(false);
/** How often it was wiped: each person gets screens of his own, so that nothing typed into one stays. */
const person = signal(0);
const bigger = signal(false);
effect(() => { document.documentElement.classList.toggle("bigger", bigger.value); });

/** The look as the next person finds it. */
function ordinary(look: Look) {
  look.setMode("kiosk");
  look.setTheme("light");
  look.setLang("zh");
  bigger.value = false;
}

const routes = commonRoutes(() => <Head dark />);

function Frame() {
  const { router } = useApp();
  useIdle();
  return (
    <>
      {router.path.value !== "/" && <Head />}
      <Online />
      <main id="main" tabIndex={-1} key={person.value}><Screen routes={routes} /></main>
      <IdleStrip />
      <Keyboard />
      {!typing.value && <Help />}
    </>
  );
}

/** The next person finds nothing of the one before: what was kept, seen or being read aloud. */
function wipe(app: App) {
  idle.value = 0;
  used.value = false;
  person.value++;
  typing.value = null;
  if ("speechSynthesis" in window) speechSynthesis.cancel();
  leave(app);
  ordinary(app.look);
}

/** Counts the seconds since the last touch. */
function useIdle() {
  const app = useApp();
  const { router, session } = app;
  useEffect(() => {
    const touch = () => {
      idle.value = 0;
      used.value = true;
    };
    const timer = setInterval(() => {
      const something = used.value || session.value?.person || router.path.value !== "/";
      if (!something) return;
      // Handed in: the next person may already be waiting.
      if (router.path.value.endsWith("/done")) idle.value = Math.max(idle.value, WARN);
      idle.value += 1;
      if (idle.value >= WIPE) wipe(app);
    }, 1000);
    const events = ["pointerdown", "keydown"] as const;
    for (const e of events) addEventListener(e, touch, true);
    return () => {
      clearInterval(timer);
      for (const e of events) removeEventListener(e, touch, true);
    };
  }, []);
}

function IdleStrip() {
  const w = useLateWords();
  if (idle.value < WARN) return null;
  return (
    <p class="kidle" role="alert">
      <Icon name="hourglass" /><span>{w.idleWarn(WIPE - idle.value)}</span>
      <button class="btn push" type="button" onClick={() => { idle.value = 0; }}>{w.idleStay}</button>
    </p>
  );
}

function Head({ dark }: { dark?: boolean }) {
  const w = useLateWords();
  const app = useApp();
  const { router, session, look, site } = app;
  const { person } = session.value!;
  const english = look.lang.value === "en";
  return (
    <header class={dark ? "khead khead--dark" : "khead"}>
      <Logo />
      <span><b>{site}</b><small>{person ? [person.name, person.number].filter(Boolean).join(" · ") : w.wayKiosk}</small></span>
      <span class="push">
        {!dark && <button class="btn" type="button" onClick={router.back}><Icon name="back" />{w.back}</button>}
        {person ? (
          <SignOut face="btn" text={w.signOut} onLeave={() => wipe(app)} />
        ) : (
          <button class="btn" type="button" lang={english ? "zh-CN" : "en"} onClick={() => look.setLang(english ? "zh" : "en")}>{w.otherLanguage}</button>
        )}
      </span>
    </header>
  );
}

function Help() {
  const w = useLateWords();
  const { look } = useApp();
  const contrast = look.theme.value === "contrast";
  const read = () => {
    speechSynthesis.cancel();
    const text = document.querySelector("main")?.innerText ?? "";
    const say = new SpeechSynthesisUtterance(text);
    say.lang = document.documentElement.lang;
    speechSynthesis.speak(say);
  };
  return (
    <footer class="khelp" role="group" aria-label={w.helpGroup}>
      {"speechSynthesis" in window && <button type="button" onClick={read}><Icon name="sound" />{w.readAloud}</button>}
      <button type="button" aria-pressed={bigger.value} onClick={() => { bigger.value = !bigger.value; }}><Icon name="big" />{bigger.value ? w.normalText : w.biggerText}</button>
      <button type="button" aria-pressed={contrast} onClick={() => look.setTheme(contrast ? "light" : "contrast")}><Icon name="contrast" />{w.contrast}</button>
    </footer>
  );
}

start(
  {
    searchInPicture: false, sheets: { front, form, questions, papers }, screens: true, cardReader: true, camera: true, print: true, showThemes: false, showWays: false, shared: true,
    pond: { width: 1080, height: 640, cell: 118 },
  },
  routes,
  Frame,
);
