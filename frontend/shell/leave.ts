/** Leaving a device that the next person uses, too. */
import type { Session } from "../core/api";
import type { App } from "./app";

/** Kept until the server has heard that somebody left, so that loading the page anew doesn't bring him back. */
const MARK = "leaving";

/** What is seen and kept goes at once, with or without network; the server is told as soon as it hears. */
export function leave({ api, router, session }: App): void {
  session.value = { person: null, staff: null, csrf: "", choices: [], standIn: session.value?.standIn ?? "" };
  if (router.path.value !== "/") router.go("/", true);
  void api.leave().then(() => sessionStorage.removeItem(MARK));
  sessionStorage.setItem(MARK, "");
}

/** Who is there when the page is loaded: nobody who has left. */
export async function opened({ api, can }: App): Promise<Session> {
  if (!can.shared || sessionStorage.getItem(MARK) === null) return api.session();
  const s = await api.signOut();
  sessionStorage.removeItem(MARK);
  return s;
}
