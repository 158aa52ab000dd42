import { useState } from "preact/hooks";
import type { NoticeLine, NoticePage } from "../core/api";
import { cx } from "../parts/classes";
import { Button, TextButton } from "../parts/button";
import { Note } from "../parts/notices";
import { Tag } from "../parts/tag";
import { errorOf, sayOf, useLoad, useTitle } from "../desk/seat";
import { Blank, Failed, Waiting } from "../desk/states";
import { useBench } from "./app";
import { districtTime } from "./due";
import { Shell, type Shortcut } from "./frame";
import { useWork } from "./words";

const shortcuts: Shortcut[] = [[["?"], "help"]];

/** Where a notice leads: inside of the workbench, or to another page of the hall; null: nowhere. */
function leadsTo({ kind, id = "" }: NoticeLine["subject"]): { path: string; outside?: boolean } | null {
  const path = encodeURIComponent(id);
  switch (kind) {
    case "case": return { path: `/cases/${path}` };
    case "dispute": return { path: "/disputes" };
    case "consultation": return { path: "/questions" };
    case "deputy": return { path: "/" };
    case "item": return { path: `/items/${path}`, outside: true };
    case "definition": return { path: `/designer/drafts/${path}/review`, outside: true };
  }
  return null;
}

/** 消息: what concerns the member of staff at this desk, the latest first. */
export function NoticesScreen() {
  const w = useWork();
  const t = w.told;
  const { api, unread } = useBench();
  const [rest, setRest] = useState<NoticePage[]>([]);
  const [seen, setSeen] = useState<"all" | number[]>([]);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  useTitle(t.title);
  const loaded = useLoad("desk notices", async (a) => {
    const page = await a.call<NoticePage>("GET", "/staff/notices");
    setRest([]);
    setSeen([]);
    unread.known(page.unread);
    return page;
  });
  const attempt = async (work: () => Promise<void>) => {
    setFault("");
    setBusy(true);
    try { await work(); } catch (e) { setFault(sayOf(errorOf(e), w)); }
    setBusy(false);
  };
  const read = (ids: number[]) => attempt(async () => {
    await api.call("POST", "/staff/notices/read", { ids });
    setSeen((s) => (s === "all" ? s : [...s, ...ids]));
    await unread.ask();
  });
  const all = () => attempt(async () => {
    await api.call("POST", "/staff/notices/read", { all: true });
    setSeen("all");
    unread.known(0);
  });
  const place = <div class="crumbs"><h1 tabIndex={-1}>{t.title}</h1><span class="muted" role="status">{t.count(unread.value)}</span></div>;
  const pages = loaded.state === "here" ? [loaded.data, ...rest] : [];
  const last = pages[pages.length - 1];
  const more = () => attempt(async () => {
    const next = await api.call<NoticePage>("GET", `/staff/notices?told=${last!.told}&last=${last!.last}`);
    setRest((list) => [...list, next]);
  });
  const list = pages.flatMap((p) => p.notices).map((n) => ({ ...n, read: n.read || seen === "all" || seen.includes(n.id) }));
  return (
    <Shell place={place} shortcuts={shortcuts} tools={unread.value > 0 && <Button small icon="check" busy={busy} onClick={() => void all()}>{t.allRead}</Button>}>
      <Note kind="plain" icon="info">{t.hint}</Note>
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      {loaded.state === "waiting" && <Waiting lines={6} />}
      {loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
      {loaded.state === "here" && (list.length === 0 ? <Blank icon="bell" title={t.none} line={t.noneHint} /> : (
        <div class="scroll told" tabIndex={0} role="region" aria-label={t.title}>
          <ul>{list.map((n) => <Line key={n.id} notice={n} onRead={() => void read([n.id])} />)}</ul>
          {last?.more && <Button small icon="down" busy={busy} onClick={() => void more()}>{t.more}</Button>}
        </div>
      ))}
    </Shell>
  );
}

function Line({ notice: n, onRead }: { notice: NoticeLine; onRead: () => void }) {
  const w = useWork();
  const t = w.told;
  const { router } = useBench();
  const to = n.act ? leadsTo(n.subject) : null;
  return (
    <li class={cx("told__line", !n.read && "told__line--new")}>
      <div class="grow">
        <h2>{!n.read && <span class="told__new">{t.fresh}</span>}{n.title}{!n.read && n.urgent && <Tag kind="wait" icon="alert">{t.urgent}</Tag>}</h2>
        <p>{n.body}</p>
        <p class="tiny muted"><time dateTime={n.at}>{districtTime(n.at, true)}</time>{n.subject.kind === "case" && ` · ${n.subject.id}`}</p>
      </div>
      {!n.read && <TextButton label={`${t.read}${w.colon}${n.title}`} onClick={onRead}>{t.read}</TextButton>}
      {to && <a class="btn btn--small" href={to.outside ? to.path : router.href(to.path)} {...(to.outside ? { target: "_blank", rel: "noopener" } : {})} aria-label={`${n.act}${w.colon}${n.title} ${n.subject.kind === "case" ? n.subject.id : ""}`.trim()} onClick={n.read ? undefined : onRead}>{n.act}</a>}
    </li>
  );
}
