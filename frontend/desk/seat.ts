/** Who sits at this desk, and what every page of staff does with that: the workbench and the designer. */
import { signal, type Signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { ApiError, connect, type Api } from "../core/api";
import { LOOK_COOKIE, startLook, type Look } from "../shell/look";
import { startRouter, type Router } from "../shell/router";
import { unreadAt, type Unread } from "../shell/unread";
import type { DeskWords } from "./words";

/** The member of staff at this desk. */
export interface Clerk {
  account: string;
  name: string;
  title: string;
  /** window_clerk, approver, leader, supervisor … */
  roles: string[];
  offices: string[];
}

/** Who is signed in here, as the workbench sees it. */
export interface Seat {
  clerk: Clerk | null;
  /** An applicant is signed in by the same browser: his name. */
  other: string;
  /** The session has ended while somebody worked. */
  ended: boolean;
}

/** What every page of staff has in common. */
export interface Desk {
  api: Api;
  router: Router;
  look: Look;
  site: string;
  seat: Signal<Seat | null>;
  /** How many notices one has not read, as far as is known. */
  unread: Unread;
}

const Context = createContext<Desk | null>(null);

/** Gives the desk to everything below it. */
export const DeskProvider = Context.Provider;

/** The desk around a component. */
export function useDesk(): Desk {
  const desk = useContext(Context);
  if (!desk) throw new Error("useDesk outside of a page of staff: wrap the part in DeskProvider");
  return desk;
}

/** The document comes in Chinese; who chose English before goes on in English. */
function rememberLanguage(look: Look): void {
  const kept = new RegExp(`(?:^|; )${LOOK_COOKIE}=([^;]*)`).exec(document.cookie)?.[1] ?? "";
  const [, theme, lang] = kept.split(".");
  if (lang === "en") look.setLang("en");
  if (theme === "contrast") look.setTheme("contrast");
}

/** Puts the pieces together for a page below a path. */
export function startDesk(base: string): Desk {
  const look = startLook(false);
  rememberLanguage(look);
  const api = connect({
    fetch: (...a) => fetch(...a),
    wait: (ms) => new Promise((done) => setTimeout(done, ms)),
    lang: () => look.lang.value,
    channel: document.documentElement.dataset.channel ?? "workbench",
  });
  return { api, look, router: startRouter(document.documentElement.dataset.base ?? base), site: document.title, seat: signal(null), unread: unreadAt(api, "/staff/notices/unread") };
}

interface SessionBody {
  who?: { id: string; name: string; staff?: { title: string; roles: string[]; offices: string[] } };
}

/** Asks who is signed in. The token for changes comes along the client's own way, roles and offices by the second look. */
export async function sit(desk: Desk, ended = false, ask = () => desk.api.session()): Promise<void> {
  await ask();
  const { who } = await desk.api.call<SessionBody>("GET", "/session");
  const staff = who?.staff;
  desk.seat.value = {
    clerk: who && staff ? { account: who.id, name: who.name, title: staff.title, roles: staff.roles, offices: staff.offices } : null,
    other: who && !staff ? who.name : "",
    ended,
  };
}

/** Any failure as an ApiError: what is none is a fault of ours, and is not hidden. */
export function errorOf(e: unknown): ApiError {
  return e instanceof ApiError ? e : new ApiError(500, e instanceof Error ? e.message : String(e));
}

/** What loading has come to; `stale` is the last answer while a newer one failed. */
export type Loaded<T> = Ways<T> & (
  | { state: "waiting" }
  | { state: "here"; data: T }
  | { state: "failed"; error: ApiError }
);

/** Asks again; or takes what a change has answered, over anything that is still being asked. */
interface Ways<T> { again: () => void; put: (data: T) => void }

/** Loads what `key` names, anew when the key or the language changes; while it asks again, what was there stays. */
export function useLoad<T>(key: string, load: (api: Api) => Promise<T>): Loaded<T> {
  const desk = useDesk();
  const [round, setRound] = useState(0);
  const whole = `${key} ${desk.look.lang.value}`;
  const [got, set] = useState<{ whole: string; data?: T; error?: ApiError } | null>(null);
  const last = useRef(0);
  const again = () => setRound((n) => n + 1);
  const put = (data: T) => { last.current++; set({ whole, data }); };
  useEffect(() => {
    if (!key) return;
    const mine = ++last.current;
    load(desk.api).then(
      (data) => last.current === mine && set({ whole, data }),
      (e: unknown) => {
        const error = errorOf(e);
        if (error.status === 401) void sit(desk, true).catch(() => undefined);
        if (last.current === mine) set({ whole, error });
      },
    );
    return () => { last.current++; };
  }, [whole, round]);
  if (!got || got.whole !== whole) return { state: "waiting", again, put };
  if (got.error) return { state: "failed", error: got.error, again, put };
  return { state: "here", data: got.data as T, again, put };
}

/** Names the document after the screen. */
export function useTitle(title: string): void {
  const { site } = useDesk();
  useEffect(() => { document.title = title ? `${title} · ${site}` : site; }, [title, site]);
}

/** The sentence of an error for the person. */
export function sayOf(e: ApiError, w: DeskWords): string {
  if (e.offline) return w.offlineSay;
  return Object.values(e.fields)[0] ?? (e.say || w.errorSay);
}
