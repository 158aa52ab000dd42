import type { Elsewhere } from "../core/api";
import { Button, ButtonLink } from "../parts/button";
import { Card } from "../parts/card";
import { Icon } from "../parts/icon/icon";
import { Note } from "../parts/notices";
import { useFrontWords } from "../parts/front-words";
import { usePlace } from "./place";

interface ElsewhereProps {
  id: string;
  title: string;
  to: Elsewhere;
  /** Name of who is signed in, and in whose name. */
  who: string;
  level: number;
  busy: boolean;
  fault: string;
  onGo: () => void;
}

/** Before one leaves for a department's own system: whose it is, what is handed over, and the button that consents. */
export function ElsewhereScreen({ id, title, to, who, level, busy, fault, onGo }: ElsewhereProps) {
  const w = useFrontWords();
  const { href } = usePlace();
  const system = to.system || to.department;
  return (
    <div class="page band stack-l">
      <div class="title">
        <h1>{w.goTitle(system)}</h1>
        <p class="muted">{w.goLine(title, to.department)}</p>
      </div>
      {fault && <Note kind="no" icon="alert" role="alert">{fault}</Note>}
      {to.handsOver ? (
        <>
          <Card id="h" title={w.handed}>
            <dl class="handed-over">
              <div><dt>{w.handedWho}</dt><dd>{w.handedWhoHow}</dd></div>
              <div><dt>{w.handedFor}</dt><dd>{who}{w.handedForHow}</dd></div>
              <div><dt>{w.handedLevel}</dt><dd>{w.realName(level)}</dd></div>
              <div><dt>{w.handedItem}</dt><dd>{title}</dd></div>
            </dl>
            <p class="row row--top small mt"><Icon name="shield" /><span>{w.notHanded}</span></p>
          </Card>
          <div class="stack-s">
            <p><Button kind="primary" after="right" busy={busy} onClick={onGo}>{w.goWith}</Button></p>
            <p class="small muted">{w.goConsent(system)}</p>
          </div>
        </>
      ) : (
        <div class="stack-s">
          <p>{w.goWithout}</p>
          <p><ButtonLink kind="primary" after="right" href={to.address}>{w.goThere}</ButtonLink></p>
        </div>
      )}
      <p><a href={href(`/items/${encodeURIComponent(id)}`)}>{w.backToGuide}</a></p>
    </div>
  );
}
