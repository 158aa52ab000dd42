import { signal, type Signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { ApiError, connect, type Api } from "../core/api";
import { LOOK_COOKIE, startLook, type Look } from "../shell/look";
import { startRouter, type Router } from "../shell/router";
import type { Assigned, DeskPage, Finding, Found, Purpose } from "./desk";
import { Opinions } from "./opinions";
import type { WorkWords } from "./messages/zh";

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

/** Everything that the workbench has in common. */
export interface Bench {
  api: Api;
  router: Router;
  look: Look;
  site: string;
  seat: Signal<Seat | null>;
  /** The list as it was seen last: for the way back, for 下一件, and for when the server is away. */
  list: Signal<{ key: string; page: DeskPage; at: Date } | null>;
  /** Number of the row that is selected. */
  selected: Signal<string>;
  /** Numbers of the rows that are picked for an order about several. */
  picked: Signal<ReadonlySet<string>>;
  /** What was searched last and found: never in an address. */
  found: Signal<{ text: string; purpose: Purpose; got: Found } | null>;
  /** What of an order about several cases was not done. */
  undone: Signal<Assigned[]>;
  /** Handled since this tab was opened. */
  handled: Signal<number>;
  /** What has just succeeded. */
  news: Signal<string>;
  opinions: Opinions;
  /** What a person concluded at this desk, by number and version; kept until the tab is closed. */
  concluded: Signal<Record<string, Record<string, Finding>>>;
}

const Context = createContext<Bench | null>(null);

/** Gives the bench to everything below it. */
export const BenchProvider = Context.Provider;

/** The bench around a component. */
export function useBench(): Bench {
  const bench = useContext(Context);
  if (!bench) throw new Error("useBench outside of the workbench: wrap the part in BenchProvider");
  return bench;
}

/** The document comes in Chinese; who chose English before goes on in English. */
function rememberLanguage(look: Look): void {
  const kept = new RegExp(`(?:^|; )${LOOK_COOKIE}=([^;]*)`).exec(document.cookie)?.[1] ?? "";
  const [, theme, lang] = kept.split(".");
  if (lang === "en") look.setLang("en");
  if (theme === "contrast") look.setTheme("contrast");
}

/** Puts the pieces together. */
export function startBench(): Bench {
  const look = startLook(false);
  rememberLanguage(look);
  const api = connect({
    fetch: (...a) => fetch(...a),
    wait: (ms) => new Promise((done) => setTimeout(done, ms)),
    lang: () => look.lang.value,
    channel: "workbench",
  });
  return {
    api, look, router: startRouter(document.documentElement.dataset.base ?? "/staff/"), site: document.title,
    seat: signal(null), list: signal(null), selected: signal(""), picked: signal(new Set()), found: signal(null), undone: signal([]), handled: signal(0), news: signal(""), opinions: new Opinions(sessionStorage), concluded: signal({}),
  };
}

interface SessionBody {
  who?: { id: string; name: string; staff?: { title: string; roles: string[]; offices: string[] } };
}

/** Asks who is signed in. The token for changes comes along the client's own way, roles and offices by the second look. */
export async function sit(bench: Bench, ended = false, ask = () => bench.api.session()): Promise<void> {
  await ask();
  const { who } = await bench.api.call<SessionBody>("GET", "/session");
  const staff = who?.staff;
  bench.seat.value = {
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
export type Loaded<T> =
  | { state: "waiting"; again: () => void }
  | { state: "here"; data: T; again: () => void }
  | { state: "failed"; error: ApiError; again: () => void };

/** Loads what `key` names, anew when the key or the language changes; while it asks again, what was there stays. */
export function useLoad<T>(key: string, load: (api: Api) => Promise<T>): Loaded<T> {
  const bench = useBench();
  const [round, setRound] = useState(0);
  const whole = `${key} ${bench.look.lang.value}`;
  const [got, set] = useState<{ whole: string; data?: T; error?: ApiError } | null>(null);
  const again = () => setRound((n) => n + 1);
  useEffect(() => {
    if (!key) return;
    let current = true;
    load(bench.api).then(
      (data) => current && set({ whole, data }),
      (e: unknown) => {
        const error = errorOf(e);
        if (error.status === 401) void sit(bench, true).catch(() => undefined);
        if (current) set({ whole, error });
      },
    );
    return () => { current = false; };
  }, [whole, round]);
  if (!got || got.whole !== whole) return { state: "waiting", again };
  if (got.error) return { state: "failed", error: got.error, again };
  return { state: "here", data: got.data as T, again };
}

/** Names the document after the screen. */
export function useTitle(title: string): void {
  const { site } = useBench();
  useEffect(() => { document.title = title ? `${title} · ${site}` : site; }, [title, site]);
}

/** The sentence of an error for the person. */
export function sayOf(e: ApiError, w: WorkWords): string {
  if (e.offline) return w.offlineSay;
  return Object.values(e.fields)[0] ?? (e.say || w.errorSay);
}
