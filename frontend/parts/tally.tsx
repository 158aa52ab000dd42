import type { ComponentChildren } from "preact";
import { TextButton } from "./button";
import { Icon, type IconName } from "./icon/icon";
import { useWords } from "./words";

/** A line of the tally; with `href` it jumps to the field. */
export interface TallyLine {
  id: string;
  text: ComponentChildren;
  href?: string;
  icon?: IconName;
  act?: { text: string; onClick: () => void };
}

interface TallyProps {
  missing: TallyLine[];
  waived: TallyLine[];
  /** How many materials are waived; a line may name several. */
  waivedCount: number;
  visits: number;
  visitLines: TallyLine[];
  /** When it will be done and how that was reckoned; left out while nobody can say. */
  doneBy?: { date: string; how: string };
}

function Lines({ lines, icon }: { lines: TallyLine[]; icon: IconName }) {
  if (lines.length === 0) return null;
  return (
    <ul>
      {lines.map((l) => (
        <li key={l.id}>
          <Icon name={l.icon ?? icon} />
          <span>
            {l.href ? <a href={l.href}>{l.text}</a> : l.text}
            {l.act && <><br /><TextButton onClick={l.act.onClick}>{l.act.text}</TextButton></>}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What the answers have done so far. Every figure comes from evaluation. Changes are said politely. */
export function Tally(p: TallyProps) {
  const w = useWords();
  const n = p.missing.length;
  return (
    <div class="tally" role="region" aria-label={w.tally}>
      <div aria-live="polite" aria-atomic="true" class="sr-only">{n ? w.missingIs(n) : w.missingNone}</div>
      <section class={n ? "tally__todo" : undefined}>
        <h3>{n ? <>{w.missing}<b>{n}<small>{w.items}</small></b></> : w.missingNone}</h3>
        <Lines lines={p.missing} icon="edit" />
      </section>
      <section class="tally__held">
        <h3>{w.waived}<b>{p.waivedCount}<small>{w.copies}</small></b></h3>
        <Lines lines={p.waived} icon="seal" />
      </section>
      <section>
        <h3>{w.visits}<b>{p.visits}<small>{w.times}</small></b></h3>
        <Lines lines={p.visitLines} icon="walk" />
      </section>
      {p.doneBy && (
        <section>
          <h3>{w.doneBy}</h3>
          <ul>
            <li><Icon name="cal" /><span><b>{p.doneBy.date}</b><br /><span class="muted">{p.doneBy.how}</span></span></li>
          </ul>
        </section>
      )}
    </div>
  );
}
