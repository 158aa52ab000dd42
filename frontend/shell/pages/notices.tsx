import "../base";
import { useEffect, useState } from "preact/hooks";
import { ApiError, type NoticePage, type NoticeWay } from "../../core/api";
import { Notices } from "../../form/papers";
import { useWords } from "../../parts/words";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";

/** /space/notices: 消息 */
export default function NoticesPage() {
  const { session, router } = useApp();
  const w = useWords();
  const person = session.value!.person;
  useScreen(w.notices);
  useEffect(() => {
    if (!person) router.go("/sign-in?to=/space/notices", true);
  }, [person]);
  return person ? <List key={person.id} /> : null;
}

function List() {
  const { api, unread } = useApp();
  const w = useWords();
  const [rest, setRest] = useState<NoticePage[]>([]);
  const [seen, setSeen] = useState<"all" | number[]>([]);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const loaded = useLoad("notices", async (a) => {
    const page = await a.call<NoticePage>("GET", "/notices");
    setRest([]);
    setSeen([]);
    unread.known(page.unread);
    return page;
  });
  const [turn, setTurn] = useState(0);
  const ways = useLoad(`notice ways ${turn}`, (a) => a.call<{ ways: NoticeWay[] }>("GET", "/notices/ways"));
  const attempt = async (work: Promise<void>) => {
    setFault("");
    setBusy(true);
    try { await work; } catch (e) { setFault((e instanceof ApiError && e.say) || w.trouble); }
    setBusy(false);
  };
  const read = async (ids: number[]) => {
    await api.call("POST", "/notices/read", { ids });
    setSeen((s) => (s === "all" ? s : [...s, ...ids]));
    // Asked for and not worked out: a screen that opened meanwhile may have counted before or after.
    await unread.ask();
  };
  const all = async () => {
    await api.call("POST", "/notices/read", { all: true });
    setSeen("all");
    unread.known(0);
  };
  const more = async (last: NoticePage) => {
    const next = await api.call<NoticePage>("GET", `/notices?told=${last.told}&last=${last.last}`);
    setRest((list) => [...list, next]);
  };
  const choose = async (way: NoticeWay) => {
    const wanted = !(way.wanted && way.reached);
    // The stand-in takes any code; a mini program brings one of wx.login.
    await api.call("PUT", `/notices/ways/${way.channel}`, { wanted, code: wanted && way.channel === "wechat" && !way.reached ? "trial" : undefined });
    setTurn((n) => n + 1);
  };
  return (
    <Await loaded={loaded}>
      {(first) => {
        const pages = [first, ...rest];
        const last = pages[pages.length - 1]!;
        const notices = pages.flatMap((x) => x.notices).map((n) => ({ ...n, read: n.read || seen === "all" || seen.includes(n.id) }));
        return <Notices notices={notices} unread={unread.value} more={last.more} busy={busy} fault={fault}
          ways={ways.state === "here" ? ways.data.ways : []} onWay={(x) => void attempt(choose(x))}
          onRead={(ids) => void attempt(read(ids))} onAll={() => void attempt(all())} onMore={() => void attempt(more(last))} />;
      }}
    </Await>
  );
}
