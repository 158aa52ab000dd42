import { useState } from "preact/hooks";
import type { CasePage, Why } from "../core/api";
import { Button } from "../parts/button";
import { Note } from "../parts/notices";
import { Tag } from "../parts/tag";
import { Told } from "../parts/why";
import { errorOf, sayOf, useLoad, useTitle } from "../desk/seat";
import { useBench } from "./app";
import { why } from "./desk";
import { districtTime } from "./due";
import { Shell, type Shortcut } from "./frame";
import { Blank, Failed, Waiting } from "../desk/states";
import { useWork } from "./words";

const shortcuts: Shortcut[] = [[["?"], "help"]];

type State = "check" | "excuse" | "mend" | "answer" | "call" | "closed";

interface RatingTask {
  id: string;
  case: string;
  item: string;
  office: string;
  kind: "matter" | "visit";
  grade: number;
  title: string;
  reasons: string[];
  text?: string;
  at: string;
  state: State;
  version: number;
  due?: string;
  late?: boolean;
  excused?: boolean;
  may: boolean;
  opens: boolean;
  steps: { step: string; outcome: string; text: string; name: string; title?: string; at: string }[];
}

/** What a step may come to, the first one the usual. */
const outcomes: Record<State, string[]> = {
  check: ["founded", "unfounded"], excuse: ["counts", "excused"], mend: ["mended"], answer: ["answered"], call: ["satisfied", "unsatisfied", "unreached"], closed: [],
};

/** 差评: what people graded badly, from check to call-back, with the case's why beside it. */
export function RatingsScreen() {
  const w = useWork();
  const s = w.ratings;
  const [round, setRound] = useState(0);
  useTitle(s.title);
  const loaded = useLoad(`ratings ${round}`, (api) => api.call<{ ratings: RatingTask[] }>("GET", "/staff/ratings"));
  const list = loaded.state === "here" ? loaded.data.ratings : [];
  const place = <div class="crumbs"><h1 tabIndex={-1}>{s.title}</h1>{loaded.state === "here" && <span class="muted">{s.count(list.filter((r) => r.state !== "closed").length)}</span>}</div>;
  return (
    <Shell place={place} shortcuts={shortcuts}>
      <Note kind="plain" icon="info">{s.hint}</Note>
      {loaded.state === "waiting" && <Waiting lines={6} />}
      {loaded.state === "failed" && <Failed error={loaded.error} onAgain={loaded.again} />}
      {loaded.state === "here" && (list.length === 0 ? <Blank icon="heart" title={s.none} line={s.noneHint} /> : (
        <div class="scroll disputes ratings" tabIndex={0} role="region" aria-label={s.title}>
          {list.map((r) => <One key={`${r.id} ${r.version}`} rating={r} onDone={() => setRound((n) => n + 1)} />)}
        </div>
      ))}
    </Shell>
  );
}

function One({ rating: r, onDone }: { rating: RatingTask; onDone: () => void }) {
  const w = useWork();
  const s = w.ratings;
  const { api, news, router } = useBench();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const go = async (outcome: string) => {
    setBusy(true);
    setFault("");
    try {
      await api.call("POST", `/staff/ratings/${encodeURIComponent(r.id)}/steps`, { version: r.version, outcome, text });
      news.value = s.done;
      onDone();
    } catch (e) {
      const error = errorOf(e);
      setFault(error.fields["body.text"] ?? error.fields.text ?? sayOf(error, w));
      setBusy(false);
    }
  };
  const rows: [string, string | undefined][] = [[s.what, s.kinds[r.kind]], [s.reasons, r.reasons.join(w.comma)], [s.said, r.text], [s.office, r.office], [s.at, districtTime(r.at, true)]];
  return (
    <article class="staff__card rating" aria-labelledby={`h-${r.id}`}>
      <div class="rating__task">
        <h2 id={`h-${r.id}`} class="h-s row row--wrap">
          {r.item}<Tag kind="no">{r.title}</Tag><Tag kind={r.state === "closed" ? "yes" : "wait"}>{s.states[r.state]}</Tag>
          {r.due && <span class={r.late ? "late" : "muted"}>{r.late ? s.late(r.due) : s.due(r.due)}</span>}
          {r.excused && <Tag>{s.excused}</Tag>}
        </h2>
        <p>{r.opens ? <a class="code" href={router.href(`/cases/${encodeURIComponent(r.case)}`)}>{r.case}</a> : <span class="code">{r.case}</span>}</p>
        <dl class="values">{rows.map(([k, v]) => v && <div class="value" key={k}><dt>{k}</dt><dd>{v}</dd></div>)}</dl>
        {r.steps.length > 0 && (
          <ol class="rating__steps">
            {r.steps.map((x, i) => <li key={i}><b>{`${s.states[x.step as State]}${w.colon}${s.outcomes[x.outcome] ?? x.outcome}`}</b> {x.text} <span class="muted">{[x.title, x.name, districtTime(x.at, true)].filter(Boolean).join(" ")}</span></li>)}
          </ol>
        )}
        {r.may ? (
          <form class="staff__form" onSubmit={(e) => e.preventDefault()}>
            {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
            <div class="staff__field"><label for={`t-${r.id}`}>{s.asks[r.state]}</label><textarea class="input" id={`t-${r.id}`} rows={2} maxLength={500} value={text} onInput={(e) => setText(e.currentTarget.value)} /></div>
            <div class="staff__acts">
              {outcomes[r.state].map((o, i) => <Button key={o} kind={i === 0 ? "primary" : undefined} busy={busy} label={`${s.outcomes[o]}${w.colon}${r.item}`} onClick={() => void go(o)}>{s.outcomes[o]}</Button>)}
            </div>
          </form>
        ) : r.state === "excuse" && <p class="muted">{s.waitsSupervisor}</p>}
      </div>
      {r.opens && <Reason number={r.case} />}
    </article>
  );
}

/** Why the case stands as it does, and how it came to: what the grade may be about. */
function Reason({ number }: { number: string }) {
  const w = useWork();
  const { api } = useBench();
  const [got, setGot] = useState<{ page: CasePage; why: Why[] } | null>(null);
  const [fault, setFault] = useState("");
  const ask = async () => {
    try {
      const page = await api.call<CasePage>("GET", `/staff/cases/${encodeURIComponent(number)}`);
      const rules = Object.entries(page.view.state.rules ?? {}).filter(([, r]) => r.result !== "off").map(([id]) => `eligibility.${id}`);
      setGot({ page, why: await Promise.all(["verdict", ...rules.slice(0, 12)].map((path) => why(api, number, path))) });
    } catch (e) {
      setFault(sayOf(errorOf(e), w));
    }
  };
  return (
    <section class="rating__why" aria-label={w.ratings.why}>
      <h3 class="h-s">{w.ratings.why}</h3>
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      {got ? (
        <div class="stack-s">
          {got.why.map((x) => <Told key={x.path} why={x} />)}
          <ol class="rating__steps">{got.page.timeline.map((e, i) => <li key={i}><b>{e.step || e.title}</b> <span class="muted">{[e.actor, districtTime(e.at, true)].filter(Boolean).join(" ")}</span>{e.text && <> {e.text}</>}</li>)}</ol>
        </div>
      ) : <Button small icon="ask" onClick={() => void ask()}>{w.ratings.whyShow}</Button>}
    </section>
  );
}
