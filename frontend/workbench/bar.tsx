import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../parts/button";
import { Icon, type IconName } from "../parts/icon/icon";
import type { Act } from "./model/acts";
import { Key } from "../desk/states";
import { useWork } from "./words";

interface BarProps {
  main: Act[];
  more: Act[];
  onAct: (a: Act) => void;
  /** What is said beside the first act: what is still to look at. */
  say?: ComponentChildren;
  /** What stands where nothing is closed. */
  hints?: ComponentChildren;
  /** What stands where there is nothing to do at all. */
  none: string;
}

const icons: Record<string, IconName> = { precheck_return: "back", correct: "doc" };
const keys: Record<string, string> = { precheck_return: "B", correct: "C" };

/** The acts of a case: at the right what leads on, at the left the others. What one may not do stands there, closed, and says why and who may. */
export function Bar({ main, more, onAct, say, hints, none }: BarProps) {
  const w = useWork();
  const [told, setTold] = useState("");
  const all = [...more, ...main];
  // Of what is closed, the one that was pointed at is explained; else the first that leads on, where nothing of that is open.
  const shut = all.find((a) => a.id === told && a.why) ?? (main.length > 0 && main.every((a) => a.why) ? main[0] : undefined);
  const one = (a: Act, first = false) => {
    const key = first && !a.why ? "Ctrl Enter" : keys[a.event];
    const button = (
      <Button small={!first && !main.includes(a)} kind={first && !a.why ? "primary" : undefined} icon={icons[a.event]} busy={!!a.why} onClick={() => onAct(a)}>
        {a.title}{key && <> <Key>{key}</Key></>}{a.why && <span class="sr-only">{w.bracketed(a.why)}</span>}
      </Button>
    );
    const tell = () => setTold(a.id);
    return a.why ? <span key={a.id} class="acts__shut" title={a.why} onClick={tell} onFocusCapture={tell} onMouseEnter={tell}>{button}</span> : <span key={a.id} class="acts__open" onFocusCapture={() => setTold("")}>{button}</span>;
  };
  return (
    <div class="acts__bar">
      {more.length > 0 && <div class="acts__more">{more.map((a) => one(a))}</div>}
      <span class={shut ? "acts__why" : "muted clip"}>{shut ? <><Icon name="lock" />{shut.title}{w.colon}{shut.why}</> : all.length === 0 ? none : hints}</span>
      <span class="push" />
      {say}
      {main.length > 0 && <div class="acts__main">{main.map((a, i) => one(a, i === 0)).reverse()}</div>}
    </div>
  );
}
