import { useState } from "preact/hooks";
import { Button, TextButton } from "../parts/button";
import { Icon, type IconName } from "../parts/icon/icon";
import type { PlanBasis } from "../core/contract";
import type { Finding, StaffCase } from "./desk";
import { spanText } from "./materials-column";
import { open as isOpen, tallyOf, type Check, type Mark } from "./model/checks";
import { titleOf } from "./model/names";
import { VerdictWord } from "./signs";
import { Key } from "../desk/states";
import { useWhy } from "./why";
import { useWork } from "./words";

interface ChecksProps {
  page: StaffCase;
  checks: Check[];
  chosen: string;
  onChoose: (c: Check) => void;
  mine: Record<string, Finding>;
  /** Left out where this person has nothing to conclude. */
  onConclude?: (id: string, said: Finding) => void;
}

const icons: Record<Mark, IconName> = { yes: "check", no: "cross", unknown: "ask", look: "eye" };

/** What was checked: those for a person first, each with what it says, its basis and what is missing. */
export function ChecksColumn(p: ChecksProps) {
  const w = useWork();
  const [only, setOnly] = useState(false);
  const tally = tallyOf(p.checks);
  const why = useWhy(p.page.case.number);
  const shown = only ? p.checks.filter(isOpen) : p.checks;
  return (
    <section class="column" aria-label={w.checks}>
      <div class="head">
        <h2>{w.checks}</h2>
        <span class="said said--yes">{w.passed(tally.done)}</span>
        {tally.open > 0 && <span class="said said--wait">{w.openChecks(tally.open)}</span>}
        {tally.open > 0 && tally.done > 0 && <span class="push"><TextButton onClick={() => setOnly(!only)}>{only ? w.whole : w.look}</TextButton></span>}
      </div>
      <div class="scroll" tabIndex={0} role="group" aria-label={w.checks}>
        <ul class="checks">
          {shown.map((c) => <One key={c.id} p={p} check={c} onWhy={c.why && why.can ? () => why.ask(c.why, c.title) : undefined} />)}
        </ul>
        {tally.open === 0 && <p class="pad muted">{w.nothingToLook}{p.page.handling.may.some((m) => m.event === "precheck_pass") && `${w.colon}${w.nothingToLookHint}`}</p>}
        <Outcome page={p.page} />
      </div>
      {why.drawer}
    </section>
  );
}

function One({ p, check: c, onWhy }: { p: ChecksProps; check: Check; onWhy?: () => void }) {
  const w = useWork();
  const chosen = c.id === p.chosen;
  const said = p.mine[c.id];
  const { plan, state } = p.page.view;
  const compare = [...c.materials, ...c.fields].map((n) => titleOf(plan, state, n)).filter(Boolean);
  const line = c.text || (c.kind === "point" ? (compare.length > 0 ? w.pointLook([...new Set(compare)].join(w.comma)) : "")
    : c.kind === "review" ? (c.down ? w.reviewDown : w.reviewLook) : "");
  return (
    <li class={`check check--${c.mark}${chosen ? " check--on" : ""}`}>
      <span class="check__mark"><Icon name={icons[c.mark]} /><span class="sr-only">{w.marks[c.mark]}</span></span>
      <div class="grow">
        <button type="button" class="check__title" aria-pressed={chosen} onClick={() => p.onChoose(c)}>{c.title || w.kinds[c.kind]}</button>
        {(isOpen(c) || chosen) && <p class="check__kind">{w.kinds[c.kind]}{c.effect && w.effects[c.effect] && <> · <b>{w.effects[c.effect]}</b></>}</p>}
        {line && <p>{line}</p>}
        {c.missing.length > 0 && <p>{w.waitsFor(c.missing.join(w.comma))}</p>}
        {chosen && c.kind === "rule" && <p class="check__basis">{w.basis}{w.colon}{c.basis.length > 0 ? <span lang="zh-Hans">{c.basis.map(basisText).join(w.semicolon)}</span> : w.noBasis}</p>}
        {isOpen(c) && p.onConclude && (
          <div class="check__acts">
            <Button small pressed={said === "fits"} icon={said === "fits" ? "check" : undefined} label={`${w.fits}${w.colon}${c.title}`} onClick={() => p.onConclude?.(c.id, "fits")}>{w.fits} {chosen && <Key>1</Key>}</Button>
            <Button small kind="danger" pressed={said === "differs"} icon={said === "differs" ? "cross" : undefined} label={`${w.differs}${w.colon}${c.title}`} onClick={() => p.onConclude?.(c.id, "differs")}>{w.differs} {chosen && <Key>2</Key>}</Button>
          </div>
        )}
        {isOpen(c) && !p.onConclude && said && <p><b>{said === "fits" ? w.fits : w.differs}</b></p>}
        {onWhy && chosen && <TextButton onClick={onWhy} label={w.whyTitle(c.title)}>{w.why}</TextButton>}
      </div>
    </li>
  );
}

function basisText(b: PlanBasis): string {
  return `${b.law}${b.article ?? ""}${b.number ? `（${b.number}）` : ""}`;
}

/** Verdict, visits, limit, fee: the engine's own figures. */
function Outcome({ page }: { page: StaffCase }) {
  const w = useWork();
  const { state, plan } = page.view;
  const { limit, fee } = state;
  const spans = [!state.instant && limit?.promised && w.limitPromised(spanText(limit.promised, w)), limit?.statutory && w.limitStatutory(spanText(limit.statutory, w))].filter(Boolean);
  const later = plan.steps?.filter((s) => page.handling.ahead.includes(s.id)) ?? [];
  return (
    <section class="outcome" aria-label={w.outcome}>
      <dl class="kv">
        <dt>{w.verdict}</dt><dd><VerdictWord verdict={state.verdict} /></dd>
        <dt>{w.visits}</dt><dd>{w.visitsAre(state.visits.min, state.visits.max)}</dd>
        {spans.length > 0 && <><dt>{w.limit}</dt><dd>{spans.join(w.comma)}{w.then}{w.limitStarts}</dd></>}
        {fee && <><dt>{w.fee}</dt><dd>{fee.amount === undefined ? w.feeUnknown : Number(fee.amount) === 0 ? w.free : w.feeIs(fee.amount)}</dd></>}
        {later.length > 0 && <><dt>{w.steps}</dt><dd>{later.map((s) => s.title).join(" → ")}</dd></>}
      </dl>
      {state.instant && <p class="muted">{w.instant}</p>}
    </section>
  );
}
