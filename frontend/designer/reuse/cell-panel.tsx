import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../../parts/button";
import { Sign } from "../icons";
import type { ItemRow, PaperUse, Reason } from "./api";
import { Bar } from "./bar";
import type { Cell } from "./grid";
import { leastTrust, needed, rate, waysBy, type Column } from "./matrix";
import { reasonText } from "./reasons";
import { useReuseWords } from "./words";

interface Props {
  cell: Cell;
  item: ItemRow;
  column: Column;
  use: PaperUse | undefined;
  title: (records: string) => string;
  head: RefObject<HTMLHeadingElement | null>;
  busy: boolean;
  onEdit: () => void;
  onReplay: () => void;
}

/** One cell of the matrix: its rules as sentences, how the paper fared, and why it was asked for. */
export function CellPanel({ cell, item, column, use, title, head, busy, onEdit, onReplay }: Props) {
  const w = useReuseWords();
  const paper = item.papers.find((p) => p.id === cell.paper)!;
  const ways = waysBy(paper, cell.records);
  const waived = use?.by[cell.records] ?? 0;
  const share = use && rate(use, cell.records);
  return (
    <>
      <h2 ref={head} tabIndex={-1}>{paper.title}{ways.length > 0 && <> <span class="muted">{w.by(column.title)}</span></>}</h2>
      <p class="muted reuse-panel__item">{item.name}</p>
      <section aria-label={w.rules}>
        {ways.length === 0 ? <p class="muted">{w.noRule}</p> : ways.map((way) => (
          <div key={way.entry} class="reuse-rule">
            {ways.length > 1 && <small class="muted">{w.ruleOf(way.entry)}</small>}
            <p>{way.sentence || w.always}</p>
            <small>{w.trustAtLeast} <i class="trust">{leastTrust([way])}</i></small>
          </div>
        ))}
        <div class="panel-foot">
          <Button kind={ways.length > 0 ? "primary" : undefined} small busy={busy} icon="edit" onClick={onEdit}>{ways.length > 0 ? w.edit : w.editPaper}</Button>
          <Button small busy={busy} onClick={onReplay}><Sign name="play" />{w.replayIt}</Button>
        </div>
      </section>
      {use && (
        <section aria-label={w.waived}>
          <p class="reuse-panel__figures">
            <b class="reuse-panel__figure">{(ways.length > 0 ? waived : use.waived).toLocaleString()}</b><span>{w.waived}</span>
            <span class="push muted">{w.ofCases(needed(use))} · {w.count(use.asked)} {w.asked}</span>
          </p>
          <Bar percent={(ways.length > 0 ? share : rate(use)) ?? 0} />
        </section>
      )}
      {use && <Why reasons={use.reasons ?? []} needed={needed(use)} title={title} />}
    </>
  );
}

/** The reasons as bars; one opens the numbers of its cases. */
function Why({ reasons, needed: of, title }: { reasons: Reason[]; needed: number; title: (records: string) => string }) {
  const w = useReuseWords();
  const [open, setOpen] = useState(-1);
  useEffect(() => setOpen(-1), [reasons]);
  if (of === 0) return <p class="muted">{w.noCases}</p>;
  const most = Math.max(1, ...reasons.map((r) => r.count));
  return (
    <section aria-label={w.whyNot}>
      <div class="reuse-panel__why"><h3>{w.whyNot}</h3>{reasons.length > 0 && <small class="muted">{w.whyNotHint}</small>}</div>
      {reasons.length === 0 ? <p class="yes">{w.allWaived}</p> : (
        <ul class="reasons">
          {reasons.map((r, i) => (
            <li key={`${r.outcome} ${r.records} ${r.clause}`}>
              <button type="button" class="reasons__one" aria-expanded={open === i} onClick={() => setOpen(open === i ? -1 : i)}>
                <span>{reasonText(r, title, w)}</span><Bar percent={(100 * r.count) / most} kind="wait" /><b>{r.count.toLocaleString()}</b>
              </button>
              {open === i && (
                <div class="reasons__cases">
                  <small class="muted">{w.casesOf(r.count, r.cases.length)}</small>
                  {r.cases.map((n) => <a key={n} class="code" href={`/staff/cases/${encodeURIComponent(n)}`} aria-label={w.openCase(n)}>{n}</a>)}
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
