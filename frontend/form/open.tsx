import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { OpenColumn, OpenData, OpenEditions, OpenItem, OpenResult, OpenStatistics, StatisticsRow } from "../core/api";
import { clockOf } from "../core/moment";
import { Button, ButtonLink } from "../parts/button";
import { Card } from "../parts/card";
import { Icon } from "../parts/icon/icon";
import { Empty, Note } from "../parts/notices";
import { Tag } from "../parts/tag";
import { Facts } from "../parts/visits";
import { usePlace } from "../screens/place";
import { dayText } from "./format";
import { useOpenWords, type OpenWords } from "./open-words";

export type OpenTab = "" | "results" | "statistics" | "data";

/** The head that the pages of open information share, with its four parts. */
export function OpenFrame({ tab, children }: { tab: OpenTab; children: ComponentChildren }) {
  const w = useOpenWords();
  const { href } = usePlace();
  const tabs: [OpenTab, string][] = [["", w.tabItems], ["results", w.tabResults], ["statistics", w.tabStatistics], ["data", w.tabData]];
  return (
    <div class="page band stack-l">
      <div class="title"><h1>{w.openTitle}</h1><p>{w.openHint}</p></div>
      <nav class="open-tabs" aria-label={w.openTabs}>
        {tabs.map(([id, text]) => <a key={id} href={href(id ? `/open/${id}` : "/open")} aria-current={id === tab ? "page" : undefined}>{text}</a>)}
      </nav>
      {children}
    </div>
  );
}

const day = (at: string, w: OpenWords) => dayText(clockOf(at).day, w);

/** Every item that was published. */
export function OpenItems({ items }: { items: OpenItem[] }) {
  const w = useOpenWords();
  const { href } = usePlace();
  const [words, setWords] = useState("");
  const found = items.filter((i) => `${i.name} ${i.department}`.toLowerCase().includes(words.trim().toLowerCase()));
  return (
    <Card id="items" flush title={w.tabItems} note={w.itemsLine}>
      <div class="open-find field">
        <label class="field__label" for="open-find">{w.findItem}</label>
        <input class="input input--medium" id="open-find" value={words} maxLength={60} autocomplete="off" onInput={(e) => setWords(e.currentTarget.value)} />
      </div>
      <p class="sr-only" role="status">{words && !found.length ? w.noItem : ""}</p>
      {found.length === 0 ? <p class="open-find muted">{w.noItem}</p> : (
        <table class="table table--rows open-items">
          <caption class="sr-only">{w.tabItems}</caption>
          <thead><tr><th scope="col">{w.colItem}</th><th scope="col">{w.colDepartment}</th><th scope="col">{w.colEdition}</th><th scope="col">{w.colEffective}</th></tr></thead>
          <tbody>
            {found.map((i) => (
              <tr key={i.id}>
                <td><a href={href(`/open/items/${encodeURIComponent(i.id)}`)}>{i.name}</a>{i.withdrawn && <> <Tag kind="unknown">{w.withdrawnTag}</Tag></>}</td>
                <td data-title={w.colDepartment}>{i.department}</td>
                <td data-title={w.colEdition}>{w.editionNo(i.editions)}</td>
                <td data-title={w.colEffective}>{dayText(i.effective, w)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

/** The editions of an item, with what changed in each. */
export function Editions({ page }: { page: OpenEditions }) {
  const w = useOpenWords();
  const { href } = usePlace();
  const at = (n: number) => href(`/open/items/${encodeURIComponent(page.id)}/editions/${n}`);
  return (
    <div class="page band stack-l">
      <div class="title"><p><ButtonLink small kind="quiet" icon="back" href={href("/open")}>{w.openTitle}</ButtonLink></p><h1>{w.editionsOf(page.name)}</h1><p>{w.editionsLine}</p></div>
      {page.editions.map((e) => (
        <Card key={e.number} id={`edition-${e.number}`} title={w.editionNo(e.number)} note={w.effectiveFrom(dayText(e.effective, w))}
          act={<ButtonLink small href={at(e.number)}>{w.guideThen}</ButtonLink>}>
          <p class="small muted">{w.publishedBy(e.department, day(e.at, w))}</p>
          {e.first && <p class="mt">{w.firstEdition}</p>}
          {e.changes.length > 0 && (
            <ul class="open-changes mt">
              {e.changes.map((c) => (
                <li key={c.of}>
                  <b>{c.title}</b>
                  {([[w.added, c.added], [w.removed, c.removed], [w.altered, c.altered]] as const).map(([say, list]) => list.length > 0 && <p class="small" key={say}><span class="muted">{say}</span> {list.join(w.comma)}</p>)}
                </li>
              ))}
            </ul>
          )}
        </Card>
      ))}
    </div>
  );
}

/** What stands above the guide of an edition. */
export function EditionNote({ id, number, newest }: { id: string; number: number; newest: number }) {
  const w = useOpenWords();
  const { href } = usePlace();
  const item = encodeURIComponent(id);
  return (
    <div class="page open-edition">
      <Note kind={number === newest ? "plain" : "wait"} icon="clock">
        {number === newest ? w.editionNow(number) : w.editionOld(number, newest)}{" "}
        <a href={href(`/open/items/${item}`)}>{w.allEditions}</a>{number !== newest && <>　<a href={href(`/items/${item}`)}>{w.toNewest}</a></>}
      </Note>
    </div>
  );
}

/** What is asked of the results. */
export interface Asked { q: string; item: string; outcome: string }

/** Publicised results, the newest first. */
export function Results({ asked, results, items, more, busy, onAsk, onMore }: {
  asked: Asked; results: OpenResult[]; items: OpenItem[]; more: boolean; busy: boolean; onAsk: (a: Asked) => void; onMore: () => void;
}) {
  const w = useOpenWords();
  const { href } = usePlace();
  const [v, setV] = useState(asked);
  const choice = (id: "item" | "outcome", label: string, any: string, options: [string, string][]) => (
    <div class="field">
      <label class="field__label" for={`results-${id}`}>{label}</label>
      <select class="input input--medium" id={`results-${id}`} value={v[id]} onChange={(e) => setV({ ...v, [id]: e.currentTarget.value })}>
        <option value="">{any}</option>
        {options.map(([code, text]) => <option key={code} value={code}>{text}</option>)}
      </select>
    </div>
  );
  return (
    <>
      <form class="card open-ask" noValidate onSubmit={(e) => { e.preventDefault(); onAsk(v); }}>
        <p class="small muted open-ask__lead">{w.resultsLine}</p>
        <div class="field">
          <label class="field__label" for="results-q">{w.findResult}</label>
          <p class="field__hint" id="results-q-hint">{w.findResultHint}</p>
          <input class="input input--medium" id="results-q" value={v.q} maxLength={60} autocomplete="off" aria-describedby="results-q-hint" onInput={(e) => setV({ ...v, q: e.currentTarget.value })} />
        </div>
        {choice("item", w.ofItem, w.anyItem, items.map((i) => [i.id, i.name]))}
        {choice("outcome", w.ofOutcome, w.anyOutcome, Object.entries(w.outcomes))}
        <p><Button kind="primary" type="submit" icon="search" busy={busy}>{w.find}</Button></p>
      </form>
      {results.length === 0 ? <Empty title={w.noResult} line={w.noResultLine} /> : (
        <ul class="stack open-results">
          {results.map((r) => (
            <li key={r.id} class="card">
              <div class="row row--wrap"><a href={href(`/open/results/${r.id}`)}><b>{r.name}</b></a><OutcomeTag r={r} /><span class="push small muted">{dayText(r.decided, w)}</span></div>
              <Shown r={r} />
              <p class="small muted">{r.office}{r.document && <> · <span lang="zh-Hans">{r.document}</span></>}</p>
            </li>
          ))}
        </ul>
      )}
      {more && <p><Button busy={busy} onClick={onMore}>{w.more}</Button></p>}
    </>
  );
}

function OutcomeTag({ r }: { r: OpenResult }) {
  return r.outcome === "refused" ? <Tag kind="no" icon="cross">{r.outcomeTitle}</Tag> : <Tag kind="yes" icon="check">{r.outcomeTitle}</Tag>;
}

function Shown({ r }: { r: OpenResult }) {
  return <dl class="open-shown">{r.shown.map((s) => <div key={s.path}><dt>{s.title}</dt><dd lang="zh-Hans">{s.value}</dd></div>)}</dl>;
}

/** One of them, with the way for who objects. */
export function Result({ r }: { r: OpenResult }) {
  const w = useOpenWords();
  const { href } = usePlace();
  return (
    <>
      <div class="case-head">
        <div class="page">
          <p><ButtonLink small kind="quiet" icon="back" href={href("/open/results")}>{w.tabResults}</ButtonLink></p>
          <div class="row row--wrap"><h1>{w.resultOf(r.name)}</h1><OutcomeTag r={r} /></div>
          <Facts facts={[
            { id: "at", title: w.decidedOn, figure: dayText(r.decided, w) },
            { id: "by", title: w.decidedBy, figure: r.office, line: r.department },
            { id: "until", title: w.publicUntil, figure: dayText(r.until, w) },
          ]} />
        </div>
      </div>
      <div class="page split band">
        <div class="stack-l">
          {r.takenDown ? <Note kind="wait" icon="info">{w.takenDown(r.takenDown)}</Note> : (
            <Card id="shown" title={w.outcome} note={r.document && <span lang="zh-Hans">{r.document}</span>}><Shown r={r} /></Card>
          )}
          {(r.laws?.length ?? 0) > 0 && <p class="small muted"><b>{w.resultLaws}</b>　{r.laws!.map((b) => `《${b.law}》${b.article ?? ""}`).join(w.comma)}</p>}
        </div>
        <aside class="rail stack" aria-label={w.disagree}>
          <Card id="disagree" title={w.disagree}>
            <p class="small">{w.disagreeLine}</p>
            <p class="mt"><ButtonLink icon="ask" href={href(`/cannot-be-done?item=${encodeURIComponent(r.item)}&publication=${r.id}`)}>{w.disagreeGo}</ButtonLink></p>
          </Card>
        </aside>
      </div>
    </>
  );
}

/** The statistics of a month. */
export function Statistics({ s, onMonth }: { s: OpenStatistics; onMonth: (month: string) => void }) {
  const w = useOpenWords();
  const t = s.total;
  const figure = (n: number | null, hidden: boolean) => (n === null ? (hidden ? w.hiddenCount : w.none) : String(n));
  const share = (n: number | null) => (n === null ? w.none : `${n}%`);
  return (
    <>
      <div class="card open-ask">
        <div class="field">
          <label class="field__label" for="month">{w.month}</label>
          <select class="input input--medium" id="month" value={s.month} onChange={(e) => onMonth(e.currentTarget.value)}>
            {s.months.map((m) => <option key={m} value={m}>{m}</option>)}
          </select>
        </div>
        <Facts facts={[
          { id: "received", title: w.received, figure: figure(t.received, t.hidden.includes("received")), unit: w.piece },
          { id: "decided", title: w.decided, figure: figure(t.decided, t.hidden.includes("decided")), unit: w.piece },
          { id: "time", title: w.inTime, figure: share(t.inTime), line: t.workdays === null ? undefined : `${w.workdays} ${t.workdays}` },
          { id: "visits", title: w.noVisit, figure: share(t.noVisit), line: t.satisfied === null ? undefined : `${w.satisfied} ${t.satisfied}%` },
        ]} />
        <p class="small muted open-ask__lead">{w.statisticsLine(day(s.counted, w))} {w.hiddenLine}</p>
      </div>
      <Table id="by-item" title={w.byItem} rows={s.items} />
      <Table id="by-office" title={w.byOffice} rows={s.offices} />
      <Table id="by-town" title={w.byTown} rows={s.towns} />
    </>
  );
}

function Table({ id, title, rows }: { id: string; title: string; rows: StatisticsRow[] }) {
  const w = useOpenWords();
  const none = <span class="muted">{w.none}</span>;
  const count = (r: StatisticsRow, name: "received" | "decided" | "rated") =>
    r.hidden.includes(name) ? <><span aria-hidden="true">{w.hiddenCount}</span><span class="sr-only">{w.hiddenSay}</span></> : r[name];
  const heads: [string, (r: StatisticsRow) => ComponentChildren][] = [
    [w.received, (r) => count(r, "received")], [w.decided, (r) => count(r, "decided")], [w.inTime, (r) => (r.inTime === null ? none : `${r.inTime}%`)],
    [w.workdays, (r) => r.workdays ?? none], [w.noVisit, (r) => (r.noVisit === null ? none : `${r.noVisit}%`)], [w.waived, (r) => (r.waived === null ? none : `${r.waived}%`)],
    [w.satisfied, (r) => (r.satisfied === null ? none : `${r.satisfied}%`)],
  ];
  return (
    <Card id={id} flush title={title}>
      <table class="table table--rows open-figures">
        <caption class="sr-only">{title}</caption>
        <thead><tr><th scope="col">{title}</th>{heads.map(([h]) => <th scope="col" key={h}>{h}</th>)}</tr></thead>
        <tbody>
          {rows.map((r) => (
            <tr key={r.id}><th scope="row">{r.title}</th>{heads.map(([h, cell]) => <td key={h} data-title={h}>{cell(r)}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** Open data: the files, the dictionary, the terms. */
export function Data({ index, english }: { index: OpenData; english: boolean }) {
  const w = useOpenWords();
  const title = (x: { title: string; english: string }) => (english ? x.english : x.title);
  return (
    <>
      <Note kind="plain" icon="info"><b>{w.licence}</b>　{english ? index.licenceEnglish : index.licence}<br />{w.dataLine} {index.changed && w.lastChanged(day(index.changed, w))}</Note>
      {index.datasets.map((d) => (
        <Card key={d.id} id={`data-${d.id}`} title={title(d)}>
          {!english && <p class="small muted">{d.about}</p>}
          {d.files.length === 0 ? <p class="mt">{w.noFile}</p> : (
            <ul class="open-files mt">
              {d.files.map((f) => (
                <li key={f.csv}>
                  <span>{f.month ?? title(d)}</span>
                  {([["CSV", f.csv], ["JSON", f.json]] as const).map(([kind, to]) => (
                    <a key={kind} href={to} download aria-label={w.download([title(d), f.month].filter(Boolean).join(" "), kind)}><Icon name="down" />{kind}</a>
                  ))}
                  {f.changed && <span class="small muted">{w.lastChanged(day(f.changed, w))}</span>}
                </li>
              ))}
            </ul>
          )}
          <details class="mt">
            <summary>{w.dictionary}<span class="sr-only">：{title(d)}</span></summary>
            <Dictionary title={title(d)} columns={d.columns} english={english} />
          </details>
        </Card>
      ))}
    </>
  );
}

function Dictionary({ title, columns, english }: { title: string; columns: OpenColumn[]; english: boolean }) {
  const w = useOpenWords();
  return (
    <table class="table table--rows mt">
      <caption class="sr-only">{w.dictionary} {title}</caption>
      <thead><tr><th scope="col">{w.colField}</th><th scope="col">{w.colType}</th><th scope="col">{w.colAbout}</th></tr></thead>
      <tbody>{columns.map((c) => <tr key={c.id}><td><code>{c.id}</code></td><td data-title={w.colType}>{w.types[c.type] ?? c.type}</td><td>{english ? c.english : [c.title, c.about].filter(Boolean).join("：")}</td></tr>)}</tbody>
    </table>
  );
}
