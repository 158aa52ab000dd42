import "../../shell/base";
import { Count } from "../../parts/count";
import { Icon } from "../../parts/icon/icon";
import { Logo } from "../../parts/logo";
import { useWords } from "../../parts/words";
import { useApp } from "../../shell/app";
import { leave } from "../../shell/leave";
import { SignOut } from "../../shell/pages/sign-out";
import { commonRoutes } from "../../shell/pages/routes";
import { Online, Screen, SkipLink, start } from "../../shell/shell";
import form from "./form.page.css";
import front from "./front.page.css";
import papers from "./papers.page.css";
import questions from "./questions.page.css";
import "./web.css";

const routes = commonRoutes();

function Frame() {
  return (
    <>
      <SkipLink />
      <Head />
      <Online />
      <main id="main" tabIndex={-1}><Screen routes={routes} /></main>
      <Foot />
    </>
  );
}

function Head() {
  const w = useWords();
  const { router, site } = useApp();
  const path = router.path.value;
  const here = (to: string) => (to === "/" ? path === "/" : path.startsWith(to)) ? ("page" as const) : undefined;
  const entries: [string, string][] = [["/", w.home], ["/items", w.allItems], ["/space", w.mySpace]];
  return (
    <header class="top">
      <div class="page">
        <a class="logo" href={router.href("/")}><Logo /><span><b>{site}</b><small>{w.siteLine}</small></span></a>
        <nav aria-label={w.mainNav}>
          {entries.map(([to, text]) => <a key={to} href={router.href(to)} aria-current={here(to)}>{text}</a>)}
        </nav>
        <Tools />
      </div>
    </header>
  );
}

function Tools() {
  const w = useWords();
  const app = useApp();
  const { router, look, session } = app;
  const person = session.value!.person;
  const path = router.path.value;
  const large = look.mode.value === "large";
  const contrast = look.theme.value === "contrast";
  const english = look.lang.value === "en";
  return (
    <div class="top__tools">
      <button class={large ? "tool tool--on" : "tool"} type="button" aria-pressed={large} onClick={() => look.setMode(large ? "standard" : "large")}>
        <Icon name="big" />{large ? w.elderOn : w.elder}
      </button>
      <button class={contrast ? "tool tool--on" : "tool"} type="button" aria-pressed={contrast} onClick={() => look.setTheme(contrast ? "light" : "contrast")}>
        <Icon name="contrast" />{w.contrast}
      </button>
      <button class="tool" type="button" lang={english ? "zh-CN" : "en"} onClick={() => look.setLang(english ? "zh" : "en")}>
        <Icon name="globe" />{w.otherLanguage}
      </button>
      {person ? (
        <>
          <a class="tool" href={router.href("/space/notices")} aria-current={path === "/space/notices" ? "page" : undefined}>
            <Icon name="bell" />{w.notices}<Count n={app.unread.value} />
          </a>
          <a class="tool who" href={router.href("/space")} aria-label={person.name}>
            <i aria-hidden="true">{[...person.name.replace(/^(.{2,3}市)?(.{2,3}[区县])?/, "")][0]}</i>
            <span>{person.name}{person.actor && <><br /><span class="muted">{person.actor}</span></>}</span>
          </a>
          <SignOut face="tool" text={w.signOut} onLeave={() => leave(app)} />
        </>
      ) : (
        <a class="tool tool--line" href={router.href(`/sign-in?to=${encodeURIComponent(router.path.value)}`)}><Icon name="person" />{w.signIn}</a>
      )}
    </div>
  );
}

function Foot() {
  const w = useWords();
  const { site, router } = useApp();
  return (
    <footer class="foot">
      <div class="page">
        <span>{site}</span>
        <span>{w.otherWays}</span>
        <nav class="push" aria-label={w.footNav}>
          {([["/progress", w.followCase], ["/cannot-be-done", w.cannotDo], ["/open", w.openInfo]] as const).map(([to, text]) => <a key={to} href={router.href(to)}>{text}</a>)}
        </nav>
      </div>
    </footer>
  );
}

start(
  {
    searchInPicture: true, sheets: { front, form, questions, papers }, screens: false, cardReader: false, camera: false, print: true, showThemes: true, showWays: true, shared: false,
    pond: { width: 1280, height: 440, cell: 86 },
  },
  routes,
  Frame,
);
