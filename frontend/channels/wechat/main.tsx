import "../../shell/base";
import { Count } from "../../parts/count";
import { Icon, type IconName } from "../../parts/icon/icon";
import { useLateWords } from "../../parts/late-words";
import { useApp } from "../../shell/app";
import { commonRoutes } from "../../shell/pages/routes";
import { Online, Screen, SkipLink, start } from "../../shell/shell";
import form from "./form.page.css";
import front from "./front.page.css";
import papers from "./papers.page.css";
import questions from "./questions.page.css";
import "./wechat.css";

// WeChat draws the title bar, the way back and the capsule itself.

const routes = commonRoutes(undefined, () => <Switches />);

function Frame() {
  return (
    <>
      <SkipLink />
      <Online />
      <main id="main" tabIndex={-1}><Screen routes={routes} /></main>
      <Tabs />
    </>
  );
}

function Switches() {
  const w = useLateWords();
  const { look } = useApp();
  const large = look.mode.value === "large";
  const contrast = look.theme.value === "contrast";
  const english = look.lang.value === "en";
  return (
    <div class="page">
      <div class="card card--flush cells">
        <button type="button" aria-pressed={large} onClick={() => look.setMode(large ? "standard" : "large")}>
          <Icon name="big" /><span><b>{large ? w.elderOn : w.elder}</b><small>{w.elderHint}</small></span><Icon name="next" extra="go" />
        </button>
        <button type="button" aria-pressed={contrast} onClick={() => look.setTheme(contrast ? "light" : "contrast")}>
          <Icon name="contrast" /><span><b>{w.contrast}</b></span><Icon name="next" extra="go" />
        </button>
        <button type="button" lang={english ? "zh-CN" : "en"} onClick={() => look.setLang(english ? "zh" : "en")}>
          <Icon name="globe" /><span><b>{w.otherLanguage}</b></span><Icon name="next" extra="go" />
        </button>
      </div>
    </div>
  );
}

/** The tabs stand below everything but a form: there the act has their place. */
function Tabs() {
  const w = useLateWords();
  const { router, session, unread } = useApp();
  const path = router.path.value;
  if (path.startsWith("/drafts/")) return null;
  const mine: [string, string] = session.value!.person ? ["/space", w.mine] : ["/sign-in", w.signIn];
  const tabs: [string, IconName, string][] = [["/", "home", w.home], ["/items", "list", w.allItems], [mine[0], "person", mine[1]]];
  if (session.value!.person) tabs.splice(2, 0, ["/space/notices", "bell", w.notices]);
  const here = tabs.map(([to]) => to).filter((to) => (to === "/" ? path === "/" : path.startsWith(to))).pop();
  return (
    <nav class="tabs" aria-label={w.mainNav}>
      {tabs.map(([to, icon, text]) => (
        <a key={to} href={router.href(to)} aria-current={to === here ? "page" : undefined}>
          <Icon name={icon} />{text}{to === "/space/notices" && <Count n={unread.value} />}
        </a>
      ))}
    </nav>
  );
}

start(
  {
    searchInPicture: true, sheets: { front, form, questions, papers }, screens: true, cardReader: false, camera: true, print: false, showThemes: false, showWays: false, shared: false,
    pond: { width: 390, height: 280, cell: 62 },
  },
  routes,
  Frame,
);
