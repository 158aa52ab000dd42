import { useEffect } from "preact/hooks";
import { Icon } from "../parts/icon/icon";
import { useDesk } from "./seat";
import { useDeskWords } from "./words";

/** How often the bell looks whether there is news, while the page is seen. */
const EVERY = 60_000;

/** The page of notices: one of the workbench. */
const PAGE = "/staff/notices";

/** The bell: how much of what concerns one is not read, and the way there. Whoever has no post is told nothing. */
export function Bell() {
  const w = useDeskWords();
  const { router, seat, unread } = useDesk();
  const posted = (seat.value?.clerk?.roles.length ?? 0) > 0;
  useEffect(() => {
    if (!posted) return;
    // A count that doesn't come is no trouble: the next one does.
    const look = () => document.visibilityState === "visible" && void unread.ask().catch(() => undefined);
    look();
    const timer = setInterval(look, EVERY);
    document.addEventListener("visibilitychange", look);
    return () => { clearInterval(timer); document.removeEventListener("visibilitychange", look); };
  }, [posted]);
  if (!posted) return null;
  const n = unread.value;
  return (
    <a class="bell btn btn--small btn--quiet" href={PAGE} aria-label={w.notices(n)} title={w.notices(n)} aria-current={router.href(router.path.value) === PAGE ? "page" : undefined}>
      <Icon name="bell" />{n > 0 && <span class="bell__count" aria-hidden="true">{n >= 99 ? "99+" : n}</span>}
    </a>
  );
}
