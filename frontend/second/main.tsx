import "../form/base";
import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError, connect } from "../core/api";
import { zh } from "../parts/messages/zh";
import type { Messages } from "../parts/messages/zh";
import { Words } from "../parts/words";
import { PlaceContext, type Capabilities } from "../screens/place";
import { startLook } from "../shell/look";
import { look as ask, type Place, type Told } from "./api";
import { Confirm, Thanks, type Heard } from "./confirm";
import { Grade } from "./grade";
import { Idle } from "./idle";
import { Pair } from "./pair";
import "./second.css";

/** How often it asks what to show, and how long thanks stay, in milliseconds. */
const ASK = 2500;
const THANKS = 8000;
/** After so many questions without an answer nothing stays on the screen. */
const MISSED = 3;

/** It stands before the counter: whoever passes sees it, and who comes next uses it. */
const can: Capabilities = {
  searchInPicture: false, cardReader: false, screens: false, camera: false, print: false, showThemes: false, showWays: false, shared: true,
  pond: { width: 0, height: 0, cell: 0 },
};

const looks = startLook(true);
const api = connect({
  fetch: (...a) => fetch(...a),
  wait: (ms) => new Promise((done) => setTimeout(done, ms)),
  lang: () => looks.lang.value,
});

type Now =
  | { is: "waiting" }
  | { is: "pair" }
  | { is: "idle"; at?: Place; offline?: boolean }
  | { is: "shows"; told: Told & Required<Pick<Told, "draft" | "counter">>; english: boolean }
  | { is: "grades"; told: Told & Required<Pick<Told, "grade">>; english: boolean }
  | { is: "thanks"; heard: Heard };

/** As the next person finds it. */
function ordinary() {
  looks.setLang("zh");
  looks.setMode("standard");
}

function Screen() {
  const [now, set] = useState<Now>({ is: "waiting" });
  const shown = useRef(now);
  shown.current = now;
  const missed = useRef(0);
  const [round, again] = useState(0);
  const at = useRef<Place | undefined>(undefined);
  const idle = (offline = false) => {
    if (shown.current.is === "shows" || shown.current.is === "grades") ordinary();
    set({ is: "idle", at: at.current, offline });
  };
  /** Asks once; a language that the applicant chose is asked for anew. */
  const look = async (chosen = "") => {
    const before = shown.current;
    const there = before.is === "shows" || before.is === "grades" ? before.told.turn : 0;
    const seen = chosen ? 0 : there;
    try {
      const told = await ask(api, seen, chosen);
      missed.current = 0;
      at.current = { title: told.title, place: told.place };
      if (shown.current.is !== before.is) return; // answered meanwhile
      if (!told.shows) {
        if (before.is !== "thanks") idle();
      } else if (told.draft && told.counter || told.grade) {
        const english = (chosen || told.language) === "en";
        looks.setLang(english ? "en" : "zh");
        if (there !== told.turn) looks.setMode(told.large ? "large" : "standard");
        if (told.grade) set({ is: "grades", told: { ...told, grade: told.grade }, english });
        else set({ is: "shows", told: { ...told, draft: told.draft!, counter: told.counter! }, english });
      }
    } catch (e) {
      if (e instanceof ApiError && e.status === 401) {
        ordinary();
        return set({ is: "pair" });
      }
      missed.current++;
      if (missed.current >= MISSED || shown.current.is === "waiting") idle(true);
    }
  };
  useEffect(() => {
    if (now.is === "pair") return;
    let here = true;
    let timer: ReturnType<typeof setTimeout>;
    const next = () => void look().finally(() => { if (here) timer = setTimeout(next, ASK); });
    if (now.is === "waiting") next();
    else timer = setTimeout(next, ASK);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [now.is, round]);
  useEffect(() => {
    if (now.is !== "thanks") return;
    const timer = setTimeout(() => {
      ordinary();
      set({ is: "idle", at: at.current });
    }, THANKS);
    return () => clearTimeout(timer);
  }, [now.is]);
  switch (now.is) {
    case "waiting": return <Idle />;
    case "pair": return <Pair api={api} onPaired={() => { again((n) => n + 1); set({ is: "waiting" }); }} />;
    case "idle": return <Idle at={now.at} offline={now.offline} />;
    case "thanks": return <Thanks heard={now.heard} />;
    case "grades": return (
      <Grade key={`${now.told.turn} ${now.english}`} api={api} looks={looks} turn={now.told.turn} graded={now.told.grade}
        onLanguage={() => void look(now.english ? "zh-Hans" : "en")} onGiven={() => set({ is: "thanks", heard: "graded" })} onGone={() => idle()} />
    );
    case "shows": return (
      <Confirm key={`${now.told.turn} ${now.english}`} api={api} looks={looks} turn={now.told.turn} draft={now.told.draft} counter={now.told.counter}
        onLanguage={() => void look(now.english ? "zh-Hans" : "en")} onAnswered={(yes) => set({ is: "thanks", heard: yes ? "right" : "wrong" })} onGone={() => idle()} />
    );
  }
}

function Root() {
  const [en, setEn] = useState<Messages | null>(null);
  const english = looks.lang.value === "en";
  useEffect(() => {
    if (english && !en) import("../parts/messages/en").then((m) => setEn(m.en), () => undefined);
  }, [english]);
  return (
    <Words.Provider value={english && en ? en : zh}>
      <PlaceContext.Provider value={{ can, href: () => "#" }}><Screen /></PlaceContext.Provider>
    </Words.Provider>
  );
}

render(<Root />, document.getElementById("app")!);
