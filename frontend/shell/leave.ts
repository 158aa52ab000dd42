/** Leaving: the same on every counter, for the next person may use this device, too. */
import type { Api, Session } from "../core/api";
import type { App } from "./app";

/** Kept until the server has heard that somebody left, so that loading the page anew doesn't bring him back. */
const MARK = "leaving";

/** How long what is not saved yet may take before the server hears that he left, in ms. */
const LAST = 4000;

/** What is seen and kept goes at once, with or without network; what was typed last is saved, and the server is told as soon as it hears. */
export function leave({ api, router, session, works }: App): void {
  const last = works.settled(LAST).then(() => works.stop());
  session.value = { person: null, staff: null, csrf: "", choices: [], standIn: session.value?.standIn ?? "" };
  if (router.path.value !== "/") router.go("/", true);
  goodbye(api, last);
}

/** Tells the server, now and until it hears. */
export function goodbye(api: Api, last?: Promise<unknown>): void {
  sessionStorage.setItem(MARK, "");
  void api.leave(last).then(() => sessionStorage.removeItem(MARK));
}

/** Somebody has left, and the server has not heard it. */
export const leaving = (): boolean => sessionStorage.getItem(MARK) !== null;

/** Who is there when the page is loaded: nobody who has left. */
export async function opened(api: Api): Promise<Session> {
  if (!leaving()) return api.session();
  const s = await api.signOut();
  sessionStorage.removeItem(MARK);
  return s;
}
