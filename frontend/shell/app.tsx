import { signal, type Signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { ApiError, connect, type Api, type Session } from "../core/api";
import type { Capabilities } from "../screens/place";
import { inMemory, inTab, type Keep } from "./keep";
import { startLook, type Look } from "./look";
import { startRouter, type Router } from "./router";
import { taken } from "./taken";
import { unreadAt, type Unread } from "./unread";
import { Works } from "./works";

/** Everything that connects screens with the world. */
export interface App {
  api: Api;
  router: Router;
  look: Look;
  can: Capabilities;
  session: Signal<Session | null>;
  /** How many notices the person has not read. */
  unread: Unread;
  /** Drafts that may still be saving. */
  works: Works;
  /** What is typed and not saved. */
  keep: Keep;
  /** Name of this site, as the document came. */
  site: string;
}

const Context = createContext<App | null>(null);

/** Gives the app to everything below it. */
export const AppProvider = Context.Provider;

/** The app of this shell; for pages, not for screens. */
export function useApp(): App {
  const app = useContext(Context);
  if (!app) throw new Error("useApp outside of a shell: wrap the page in AppProvider");
  return app;
}

/** Puts the pieces together for one channel. */
export function startApp(can: Capabilities): App {
  const look = startLook(can.shared);
  const api = connect({
    fetch: taken,
    wait: (ms) => new Promise((done) => setTimeout(done, ms)),
    lang: () => look.lang.value,
    channel: document.documentElement.dataset.channel,
  });
  const router = startRouter(document.documentElement.dataset.base ?? "/");
  const session = signal<Session | null>(null);
  const unread = unreadAt(api, "/notices/unread");
  return { api, router, look, can, session, unread, works: new Works(), keep: can.shared ? inMemory(session) : inTab, site: document.title };
}

/** What loading has come to. */
export type Loaded<T> = { state: "waiting" } | { state: "here"; data: T } | { state: "failed"; error: ApiError; again: () => void };

/** Loads what `key` names; loads anew when the key, the language or the person changes. */
export function useLoad<T>(key: string, load: (api: Api) => Promise<T>): Loaded<T> {
  const { api, look, session } = useApp();
  const [round, setRound] = useState(0);
  const whole = `${key} ${look.lang.value} ${session.value?.person?.id ?? ""} ${round}`;
  const [result, set] = useState<{ whole: string; loaded: Loaded<T> } | null>(null);
  // Before anything is painted: what was asked for ahead is drawn at once.
  useLayoutEffect(() => {
    let current = true;
    load(api).then(
      (data) => current && set({ whole, loaded: { state: "here", data } }),
      (e: unknown) => current && set({
        whole,
        loaded: { state: "failed", error: e instanceof ApiError ? e : new ApiError(0, ""), again: () => setRound((n) => n + 1) },
      }),
    );
    return () => { current = false; };
  }, [whole]);
  return result && result.whole === whole ? result.loaded : { state: "waiting" };
}

/** Names the document and brings the focus to the new screen's heading, but not at the first one. */
export function useScreen(title: string): void {
  const { router, site } = useApp();
  useEffect(() => {
    document.title = [title, site].filter((t, i, all) => t && all.indexOf(t) === i).join(" · ");
  }, [title, site]);
  const path = router.path.value;
  const before = useRef(path);
  useEffect(() => {
    if (!title || (before.current === path && document.activeElement !== document.body)) return;
    before.current = path;
    if (!history.state?.inside) return;
    const h = document.querySelector<HTMLElement>("h1");
    if (h) {
      h.tabIndex = -1;
      h.focus({ preventScroll: true });
    }
  }, [path, title]);
}
