import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ApiError, CaseLine } from "../core/api";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon/icon";
import { errorOf, sayOf, sit } from "../desk/seat";
import { useBench, type Bench } from "./app";
import { freshKey, list, precheck, read, type Finding, type Order, type StaffCase } from "./desk";
import { districtTime } from "./due";
import { useKeys } from "../desk/keys";
import type { WorkWords } from "./messages/zh";
import type { Check } from "./model/checks";
import { Key } from "../desk/states";
import { useStaffName } from "./staff";
import { useWork } from "./words";

const LONGEST = 2000;

/** Goes to the next case that waits, or to the list. */
async function goOn(bench: Bench, done: CaseLine, w: WorkWords): Promise<void> {
  const said = done.state === "precheck_passed" ? w.passedNews(done.number) : w.returnedNews(done.number);
  bench.handled.value++;
  const f = { filter: "", state: "submitted", item: "", found: false };
  const page = await list(bench.api, f).catch(() => null);
  const next = page?.cases.find((c) => c.number !== done.number && (!c.claim || c.claim.mine));
  bench.list.value = null;
  bench.news.value = [said, next ? w.nextOpened : page ? w.noneLeft : ""].filter(Boolean).join(w.then);
  bench.router.go(next ? `/cases/${next.number}` : "/", true);
}

/** An opinion that was begun, with the sentences that it lacks. */
function begun(text: string, sentences: string[]): string {
  return [text.replace(/\s+$/, ""), ...sentences.filter((s) => !text.includes(s))].filter(Boolean).join("\n");
}

interface OpinionProps {
  page: StaffCase;
  pass: boolean;
  mine: Record<string, Finding>;
  /** Checks that somebody found to differ. */
  differ: Check[];
  reload: () => void;
  onClose: () => void;
  onConflict: (c: Conflict) => void;
}

/** What happened meanwhile, and the words that were not sent. */
export interface Conflict { say: string; unsent: string }

/** The opinion with which a case passes pre-examination or goes back. */
export function Opinion({ page, pass, mine, differ, reload, onClose, onConflict }: OpinionProps) {
  const w = useWork();
  const bench = useBench();
  const nameOf = useStaffName();
  const { number, version } = page.case;
  const keptAs = (of: boolean) => `${bench.seat.value?.clerk?.account} ${number} ${of}`;
  const kept = keptAs(pass);
  const [text, setText] = useState(() => begun(bench.opinions.get(kept), pass ? [] : differ.map((c) => c.text).filter(Boolean)));
  const [fault, setFault] = useState<{ say: string; reference?: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const order = useRef<Order | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => box.current?.focus(), []); // what is typed at once goes in here, and is no shortcut
  const write = (t: string) => { setText(t); setFault(null); bench.opinions.set(kept, t); };
  const put = (sentence: string) => {
    write(begun(text, [sentence]));
    box.current?.focus();
  };

  const send = async () => {
    if (running.current) return; // a double click comes before the next drawing
    const opinion = text.trim();
    const over = [...opinion].length - LONGEST;
    const needed = !pass ? w.opinionNeeded : differ.length > 0 ? w.whyPassed : "";
    if (needed && !opinion) { setFault({ say: needed }); box.current?.focus(); return; }
    if (over > 0) { setFault({ say: w.opinionLong(over) }); box.current?.focus(); return; }
    // The key stays while the content does, so that a second press is the same order.
    const next = { version, pass, opinion, findings: mine };
    if (JSON.stringify(next) !== JSON.stringify({ ...order.current, key: undefined })) order.current = { ...next, key: freshKey() };
    running.current = true;
    setBusy(true);
    setFault(null);
    try {
      const done = await precheck(bench.api, number, order.current!);
      for (const of of [true, false]) bench.opinions.delete(keptAs(of));
      await goOn(bench, done, w);
    } catch (e) {
      await fail(errorOf(e));
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  const fail = async (e: ApiError) => {
    order.current = e.offline ? order.current : null;
    if (e.status === 401) return sit(bench, true).catch(() => undefined);
    if (e.status !== 409) return setFault({ say: e.offline ? w.notSentOffline : sayOf(e, w), reference: e.reference });
    const now = await read(bench.api, number).catch(() => null);
    const last = now?.timeline.at(-1);
    const who = last?.actor === bench.seat.value?.clerk?.account ? w.yourself : last?.actor ? nameOf(last.actor) : w.somebody;
    const say = now && last && now.case.version !== version ? w.conflict(who, last.title, districtTime(last.at)) : w.conflictState(now?.case.stateTitle ?? "");
    onConflict({ say, unsent: text.trim() });
    reload();
  };
  useKeys({ "Ctrl+Enter": () => void send() });
  const faults = pass ? [] : (page.view.plan.guide.faults ?? []);
  return (
    <form class="opinion" aria-label={pass ? w.opinionPass : w.opinion} onSubmit={(e) => { e.preventDefault(); void send(); }}>
      <div class="opinion__main">
        <label for="opinion"><b>{pass ? w.opinionPass : w.opinion}</b> <span class="muted">{pass ? `${w.optional}${w.then}${w.passHint}` : w.opinionHint}</span></label>
        <textarea id="opinion" ref={box} rows={pass ? 2 : 5} value={text} aria-invalid={fault ? "true" : undefined} aria-describedby={fault ? "opinion-fault" : undefined} onInput={(e) => write(e.currentTarget.value)} />
        {fault && <p class="opinion__fault" id="opinion-fault" role="alert"><Icon name="alert" />{w.notSent}{w.colon}{fault.say}{fault.reference && <span class="tiny"> {w.reference(fault.reference)}</span>}</p>}
      </div>
      {!pass && (
        <div class="opinion__common">
          <b>{w.common}</b>
          {faults.length === 0 && <p class="muted">{w.noCommon}</p>}
          <ul>
            {faults.map((f) => (
              <li key={f.fault}><button type="button" class="reason" onClick={() => put(f.mend ? `${f.fault}${w.colon}${f.mend}` : f.fault)}><Icon name="plus" /><span>{f.fault}</span></button></li>
            ))}
          </ul>
        </div>
      )}
      <div class="opinion__acts">
        <span class="muted">{differ.length > 0 && pass ? w.someDiffer(differ.length) : ""}</span>
        <Button onClick={onClose}>{w.never} <Key>Esc</Key></Button>
        <Button type="submit" kind={pass ? "primary" : "danger"} busy={busy}>{busy ? w.sending : pass ? w.confirmPass : w.confirmBack} <Key>Ctrl Enter</Key></Button>
      </div>
    </form>
  );
}
