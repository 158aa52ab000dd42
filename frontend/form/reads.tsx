import type { ReadLine, ReadPage } from "../core/api";
import { Button } from "../parts/button";
import { Empty, Note } from "../parts/notices";
import { useLateWords } from "../parts/late-words";
import { usePlace } from "../screens/place";
import { momentText } from "./format";
import { usePaperWords } from "./paper-words";

interface ReadsProps {
  page: ReadPage;
  reads: ReadLine[];
  more: boolean;
  /** What is asked for; "" everything. */
  number: string;
  source: string;
  busy: boolean;
  fault: string;
  onPick: (number: string, source: string) => void;
  onMore: () => void;
}

/** 谁看过我的数据 */
export function Reads(p: ReadsProps) {
  const w = useLateWords();
  const fw = usePaperWords();
  const { href } = usePlace();
  return (
    <div class="page band stack-l">
      <nav aria-label={w.place}><ol class="crumbs"><li><a href={href("/space")}>{w.mySpace}</a></li><li aria-current="page">{fw.reads}</li></ol></nav>
      <div class="title"><h1>{fw.reads}</h1><p>{fw.readsHint}</p></div>
      <div class="reads__filters">
        <div><label for="reads-case">{fw.readsCase}</label>
          <select id="reads-case" class="input" value={p.number} onChange={(e) => p.onPick(e.currentTarget.value, p.source)}>
            <option value="">{fw.readsAll}</option>
            {p.page.cases.map((c) => <option key={c.id} value={c.id}>{`${c.title} ${c.id}`}</option>)}
          </select>
        </div>
        <div><label for="reads-source">{fw.readsSource}</label>
          <select id="reads-source" class="input" value={p.source} onChange={(e) => p.onPick(p.number, e.currentTarget.value)}>
            <option value="">{fw.readsAll}</option>
            <option value="cases">{fw.readsOfCases}</option>
            {p.page.sources.map((s) => <option key={s.id} value={s.id}>{s.title}</option>)}
          </select>
        </div>
      </div>
      {p.fault && <Note kind="no" icon="alert" role="alert">{p.fault}</Note>}
      {p.reads.length === 0 ? <Empty icon="eye" title={fw.readsNone} line={fw.readsNoneHint} /> : (
        <div class="card card--flush">
          <table class="table table--rows log">
            <caption class="sr-only">{fw.reads}</caption>
            <thead><tr><th scope="col">{fw.readsWhen}</th><th scope="col">{fw.readsWho}</th><th scope="col">{fw.readsWhat}</th><th scope="col">{fw.readsFor}</th></tr></thead>
            <tbody>{p.reads.map((r, i) => <Line key={i} read={r} />)}</tbody>
          </table>
        </div>
      )}
      <div class="row row--wrap">
        <span class="small muted" role="status">{fw.readsShown(p.reads.length)}</span>
        {p.more && <Button small icon="down" busy={p.busy} onClick={p.onMore}>{fw.readsMore}</Button>}
      </div>
      <p class="small muted">{fw.readsAsTold}</p>
    </div>
  );
}

function Line({ read }: { read: ReadLine }) {
  const w = useLateWords();
  const fw = usePaperWords();
  const { href } = usePlace();
  const staff = read.by === "staff";
  const under = staff ? (read.office ? read.role : undefined) : fw.readsByHint[read.by];
  return (
    <tr>
      <td data-title={fw.readsWhen}><time dateTime={read.at}>{momentText(read.at, w)}</time></td>
      <td data-title={fw.readsWho}>{(staff && (read.office ?? read.role)) || fw.readsBy[read.by]}{under && <><br /><span class="muted">{under}</span></>}</td>
      <td data-title={fw.readsWhat}>{read.title ?? fw.readsOfCases}</td>
      <td data-title={fw.readsFor}>
        {fw.readsWhy[read.why] ?? read.why}
        {(read.item || read.case) && <><br /><span class="muted">{read.item}</span></>}
        {read.case && <> <a href={href(`/cases/${encodeURIComponent(read.case)}`)}>{read.case}</a></>}
      </td>
    </tr>
  );
}
