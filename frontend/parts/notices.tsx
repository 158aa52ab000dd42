import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Icon, type IconName } from "./icon/icon";
import { useWords } from "./words";

/** A strip of news about the page. */
export function Note({ kind, icon = "info", children, role }: {
  kind?: "wait" | "no" | "yes" | "plain";
  icon?: IconName;
  role?: "status" | "alert";
  children: ComponentChildren;
}) {
  return (
    <div class={kind ? `note note--${kind}` : "note"} role={role}>
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}

/** There is no network: nothing is lost. */
export function OfflineStrip() {
  const w = useWords();
  return <Note kind="wait" icon="offline" role="status"><b>{w.offline}</b>{w.offlineHint}</Note>;
}

/** A source of shared data is down: it does not matter now. */
export function SourceDown({ name }: { name: string }) {
  const w = useWords();
  return <Note kind="plain" icon="source" role="status"><b>{w.sourceStopped(name)}</b>{w.sourceStoppedHint}</Note>;
}

/** Go elsewhere: another item does what is wanted. */
export function Refer({ say, href, to, children }: { say: string; href: string; to: string; children?: ComponentChildren }) {
  return <Note icon="right"><b>{say}</b>{children}<br /><a href={href}>{to}</a></Note>;
}

/** Nothing is here yet: says what will be, and offers the next act. */
export function Empty({ title, line, act, icon = "inbox" }: { title: string; line?: string; act?: ComponentChildren; icon?: IconName }) {
  return (
    <div class="card row row--wrap">
      <Icon name={icon} large />
      <div class="grow"><b>{title}</b>{line && <p class="small muted">{line}</p>}</div>
      {act}
    </div>
  );
}

/** Grey lines in the shape of what comes, after 300 ms: a quick answer shows none. */
export function Skeleton({ lines = 3, after = 300 }: { lines?: number; after?: number }) {
  const w = useWords();
  const [shown, setShown] = useState(after === 0);
  useEffect(() => {
    if (shown) return;
    const timer = setTimeout(() => setShown(true), after);
    return () => clearTimeout(timer);
  }, [shown, after]);
  const widths = ["w40", "w80", "w60"];
  return (
    <div class="card stack-s" aria-busy="true">
      <span class="sr-only" role="status">{w.loading}</span>
      {shown && Array.from({ length: lines }, (_, i) => <div key={i} class={`skeleton ${widths[i % 3]}`} />)}
    </div>
  );
}
