import { Fragment } from "preact";
import { useBench } from "./app";
import type { Orders } from "./bulk";
import type { DeskPage, StaffLine } from "./desk";
import { districtTime, groupOf, type Group } from "./due";
import { ClaimWord, DueLight, VerdictWord } from "./signs";
import { useWork } from "./words";

interface RowsProps {
  cases: StaffLine[];
  /** How many each group has, where the list is of all that is open. */
  groups?: DeskPage["groups"];
  /** All of the list is here: its groups can be counted. */
  whole: boolean;
  today: string;
  /** Of the row that is selected. */
  at: number;
  orders: Orders;
  /** Of the list, for the addresses. */
  query: string;
  onOpen: (c: StaffLine) => void;
}

/** The rows in the server's order, which is that of the groups. One row is in the tab order: the arrows move it. */
export function Rows(p: RowsProps) {
  const w = useWork();
  const { picked } = useBench();
  const c = w.columns;
  let last: Group | "" = "";
  const all = p.cases.every((x) => picked.value.has(x.number));
  const count = (g: Group) => p.groups?.[g] ?? (p.whole ? p.cases.filter((x) => groupOf(x, p.today) === g).length : "");
  return (
    <table class="t">
      <thead>
        <tr>
          {p.orders.may && <th class="t__pick"><input type="checkbox" aria-label={w.pickAll} checked={all} onChange={() => p.orders.all()} /></th>}
          <th>{c.left}</th><th>{c.number}</th><th>{c.item}</th><th>{c.applicant}</th><th>{c.state}</th><th>{c.checked}</th><th>{w.claimed}</th><th>{c.submitted}</th>
        </tr>
      </thead>
      <tbody>
        {p.cases.map((line, i) => {
          const group = groupOf(line, p.today);
          const head = group !== last;
          last = group;
          return (
            <Fragment key={line.number}>
              {head && <tr class={`grp grp--${group}`}><td colSpan={p.orders.may ? 9 : 8}>{w.groups[group]} {count(group)}</td></tr>}
              <Line {...p} line={line} chosen={i === p.at} />
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

function Line({ line, today, chosen, orders, query, onOpen }: RowsProps & { line: StaffLine; chosen: boolean }) {
  const w = useWork();
  const { router, selected, picked } = useBench();
  const select = () => { selected.value = line.number; };
  const on = picked.value.has(line.number);
  const { checks } = line;
  return (
    <tr class={[chosen && "sel", on && "picked"].filter(Boolean).join(" ") || undefined} aria-current={chosen ? "true" : undefined} onClick={select} onDblClick={() => onOpen(line)}>
      {orders.may && <td class="t__pick"><input type="checkbox" aria-label={w.pick(line.number)} checked={on} tabIndex={chosen ? 0 : -1} onClick={(e) => orders.toggle(line, e.shiftKey)} onFocus={select} /></td>}
      <td class="nowrap"><DueLight line={line} today={today} /></td>
      <td class="nowrap"><a id={`open-${line.number}`} class="code" tabIndex={chosen ? 0 : -1} href={router.href(`/cases/${line.number}${query}`)} onFocus={select}>{line.number}</a></td>
      <td><span class="clip" title={line.name}>{line.name}</span></td>
      <td><span class="clip" title={line.applicant}>{line.applicant}</span></td>
      <td class="nowrap">{w.queue[line.state] ?? line.stateTitle}{line.round > 1 && <span class="muted"> {w.roundOf(line.round)}</span>}</td>
      <td class="nowrap">{checks && checks.held + checks.open > 0
        ? <span title={w.verdicts[line.verdict as keyof typeof w.verdicts]}><b class="held">{checks.held}</b>/{checks.held + checks.open}{checks.open > 0 && <> <span class="said said--wait">{w.openChecks(checks.open)}</span></>}</span>
        : <VerdictWord verdict={line.verdict} />}</td>
      <td class="nowrap"><ClaimWord claim={line.claim} /></td>
      <td class="nowrap muted">{districtTime(line.submittedAt).slice(0, 5)}</td>
    </tr>
  );
}
