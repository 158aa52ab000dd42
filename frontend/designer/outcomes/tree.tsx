import { useRef } from "preact/hooks";
import { useStudioWords } from "../words";
import type { Node, Outcomes } from "./api";
import { useOutcomesWords } from "./words";

/** The questions as a tree: one column for each that is asked on the way, a leaf for each outcome. */
export function Tree({ of: o, shown, on, choose }: { of: Outcomes; shown: number[]; on: number; choose: (row: number) => void }) {
  const w = useOutcomesWords();
  const box = useRef<HTMLDivElement>(null);
  const step = (ev: KeyboardEvent) => {
    const all = [...(box.current?.querySelectorAll<HTMLElement>(".otree__leaf") ?? [])];
    const here = all.indexOf(ev.target as HTMLElement);
    const to = ev.key === "ArrowDown" ? here + 1 : ev.key === "ArrowUp" ? here - 1 : ev.key === "Home" ? 0 : ev.key === "End" ? all.length - 1 : NaN;
    if (here < 0 || Number.isNaN(to)) return;
    ev.preventDefault();
    const leaf = all[Math.max(0, Math.min(all.length - 1, to))]!;
    leaf.focus();
    choose(Number(leaf.dataset.row));
  };
  let stops = 0;
  const draw = (n: Node) => (n.branches.length === 0 ? <Leaf of={o} row={n.row} on={n.row === on} stop={n.row === on && stops++ === 0} dim={!shown.includes(n.row)} choose={choose} /> : (
    <div class="otree__node">
      <span class="otree__question">{o.questions[n.question]!.title}</span>
      <ul>
        {n.branches.map((b) => (
          <li key={b.cells.join()}>
            <span class="otree__answer">{b.cells.map((c) => o.questions[n.question]!.cells[c]!.label).join(" / ")}</span>
            {draw(b.to)}
          </li>
        ))}
      </ul>
    </div>
  ));
  return <div ref={box} class="otree panel__scroll" role="group" aria-label={w.treeLabel} tabIndex={0} onKeyDown={step}>{draw(o.tree)}</div>;
}

function Leaf({ of: o, row, on, stop, dim, choose }: { of: Outcomes; row: number; on: boolean; stop: boolean; dim: boolean; choose: (row: number) => void }) {
  const w = useOutcomesWords();
  const s = useStudioWords();
  const r = o.rows[row]!;
  return (
    <button type="button" class={`otree__leaf${dim ? " is-dim" : ""}`} data-row={row} aria-pressed={on} tabIndex={stop ? 0 : -1} aria-label={w.leaf(row + 1, o.said[row]!.verdict)} onClick={() => choose(row)}>
      <b>{row + 1}</b><span class={`verdict-${r.verdict}`}>{s.verdicts[r.verdict]}</span>{r.papers.length > 0 && <small>{w.papersCount(r.papers.length)}</small>}
    </button>
  );
}
