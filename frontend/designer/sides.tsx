import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useStudioWords } from "./words";

type Side = "left" | "right";
const KEPT = "designer.sides";
const LEAST = 200;
const MOST = 420;

interface Kept { left?: number; right?: number; folded?: Side[] }

function kept(): Kept {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "{}") as Kept;
  } catch {
    return {};
  }
}

/** Outline, canvas and properties: both sides can be drawn wider and folded away; the widths are kept. */
export function Sides({ left, right, below, wide, children }: { left: ComponentChildren; right: ComponentChildren; below?: ComponentChildren; wide: boolean; children: ComponentChildren }) {
  const w = useStudioWords();
  const box = useRef<HTMLDivElement>(null);
  const [state, set] = useState(kept);
  useEffect(() => {
    for (const side of ["left", "right"] as const) {
      if (state[side]) box.current?.style.setProperty(`--${side}`, `${state[side]}px`);
    }
    localStorage.setItem(KEPT, JSON.stringify(state));
  }, [state]);
  useEffect(() => {
    const fold = (e: Event) => set((s) => {
      const side = (e as CustomEvent<Side>).detail;
      const folded = s.folded ?? [];
      return { ...s, folded: folded.includes(side) ? folded.filter((x) => x !== side) : [...folded, side] };
    });
    addEventListener("designer-fold", fold);
    return () => removeEventListener("designer-fold", fold);
  }, []);
  const size = (side: Side, to: number) => set((s) => ({ ...s, [side]: Math.max(LEAST, Math.min(MOST, to)) }));
  const width = (side: Side) => state[side] ?? (side === "left" ? 248 : 340);
  const bar = (side: Side) => (
    <div class={`sides__bar sides__bar--${side}`} role="separator" aria-orientation="vertical" tabIndex={0} aria-label={side === "left" ? w.widthLeft : w.widthRight}
      aria-valuenow={width(side)} aria-valuemin={LEAST} aria-valuemax={MOST}
      onPointerDown={(e) => e.currentTarget.setPointerCapture(e.pointerId)}
      onPointerMove={(e) => {
        if (!e.currentTarget.hasPointerCapture(e.pointerId)) return;
        const r = box.current!.getBoundingClientRect();
        size(side, side === "left" ? e.clientX - r.left : r.right - e.clientX);
      }}
      onKeyDown={(e) => {
        const by = e.key === "ArrowLeft" ? -16 : e.key === "ArrowRight" ? 16 : 0;
        if (by) {
          e.preventDefault();
          size(side, width(side) + (side === "left" ? by : -by));
        }
      }} />
  );
  const folded = (side: Side) => state.folded?.includes(side);
  return (
    <div ref={box} class={`sides${folded("left") || wide ? " sides--no-left" : ""}${folded("right") && !wide ? " sides--no-right" : ""}${wide ? " sides--wide" : ""}${below ? " sides--below" : ""}`}>
      {!folded("left") && !wide && <><div class="sides__left">{left}</div>{bar("left")}</>}
      <div class="sides__middle">{children}</div>
      {(!folded("right") || wide) && <>{!wide && bar("right")}<div class="sides__right">{right}</div></>}
      {below && <div class="sides__below">{below}</div>}
    </div>
  );
}

/** Folds a side away, or brings it back. */
export const fold = (side: Side): boolean => dispatchEvent(new CustomEvent("designer-fold", { detail: side }));
