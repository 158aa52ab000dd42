import type { NoticeLine, NoticeWay } from "../core/api";
import { cx } from "../parts/classes";
import { Button, ButtonLink, TextButton } from "../parts/button";
import { useLateWords } from "../parts/late-words";
import { Empty, Note } from "../parts/notices";
import { Tag } from "../parts/tag";
import { usePlace } from "../screens/place";
import { momentText } from "./format";
import { usePaperWords } from "./paper-words";

interface NoticesProps {
  notices: NoticeLine[];
  unread: number;
  more: boolean;
  ways: NoticeWay[];
  busy: boolean;
  fault: string;
  onRead: (ids: number[]) => void;
  onAll: () => void;
  onMore: () => void;
  onWay: (way: NoticeWay) => void;
}

/** Where a notice leads; undefined: nowhere. */
function leadsTo({ kind, id = "" }: NoticeLine["subject"]): string | undefined {
  const path = encodeURIComponent(id);
  switch (kind) {
    case "case": return `/cases/${path}`;
    case "draft": return `/drafts/${path}`;
    case "licence": return id ? `/items/${path}` : "/space/licences";
    case "dispute": return "/space";
    case "booking": return `/bookings/${path}`;
    case "snag": return "/cannot-be-done";
    case "consultation": return "/space/questions";
    case "mandate": return "/space/acting";
  }
}

/** 消息: what one is told, the latest first. */
export function Notices(p: NoticesProps) {
  const w = useLateWords();
  const fw = usePaperWords();
  const { href } = usePlace();
  return (
    <div class="page band stack-l">
      <nav aria-label={w.place}><ol class="crumbs"><li><a href={href("/space")}>{w.mySpace}</a></li><li aria-current="page">{w.notices}</li></ol></nav>
      <div class="row row--wrap">
        <div class="title"><h1>{w.notices}</h1><p>{fw.noticesHint}</p></div>
        {p.unread > 0 && <span class="push"><Button small icon="check" onClick={p.onAll}>{fw.noticesAllRead}</Button></span>}
      </div>
      {p.fault && <Note kind="no" icon="alert" role="alert">{p.fault}</Note>}
      {p.notices.length === 0 ? <Empty icon="bell" title={fw.noticesNone} line={fw.noticesNoneHint} /> : (
        <ul class="card card--flush notices">{p.notices.map((n) => <Line key={n.id} notice={n} onRead={() => p.onRead([n.id])} />)}</ul>
      )}
      <div class="row row--wrap">
        <span class="small muted" role="status">{p.notices.length > 0 && fw.noticesShown(p.notices.length)}</span>
        {p.more && <Button small icon="down" busy={p.busy} onClick={p.onMore}>{fw.noticesMore}</Button>}
      </div>
      {p.ways.length > 0 && (
        <section class="stack-s" aria-labelledby="ways-h">
          <div class="band__head"><h2 id="ways-h">{fw.ways}</h2></div>
          <p class="small muted">{fw.waysHint}</p>
          <ul class="card card--flush ways">{p.ways.map((x) => <WayLine key={x.channel} way={x} busy={p.busy} onWay={() => p.onWay(x)} />)}</ul>
        </section>
      )}
    </div>
  );
}

/** A way to be told, on or off. The stand-in of WeChat connects without a mini program. */
function WayLine({ way, busy, onWay }: { way: NoticeWay; busy: boolean; onWay: () => void }) {
  const fw = usePaperWords();
  const title = way.channel === "sms" ? fw.waysSMS : fw.waysWeChat;
  const where = way.channel === "sms" ? (way.reached ? fw.waysSMSTo(way.address ?? "") : fw.waysNoPhone) : way.reached || way.standIn ? fw.waysWeChatOn : fw.waysWeChatOff;
  const may = way.reached || way.channel === "wechat" && way.standIn;
  const on = way.wanted && way.reached;
  return (
    <li class="caserow">
      <div><h3>{title}</h3><p class="small muted">{[where, way.standIn && fw.waysStandIn].filter(Boolean).join(" · ")}</p></div>
      <Tag kind={on ? "yes" : undefined} icon={on ? "check" : undefined}>{on ? fw.waysIsOn : fw.waysIsOff}</Tag>
      {may ? <Button small busy={busy} label={`${on ? fw.waysTurnOff : fw.waysTurnOn}${fw.colon}${title}`} onClick={onWay}>{on ? fw.waysTurnOff : fw.waysTurnOn}</Button> : <span />}
    </li>
  );
}

function Line({ notice: n, onRead }: { notice: NoticeLine; onRead: () => void }) {
  const w = useLateWords();
  const fw = usePaperWords();
  const { href } = usePlace();
  const to = leadsTo(n.subject);
  return (
    <li class={cx("caserow notice", !n.read && "notice--new")}>
      <div>
        <h2>{n.title}{!n.read && <span class="notice__new">{fw.noticesNew}</span>}</h2>
        <p>{n.body}{n.body && fw.stop}</p>
        <p class="small muted"><time dateTime={n.at}>{momentText(n.at, w)}</time>{n.subject.kind === "case" && ` · ${n.subject.id}`}</p>
      </div>
      <span class="notice__side">
        {!n.read && n.urgent && <Tag kind="wait" icon="alert">{fw.noticesUrgent}</Tag>}
        {!n.read && <TextButton label={`${fw.noticesRead}${fw.colon}${n.title}`} onClick={onRead}>{fw.noticesRead}</TextButton>}
      </span>
      {to && n.act ? <ButtonLink small kind={!n.read && n.urgent ? "primary" : undefined} href={href(to)} onClick={n.read ? undefined : onRead}>{n.act}</ButtonLink> : <span />}
    </li>
  );
}
