import type { ComponentChildren } from "preact";
import { TextButton } from "./button";
import { Icon, type IconName } from "./icon/icon";
import { useWords } from "./words";

/** A line of the tally; with `href` it jumps to the field. */
export interface TallyLine {
  id: string;
  text: ComponentChildren;
  href?: string;
  /** Besides following the link: brings the focus there. */
  onClick?: () => void;
  icon?: IconName;
  act?: { text: string; onClick: () => void };
}

interface TallyProps {
  missing: TallyLine[];
  /** How many things are missing, where not all have a line. */
  missingCount?: number;
  waived: TallyLine[];
  /** How many materials are waived; a line may name several. */
  waivedCount: number;
  /** A number, or a range as long as it is open. */
  visits: number | string;
  visitLines: TallyLine[];
  /** When it will be done and how that was reckoned; left out while nobody can say. */
  doneBy?: { date: string; how: string };
}

/** A plain click is taken over; a new tab is still a new tab. */
function follow(e: MouseEvent, l: TallyLine) {
  if (!l.onClick || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey) return;
  e.preventDefault();
  l.onClick();
}

function Lines({ lines, icon }: { lines: TallyLine[]; icon: IconName }) {
  if (lines.length === 0) return null;
  return (
    <ul>
      {lines.map((l) => (
        <li key={l.id}>
          <Icon name={l.icon ?? icon} />
          <span>
            {l.href ? <a href={l.href} onClick={(e) => follow(e, l)}>{l.text}</a> : l.text}
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
  const n = p.missingCount ?? p.missing.length;
  return (
    <div class="tally" role="region" aria-label={w.tally}>
      <div aria-live="polite" aria-atomic="true" class="sr-only">{n ? w.missingIs(n) : w.missingNone}</div>
      <section class={n ? "tally__todo" : undefined}>
        <h3>{n ? <>{w.missing}<b>{n}<small>{w.items(n)}</small></b></> : w.missingNone}</h3>
        <Lines lines={p.missing} icon="edit" />
      </section>
      <section class="tally__held">
        <h3>{w.waived}<b>{p.waivedCount}<small>{w.copies(p.waivedCount)}</small></b></h3>
        <Lines lines={p.waived} icon="seal" />
      </section>
      <section>
        <h3>{w.visits}<b>{p.visits}<small>{w.times(p.visits)}</small></b></h3>
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
