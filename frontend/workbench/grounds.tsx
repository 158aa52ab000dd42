import { useState } from "preact/hooks";
import { TextButton } from "../parts/button";
import { Icon, type IconName } from "../parts/icon/icon";
import type { Finding, StaffCase } from "./desk";
import { useKeys } from "../desk/keys";
import { seenOf, type Seen } from "./model/grounds";
import { open as isOpen, tallyOf, type Check, type Mark } from "./model/checks";
import { Value } from "./values";
import { useWhy } from "./why";
import { useWork } from "./words";

const icons: Record<Mark, IconName> = { yes: "check", no: "cross", unknown: "ask", look: "eye" };

/** On what the decision rests: each condition, whether it holds, what was seen and where that comes from. */
export function Grounds({ page, checks, found }: { page: StaffCase; checks: Check[]; found: Record<string, Finding> }) {
  const w = useWork();
  const [chosen, setChosen] = useState(-1);
  const why = useWhy(page.case.number);
  const tally = tallyOf(checks);
  const ask = (c: Check | undefined) => { if (c?.why && why.can) why.ask(c.why, c.title); };
  const move = (by: number) => setChosen((at) => Math.min(checks.length - 1, Math.max(0, at + by)));
  useKeys({ j: () => move(1), k: () => move(-1), w: () => ask(checks[chosen]) });
  return (
    <section class="panel" aria-label={w.approval.grounds}>
      <header><h2>{w.approval.grounds}</h2><span class="muted">{w.approval.groundsAre(tally.all, tally.open)}</span></header>
      <div class="panel__wide" tabIndex={0} role="group" aria-label={w.approval.grounds}>
        <table class="grounds">
          <thead><tr><th scope="col">{w.approval.condition}</th><th scope="col">{w.approval.conclusion}</th><th scope="col">{w.approval.seen}</th><th scope="col"><span class="sr-only">{w.why}</span></th></tr></thead>
          <tbody>
            {checks.map((c, i) => (
              <tr key={c.id} class={i === chosen ? "grounds__on" : undefined} aria-current={i === chosen ? "true" : undefined}>
                <th scope="row">{c.title || w.kinds[c.kind]}{c.basis[0] && <small lang="zh-Hans">{`${c.basis[0].law}${c.basis[0].article ?? ""}`}</small>}</th>
                <td><Conclusion check={c} said={found[c.id]} /></td>
                <td>{c.text && c.mark !== "yes" && <p>{c.text}</p>}<ul class="grounds__seen">{seenOf(page.view, c).map((s, n) => <li key={n}><SeenLine seen={s} page={page} /></li>)}</ul></td>
                <td>{c.why && why.can && <TextButton onClick={() => ask(c)} label={w.whyTitle(c.title)}>{w.why}</TextButton>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {checks.length === 0 && <p class="pad muted">{w.approval.noGrounds}</p>}
      {why.drawer}
    </section>
  );
}

/** What the system found or, where it left that to a person, what the person found. */
function Conclusion({ check, said }: { check: Check; said?: Finding }) {
  const w = useWork();
  const mark: Mark = isOpen(check) && said ? (said === "fits" ? "yes" : "no") : check.mark;
  const kind = mark === "yes" ? "tag tag--yes" : mark === "no" ? "tag tag--no" : "tag tag--wait";
  return <><span class={kind}><Icon name={icons[mark]} />{w.marks[mark]}</span>{isOpen(check) && said && <small class="muted">{w.approval.byPerson}</small>}</>;
}

function SeenLine({ seen: s, page }: { seen: Seen; page: StaffCase }) {
  const w = useWork();
  switch (s.kind) {
    case "value": return <>{s.title}{w.colon}<b><Value field={s.field} value={s.value} /></b> <span class="muted">{s.source.kind === "register" ? [s.source.title, s.source.on].filter(Boolean).join(" ") : w.sources[s.source.kind]}</span></>;
    case "record": return <>{s.title}{w.colon}{s.down ? w.reviewDown : !s.found ? w.approval.notFound : s.count ? w.approval.foundMany(s.count) : w.approval.found}{s.on && <span class="muted"> {s.on}</span>}</>;
    case "paper": {
      const state = page.view.state.materials?.[s.path];
      return <>{s.title}{w.colon}{state ? w.states[state.state] : w.noneOf}{state?.evidence?.trust && <span class="trust">{state.evidence.trust}</span>}</>;
    }
  }
}
