import { useRef, useState } from "preact/hooks";
import { useKeys } from "../../desk/keys";
import { Button } from "../../parts/button";
import { useWords } from "../../parts/words";
import { Sign } from "../icons";
import { useStudioWords } from "../words";
import type { Differing } from "./api";
import { grave, groupsOf, keyOf, paperOf, sideText } from "./differences";
import { useReuseWords } from "./words";

/** How many differences are drawn at a time. */
const PAGE = 100;

interface Props {
  lines: Differing[];
  /** The one that is opened. */
  on: string;
  opened: ReadonlySet<string>;
  title: (path: string) => string;
  onOpen: (l: Differing, key: string) => void;
}

/** The differences, the gravest kind first; a number opens why. */
export function ReplayList({ lines, on, opened, title, onOpen }: Props) {
  const w = useReuseWords();
  const desk = useStudioWords();
  const parts = useWords();
  const [shown, setShown] = useState(PAGE);
  const table = useRef<HTMLTableElement>(null);
  const names = { verdicts: desk.verdicts as Record<string, string>, spans: parts.spans as Record<string, (n: number) => string> };
  const go = (by: number) => {
    const all = [...(table.current?.querySelectorAll<HTMLElement>("button.replay__one") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const from = at >= 0 ? at : all.findIndex((b) => b.getAttribute("aria-pressed") === "true");
    all[Math.max(0, Math.min(all.length - 1, from + by))]?.focus();
  };
  useKeys({ j: () => go(1), k: () => go(-1) });
  return (
    <div class="panel__scroll" tabIndex={0}>
      <table class="t" ref={table}>
        <thead><tr><th scope="col">{w.columns.number}</th><th scope="col">{w.columns.day}</th><th scope="col">{w.columns.where}</th><th scope="col">{w.columns.from}</th><th scope="col">{w.columns.to}</th><th scope="col">{w.openedOne}</th></tr></thead>
        {groupsOf(lines.slice(0, shown)).map(([kind, list]) => (
          <tbody key={kind}>
            <tr class={`replay__kind replay__kind--${kind}`}><th scope="rowgroup" colSpan={6}>{w.kinds[kind]} <small class="muted">{w.kindHints[kind]}</small></th></tr>
            {list.map((l) => {
              const key = keyOf(l);
              return (
                <tr key={key} class={key === on ? "is-on" : undefined}>
                  <td><button type="button" class="link code replay__one" aria-pressed={key === on} aria-label={w.openOne(l.number, w.kinds[l.kind])} onClick={() => onOpen(l, key)}>{l.number}</button></td>
                  <td>{l.day}</td>
                  <td>{l.at ? title(paperOf(l.at)) : "—"}</td>
                  <td class="muted">{sideText(l.kind, l.before, w, names)}</td>
                  <td class={`strong ${l.kind === "asked" ? "no" : l.kind === "waived" ? "yes" : ""}`}>{sideText(l.kind, l.after, w, names)}</td>
                  <td>{grave(l.kind) && (opened.has(l.number) ? <span class="yes replay__seen"><Sign name="check" />{w.openedOne}</span> : <span class="muted">{w.toOpen}</span>)}</td>
                </tr>
              );
            })}
          </tbody>
        ))}
      </table>
      {lines.length > shown && <p class="replay__more"><Button small onClick={() => setShown((n) => n + PAGE)}>{w.more(Math.min(PAGE, lines.length - shown))}</Button></p>}
    </div>
  );
}
