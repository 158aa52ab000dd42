import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useWork } from "./words";

const KEPT = "workbench.columns";
const least = { form: 260, checks: 240 };
const most = { form: 760, checks: 620 };

type Side = "form" | "checks";

function kept(): Partial<Record<Side, number>> {
  try {
    const said: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
    return said && typeof said === "object" ? (said as Partial<Record<Side, number>>) : {};
  } catch {
    return {};
  }
}

/** Three columns; the bars between them are moved by mouse or arrows, and stay where they were left on this device. */
export function Columns({ children }: { children: [ComponentChildren, ComponentChildren, ComponentChildren] }) {
  const box = useRef<HTMLDivElement>(null);
  const [wide, setWide] = useState(kept);
  useLayoutEffect(() => {
    for (const side of ["form", "checks"] as const) {
      if (wide[side]) box.current?.style.setProperty(`--${side}`, `${wide[side]}px`);
      else box.current?.style.removeProperty(`--${side}`);
    }
    localStorage.setItem(KEPT, JSON.stringify(wide));
  }, [wide]);
  const set = (side: Side, px: number | null) => setWide((was) => {
    const now = { ...was };
    if (px === null) delete now[side];
    else now[side] = Math.round(Math.min(most[side], Math.max(least[side], px)));
    return now;
  });
  const bar = (side: Side) => <Bar side={side} value={wide[side]} box={box} onSet={(px) => set(side, px)} />;
  return <div class="bench" ref={box}>{children[0]}{bar("form")}{children[1]}{bar("checks")}{children[2]}</div>;
}

function Bar({ side, value, box, onSet }: { side: Side; value?: number; box: { current: HTMLDivElement | null }; onSet: (px: number | null) => void }) {
  const w = useWork();
  const width = () => (side === "form" ? box.current?.firstElementChild : box.current?.lastElementChild)?.getBoundingClientRect().width ?? 400;
  const sign = side === "form" ? 1 : -1;
  const drag = (e: PointerEvent) => {
    if (e.button !== 0) return;
    const bar = e.currentTarget as HTMLElement;
    const from = e.clientX;
    const was = width();
    const move = (m: PointerEvent) => onSet(was + sign * (m.clientX - from));
    bar.setPointerCapture(e.pointerId);
    bar.addEventListener("pointermove", move);
    bar.addEventListener("lostpointercapture", () => bar.removeEventListener("pointermove", move), { once: true });
    e.preventDefault();
  };
  const press = (e: KeyboardEvent) => {
    const by = { ArrowLeft: -16, ArrowRight: 16 }[e.key];
    if (e.key === "Home") onSet(null);
    else if (by) onSet(width() + sign * by);
    else return;
    e.preventDefault();
  };
  return (
    <div class="bar" role="separator" aria-orientation="vertical" aria-label={w.wider[side]} tabIndex={0} aria-valuemin={least[side]} aria-valuemax={most[side]}
      aria-valuenow={value ?? (side === "form" ? 446 : 336)} onPointerDown={drag} onKeyDown={press} onDblClick={() => onSet(null)} />
  );
}
