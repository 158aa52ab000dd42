import { useEffect } from "preact/hooks";
import { Icon } from "../parts/icon/icon";
import { useBench } from "./app";
import { useWork } from "./words";

/** How often the bell looks whether there is news, while the page is seen. */
const EVERY = 60_000;

/** The bell: how much of what concerns one is not read, and the way there. Whoever has no post is told nothing. */
export function Bell() {
  const w = useWork();
  const { api, router, seat, unread } = useBench();
  const posted = (seat.value?.clerk?.roles.length ?? 0) > 0;
  useEffect(() => {
    if (!posted) return;
    let here = true;
    // A count that doesn't come is no trouble: the next one does.
    const look = () => document.visibilityState === "visible" && void api.call<{ unread: number }>("GET", "/staff/notices/unread").then((a) => { if (here) unread.value = a.unread; }, () => undefined);
    look();
    const timer = setInterval(look, EVERY);
    document.addEventListener("visibilitychange", look);
    return () => { here = false; clearInterval(timer); document.removeEventListener("visibilitychange", look); };
  }, [posted]);
  if (!posted) return null;
  const n = unread.value;
  return (
    <a class="bell btn btn--small btn--quiet" href={router.href("/notices")} aria-label={w.told.bell(n)} title={w.told.bell(n)} aria-current={router.path.value === "/notices" ? "page" : undefined}>
      <Icon name="bell" />{n > 0 && <span class="bell__count" aria-hidden="true">{n >= 99 ? "99+" : n}</span>}
    </a>
  );
}
