import "../base";
import { useState } from "preact/hooks";
import { ApiError, type Api, type OpenData, type OpenEditions, type OpenItem, type OpenResult, type OpenResults, type OpenStatistics } from "../../core/api";
import { Data, Editions, OpenFrame, OpenItems, Result, Results, Statistics, type Asked, type OpenTab } from "../../form/open";
import { useOpenWords } from "../../form/open-words";
import { Empty } from "../../parts/notices";
import { useApp, useLoad, useScreen } from "../app";
import { Await } from "../await";

/** /open and what lies below it: open information, for anybody. */
export default function OpenPage({ tab, item, result }: { tab: OpenTab; item?: string; result?: string }) {
  const w = useOpenWords();
  if (item) return <OfItem item={item} />;
  if (result) return <One id={result} />;
  const parts = { "": <Items />, results: <List />, statistics: <Months />, data: <Files /> };
  return <OpenFrame tab={tab}><Titled title={{ "": w.openTitle, results: w.tabResults, statistics: w.tabStatistics, data: w.tabData }[tab]} />{parts[tab]}</OpenFrame>;
}

function Titled({ title }: { title: string }) {
  useScreen(title);
  return null;
}

function Items() {
  const loaded = useLoad("open items", (a) => a.call<{ items: OpenItem[] }>("GET", "/open/items"));
  return <Await loaded={loaded}>{(page) => <OpenItems items={page.items} />}</Await>;
}

function OfItem({ item }: { item: string }) {
  const w = useOpenWords();
  const loaded = useLoad(`open item ${item}`, (a) => a.call<OpenEditions>("GET", `/open/items/${encodeURIComponent(item)}`));
  useScreen(loaded.state === "here" ? w.editionsOf(loaded.data.name) : "");
  return <Await loaded={loaded}>{(page) => <Editions page={page} />}</Await>;
}

/** The address of a question: what is left blank is not sent. */
function query(a: Asked, after: string): string {
  const q = new URLSearchParams(Object.entries({ ...a, after }).filter(([, v]) => v !== ""));
  return q.size ? `?${q}` : "";
}

const ask = (a: Api, asked: Asked, after = "") => a.call<OpenResults>("GET", `/open/results${query(asked, after)}`);

function List() {
  const [asked, setAsked] = useState<Asked>({ q: "", item: "", outcome: "" });
  const loaded = useLoad(`results ${JSON.stringify(asked)}`, (a) => ask(a, asked));
  return <Await loaded={loaded}>{(page) => <Pages key={JSON.stringify(asked)} first={page} asked={asked} onAsk={setAsked} />}</Await>;
}

function Pages({ first, asked, onAsk }: { first: OpenResults; asked: Asked; onAsk: (a: Asked) => void }) {
  const { api } = useApp();
  const [page, setPage] = useState(first);
  const [busy, setBusy] = useState(false);
  const more = async () => {
    setBusy(true);
    try {
      const next = await ask(api, asked, page.next);
      setPage({ ...next, results: [...page.results, ...next.results] });
    } finally {
      setBusy(false);
    }
  };
  return <Results asked={asked} results={page.results} items={page.items} more={!!page.next} busy={busy} onAsk={onAsk} onMore={() => void more()} />;
}

function One({ id }: { id: string }) {
  const w = useOpenWords();
  const loaded = useLoad(`result ${id}`, (a) => a.call<OpenResult>("GET", `/open/results/${encodeURIComponent(id)}`));
  useScreen(loaded.state === "here" ? w.resultOf(loaded.data.name) : "");
  return <Await loaded={loaded}>{(r) => <Result r={r} />}</Await>;
}

function Months() {
  const w = useOpenWords();
  const [month, setMonth] = useState("");
  const loaded = useLoad(`statistics ${month}`, (a) => a.call<OpenStatistics>("GET", `/open/statistics${month && `?month=${month}`}`));
  return <Await loaded={loaded}>{(s) => (s.months.length ? <Statistics s={s} onMonth={setMonth} /> : <Empty title={w.noStatistics} line={w.noStatisticsLine} icon="clock" />)}</Await>;
}

function Files() {
  const { look } = useApp();
  const loaded = useLoad("open data", async () => {
    const r = await fetch("/open/data/index.json");
    if (!r.ok) throw new ApiError(r.status, "");
    return (await r.json()) as OpenData;
  });
  return <Await loaded={loaded}>{(index) => <Data index={index} english={look.lang.value === "en"} />}</Await>;
}
