import { useState } from "preact/hooks";
import { useForm } from "../form/context";
import { usePaperWords } from "../form/paper-words";
import { materialTitle } from "../form/rail";
import { Button, TextButton } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { Note } from "../parts/notices";
import { Tag } from "../parts/tag";
import { errorOf, sayOf } from "../desk/seat";
import { useBench } from "./app";
import { compare, sheetHref, signedOnPaper, type CounterDraft } from "./counter-api";
import { AskOnScreen, type Ask } from "./counter-ask";
import { districtTime } from "./due";
import { useWork } from "./words";

interface StripProps {
  at: CounterDraft;
  /** The second screen that shows it; "" while nothing was asked. */
  asked: string;
  onAsk: (to: Ask) => Promise<void>;
  /** Takes it away from there. */
  onUnask: () => Promise<void>;
  /** Does something and looks again. */
  onChange: (change?: () => Promise<unknown>) => Promise<void>;
  /** Hands it to the applicant. */
  onHand: () => Promise<void>;
}

/** How a draft stands at the window: who is here, which originals were compared, what the applicant said. */
export function CounterStrip({ at, asked, onAsk, onUnask, onChange, onHand }: StripProps) {
  const w = useWork();
  const c = w.counter;
  const bench = useBench();
  const { session } = useForm();
  const [busy, setBusy] = useState(false);
  const [printed, setPrinted] = useState(false);
  const [fault, setFault] = useState("");
  // What was signed is what the sheet says: its digest goes along, and another content is refused.
  const sign = async () => {
    await signedOnPaper(bench.api, at.id, session.saved, at.digest);
    await onChange();
  };
  const act = async (work: () => Promise<unknown>) => {
    if (busy) return;
    setBusy(true);
    setFault("");
    try {
      await work();
    } catch (e) {
      setFault(sayOf(errorOf(e), w));
    }
    setBusy(false);
  };
  const { counter } = at;
  const said = counter.agreement;
  return (
    <>
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      <div class="counter-strip" role="group" aria-label={c.strip}>
        <section aria-labelledby="cs-who">
          <h2 id="cs-who"><Icon name="person" />{c.who}</h2>
          <p><b>{counter.person.name}</b> <span class="muted">{counter.person.no}</span> <Tag icon="card">{counter.person.how === "card" ? c.byCard : c.byTyping}</Tag></p>
          {at.applicant !== counter.person.name && <p class="small">{c.columns.applicant}{w.colon}<b>{at.applicant}</b></p>}
          <p class="small muted">{counter.title} · {c.takenBy(counter.taken.name, districtTime(counter.taken.at))}</p>
          <p><Button small kind="quiet" icon="home" busy={busy} onClick={() => void act(onHand)}>{c.hand}{w.bracketed(c.handHint)}</Button></p>
        </section>
        <Originals at={at} busy={busy} onCompare={(m, seen) => void act(() => onChange(() => compare(bench.api, at.id, m, seen)))} />
        <section aria-labelledby="cs-said">
          <h2 id="cs-said"><Icon name="sign" />{c.confirmation}</h2>
          <p role="status">
            {said?.now ? <Tag kind="yes" icon="check">{c.agreed(said.screen ? c.howAt(said.screen) : c.how[said.how], districtTime(said.at))}</Tag>
              : said && !said.yes ? <Tag kind="no" icon="alert">{c.wrong}</Tag>
                : said ? <Tag kind="wait" icon="clock">{c.stale}</Tag>
                  : <span class="small muted">{asked ? c.waits : c.notAsked}</span>}
          </p>
          {!said?.now && printed && <p class="small muted">{c.paperSame} <span class="code">{at.digest.slice(0, 16)}</span></p>}
          {!said?.now && (
            <AskOnScreen asked={asked} busy={busy} onAsk={(to) => void act(() => onAsk(to))} onUnask={() => void act(onUnask)} />
          )}
          {!said?.now && (
            <p class="row row--wrap">
              <a class="btn btn--small btn--quiet" href={sheetHref(at.id)} target="_blank" rel="noopener" onClick={() => setPrinted(true)}><Icon name="printer" />{c.paperPrint}</a>
              {printed && <Button small kind="quiet" icon="sign" busy={busy} onClick={() => void act(sign)}>{c.paper}</Button>}
            </p>
          )}
        </section>
      </div>
    </>
  );
}

function Originals({ at, busy, onCompare }: { at: CounterDraft; busy: boolean; onCompare: (material: string, seen: boolean) => void }) {
  const w = useWork();
  const c = w.counter;
  const fw = usePaperWords();
  const { session } = useForm();
  const files = session.files.value;
  const state = session.state.value;
  const papers = Object.keys(files).filter((m) => files[m]!.length > 0 && state.materials?.[m] && state.materials[m].state !== "not_needed");
  const seen = papers.filter((m) => at.counter.originals[m]?.holds);
  return (
    <section aria-labelledby="cs-orig">
      <h2 id="cs-orig"><Icon name="doc" />{c.originals}{papers.length > 0 && <span class="small muted">{c.originalsOf(seen.length, papers.length)}</span>}</h2>
      {papers.length === 0 && <p class="small muted">{c.originalsNone}</p>}
      <ul>
        {papers.map((m) => {
          const title = materialTitle(session.plan, state, m, fw);
          const o = at.counter.originals[m];
          return (
            <li key={m}>
              <span>{title}</span>
              {o?.holds ? <><Tag kind="yes" icon="check">{c.seen}</Tag><span class="small muted">{c.seenBy(o.name, districtTime(o.at))}</span><TextButton label={`${c.undo}${w.colon}${title}`} onClick={() => onCompare(m, false)}>{c.undo}</TextButton></>
                : <>{o && <Tag kind="wait" icon="alert">{c.changedSince}</Tag>}<Button small icon="check" busy={busy} label={`${c.seen}${w.colon}${title}`} onClick={() => onCompare(m, true)}>{c.seen}</Button></>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
