import { render, type ComponentType } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { ApiError } from "../core/api";
import type { Messages } from "../parts/messages/zh";
import { zh } from "../parts/messages/zh";
import { OfflineStrip } from "../parts/notices";
import { useWords, Words } from "../parts/words";
import { PlaceContext, type Capabilities } from "../screens/place";
import { NotFound, Trouble } from "../screens/trouble";
import { AppProvider, startApp, useApp, type App } from "./app";
import { leaving, opened } from "./leave";
import { find, type Route } from "./router";
import type { ComponentChildren } from "preact";

/** The screen for where one is. */
export function Screen({ routes }: { routes: Route<ComponentChildren>[] }) {
  const { router } = useApp();
  const at = find(routes, router.path.value);
  return at ? <>{at.route.draw(at.params)}</> : <NotFound />;
}

/** A strip as long as the device has no network. */
export function Online() {
  const [on, setOn] = useState(navigator.onLine);
  useEffect(() => {
    const see = () => setOn(navigator.onLine);
    addEventListener("online", see);
    addEventListener("offline", see);
    return () => { removeEventListener("online", see); removeEventListener("offline", see); };
  }, []);
  return on ? null : <div class="page offline"><OfflineStrip /></div>;
}

/** Leads keyboards past the head. */
export function SkipLink() {
  const w = useWords();
  return <a class="skip" href="#main">{w.skip}</a>;
}

/** The message table; English is fetched when first asked for, and Chinese stands until it is here. */
function useTable(lang: string): Messages {
  const [en, setEn] = useState<Messages | null>(null);
  useEffect(() => {
    if (lang === "en" && !en) import("../parts/messages/en").then((m) => setEn(() => m.en), () => undefined);
  }, [lang]);
  return lang === "en" && en ? en : zh;
}

/** Counts what the person has not read: when somebody comes or goes, and with each screen, but not while a form is filled in. */
function useUnread({ session, router, unread }: App) {
  const person = session.value?.person?.id;
  const path = router.path.value;
  const seldom = path.startsWith("/drafts/") ? "/drafts" : path;
  useEffect(() => {
    if (person) unread.ask().catch(() => undefined); // the next screen asks again
    else unread.known(0);
  }, [person, seldom]);
}

/** A first screen that is nearly here is waited for so long, in ms: nothing stands there for the blink of an eye. */
const NEARLY = 150;

/** Fetches and asks for what the first screen needs, beside asking who is there. */
function ahead({ api, can, router }: App, routes: Route<ComponentChildren>[]): Promise<unknown> {
  const at = find(routes, router.path.peek());
  const asks = at?.route.asks;
  // Who has left and was not heard yet asks for nothing.
  return Promise.allSettled([at?.route.page?.fetch(can.sheets), asks && !leaving() && api.ahead(asks(at.params))]);
}

function Root({ app, Frame, first }: { app: App; Frame: ComponentType; first: Promise<unknown> }) {
  const [failed, setFailed] = useState<ApiError | null>(null);
  const open = () => {
    setFailed(null);
    opened(app.api).then(
      (s) => Promise.race([first, new Promise((done) => setTimeout(done, NEARLY))]).then(() => { app.session.value = s; }),
      (e: unknown) => setFailed(e instanceof ApiError ? e : new ApiError(0, "")),
    );
  };
  useLayoutEffect(open, []);
  const table = useTable(app.look.lang.value);
  useUnread(app);
  const ready = app.session.value !== null;
  return (
    <AppProvider value={app}>
      <PlaceContext.Provider value={{ can: app.can, href: app.router.href }}>
        <Words.Provider value={table}>
          {ready ? <Frame />
            : failed && <main><Trouble say={failed.say} offline={failed.offline} reference={failed.reference} onAgain={open} /></main>}
        </Words.Provider>
      </PlaceContext.Provider>
    </AppProvider>
  );
}

/** Starts a channel: its frame draws the head, the screen for one of the routes and the foot. */
export function start(can: Capabilities, routes: Route<ComponentChildren>[], Frame: ComponentType): void {
  const app = startApp(can);
  render(<Root app={app} Frame={Frame} first={ahead(app, routes)} />, document.getElementById("app")!);
}
