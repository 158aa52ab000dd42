import { useEffect, useRef, useState } from "preact/hooks";
import type { MaterialWord } from "../core/contract";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { useLoad } from "../desk/seat";
import { useBench } from "./app";
import type { Orders } from "./bulk";
import { read, type StaffCase, type StaffLine } from "./desk";
import { districtDay, districtTime, waiting } from "./due";
import { ClaimWord, DueLight, VerdictWord } from "./signs";
import { checksOf, open as isOpen, tallyOf } from "./model/checks";
import { paperCounts, papersOf } from "./model/materials";
import { Failed, Key, Waiting } from "../desk/states";
import { useWork } from "./words";

/** How long a row stays selected before it is looked at: each look stands in the trail. */
const DWELL = 400;

/** A value once it has not changed for a while. */
function useSettled(value: string): string {
  const [settled, set] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => set(value), DWELL);
    return () => clearTimeout(timer);
  }, [value]);
  return settled === value ? value : "";
}

/** What is selected: who, what, what the system settled, what is left for a person. */
export function Summary({ line, orders, onOpen }: { line: StaffLine | undefined; orders: Orders; onOpen: () => void }) {
  const w = useWork();
  if (!line) return <aside class="side side--empty" aria-label={w.summary}><p class="muted">{w.pickOne}</p></aside>;
  return <Selected line={line} orders={orders} onOpen={onOpen} />;
}

function Selected({ line, orders, onOpen }: { line: StaffLine; orders: Orders; onOpen: () => void }) {
  const w = useWork();
  const { look } = useBench();
  const seen = useRef(new Map<string, StaffCase>());
  const key = `${line.number} ${line.version}`;
  const kept = seen.current.get(`${key} ${look.lang.value}`);
  const settled = useSettled(key);
  const loaded = useLoad(kept ? "" : settled, (api) => read(api, line.number).then((c) => { seen.current.set(`${key} ${look.lang.value}`, c); return c; }));
  const page = kept ?? (loaded.state === "here" && loaded.data.case.number === line.number ? loaded.data : null);
  return (
    <aside class="side" aria-label={w.summary}>
      <header class="side__head"><b class="clip">{line.applicant}</b><span class="tag code">{line.number}</span></header>
      <div class="side__body" tabIndex={0} role="group" aria-label={w.summary}>
        <section>
          <h3>{line.name}</h3>
          <dl class="kv">
            <dt>{w.verdict}</dt><dd><VerdictWord verdict={line.verdict} /></dd>
            {page && page.view.input.user.name !== page.view.input.applicant.name && <><dt>{w.actor}</dt><dd>{page.view.input.user.name}</dd></>}
            <dt>{w.submittedAt}</dt><dd>{districtTime(line.submittedAt, true)}{line.round > 1 && <> · {w.roundOf(line.round)}</>}</dd>
            {page && <><dt>{w.from}</dt><dd>{page.channelTitle}</dd></>}
            <dt>{w.office}</dt><dd>{line.office.title}</dd>
            <dt>{w.claimed}</dt><dd><ClaimWord claim={line.claim} /></dd>
            {line.instant && <><dt>{w.promised}</dt><dd>{w.atOnce}</dd></>}
            {line.due && !line.instant && <><dt>{w.promised}</dt><dd><DueLight line={line} today={districtDay(new Date())} /> <span class="muted">{line.due}</span></dd></>}
          </dl>
          {line.due && !line.instant && <p class="tiny">{w.dueHow}</p>}
        </section>
        {page ? <Said page={page} /> : loaded.state === "failed" ? <Failed error={loaded.error} onAgain={loaded.again} /> : <Waiting lines={5} />}
      </div>
      <footer class="side__foot"><Button kind="primary" wide onClick={onOpen}>{waiting(line) ? w.openCase : w.openOnly} <Key>Enter</Key></Button>
        {orders.may && <div class="side__two"><Button small onClick={orders.claim}>{line.claim?.mine ? w.release : w.claim} <Key>M</Key></Button><Button small onClick={orders.give}>{w.give} <Key>G</Key></Button></div>}
      </footer>
    </aside>
  );
}

function Said({ page }: { page: StaffCase }) {
  const w = useWork();
  const checks = checksOf(page.view);
  const tally = tallyOf(checks);
  const papers = papersOf(page.view, page.files, w.rowOf);
  const counts = Object.entries(paperCounts(papers)) as [MaterialWord, number][];
  return (
    <>
      <section>
        <h3>{w.settled(tally.done)}</h3>
        <ul class="ticks">
          {checks.filter((c) => !isOpen(c)).map((c) => <li key={c.id}><Icon name="check" />{c.title}</li>)}
        </ul>
      </section>
      <section>
        <h3>{w.materials}</h3>
        <p>{counts.filter(([s]) => s !== "not_needed").map(([s, n]) => w.materialCounts[s](n)).join(w.comma)}</p>
        <ul class="ticks ticks--look">
          {papers.filter((p) => p.look).map((p) => <li key={p.path}><Icon name="eye" />{p.title}<span class="muted"> {p.onPaper ? w.onPaper : w.states[p.state.state]}</span></li>)}
        </ul>
      </section>
      <section>
        <h3>{tally.open > 0 ? w.toLook(tally.open) : w.nothingToLook}</h3>
        {tally.open === 0 && <p class="muted">{w.nothingToLookHint}</p>}
        <ul class="stack-s">
          {checks.filter(isOpen).map((c) => (
            <li key={c.id} class={c.mark === "no" ? "notice notice--no" : "notice"}>
              <Icon name={c.mark === "no" ? "cross" : c.mark === "unknown" ? "ask" : "eye"} />
              <span><b>{c.title || w.kinds[c.kind]}</b>{c.text && <>{w.colon}{c.text}</>}{c.missing.length > 0 && <>{w.colon}{w.waitsFor(c.missing.join(w.comma))}</>}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
