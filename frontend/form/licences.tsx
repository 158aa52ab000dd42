import type { ComponentChildren } from "preact";
import type { LicenceLine, LicencePage } from "../core/api";
import { useLateWords } from "../parts/late-words";
import { Empty, Note } from "../parts/notices";
import { Tag } from "../parts/tag";
import { usePlace } from "../screens/place";
import { dayText } from "./format";
import { usePaperWords } from "./paper-words";

/** 我的证照: what one holds, with the last day of each and where it is renewed. */
export function Licences({ licences, silent }: LicencePage) {
  const w = useLateWords();
  const fw = usePaperWords();
  const { href } = usePlace();
  return (
    <div class="page band stack-l">
      <nav aria-label={w.place}><ol class="crumbs"><li><a href={href("/space")}>{w.mySpace}</a></li><li aria-current="page">{fw.licences}</li></ol></nav>
      <div class="title"><h1>{fw.licences}</h1><p>{fw.licencesHint}</p></div>
      {silent.length > 0 && <Note kind="plain" icon="source" role="status">{fw.licencesSilent(silent.join(w.comma))}</Note>}
      {licences.length === 0 ? <Empty icon="card" title={fw.licencesNone} line={fw.licencesNoneHint} /> : (
        <div class="licences">{licences.map((x) => <Licence key={`${x.type} ${x.number}`} licence={x} />)}</div>
      )}
    </div>
  );
}

function Licence({ licence: x }: { licence: LicenceLine }) {
  const w = useLateWords();
  const fw = usePaperWords();
  const { href, can } = usePlace();
  const day = dayText(x.until, w);
  const plain = !x.near && !x.over;
  return (
    <article class={plain ? "licence" : "licence licence--over"} lang="zh-CN">
      <div><h2><Own>{x.title}</Own></h2><p>{!can.shared && x.holder}</p></div>
      {!can.shared && x.number && <p class="num">{x.number}</p>}
      {!plain && <Own><Tag kind={x.over ? undefined : "wait"} icon={x.over ? undefined : "alert"}>{x.over ? (x.left && x.left < 0 ? fw.licenceOver(day) : fw.licenceEnded) : fw.licenceNear(day, x.left ?? 0)}</Tag></Own>}
      <div class="row row--between">
        {plain ? <Own>{[x.until ? fw.licenceUntil(day) : fw.licenceForever, x.trust && fw.licenceTrust(x.trust)].filter(Boolean).join(" · ")}</Own>
          : x.renew ? <Own><a href={href(`/items/${encodeURIComponent(x.renew.id)}`)}>{fw.licenceRenew(x.renew.title)}</a></Own> : <Own>{x.over && fw.licenceNoRenew}</Own>}
      </div>
    </article>
  );

  /** Words of ours inside what a register wrote in Chinese. */
  function Own({ children }: { children: ComponentChildren }) {
    return <span lang={document.documentElement.lang}>{children}</span>;
  }
}
