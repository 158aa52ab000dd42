/** Moving by drag: the grip of what is selected is taken, and a line says where it would come to stand. */
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements, monitorForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { move } from "./acts";
import type { Editing } from "./app";
import { boxAt } from "./layer";
import { flat } from "./model/item";
import { join, parentOf } from "./model/tree";
import type { StudioWords } from "./words";

/** How near to the edge the canvas begins to scroll, and by how much a frame, in px. */
const EDGE = 40;
const SPEED = 12;

interface Spot {
  list: string;
  /** Place among those that stand there now. */
  index: number;
  top: number;
  left: number;
  width: number;
}

/** The place nearest to the pointer, among those where such an entry may stand. */
function spotAt(e: Editing, path: string, y: number): Spot | null {
  const kind = e.entries.peek().get(path)?.kind;
  const sections = e.outline.peek().find((x) => x.path === "/form")?.children ?? [];
  const own = parentOf(path);
  // A field may go into any section; what else there is stays in its own list.
  const lists = kind === "field" && sections.some((s) => join(s.path, "fields") === own) ? sections.map((s) => ({ list: join(s.path, "fields"), holder: s.path, entries: s.children }))
    : [{ list: own, holder: parentOf(own), entries: flat(e.outline.peek()).filter((x) => parentOf(x.path) === own) }];
  let best: Spot | null = null;
  const offer = (s: Spot) => { if (!best || Math.abs(s.top - y) < Math.abs(best.top - y)) best = s; };
  for (const { list, holder, entries } of lists) {
    entries.forEach((x, i) => {
      const r = boxAt(e, x.path)?.getBoundingClientRect();
      if (!r) return;
      offer({ list, index: i, top: r.top - 6, left: r.left, width: r.width });
      offer({ list, index: i + 1, top: r.bottom + 6, left: r.left, width: r.width });
    });
    const r = entries.length === 0 ? boxAt(e, holder)?.getBoundingClientRect() : undefined;
    if (r) offer({ list, index: 0, top: r.bottom - 12, left: r.left, width: r.width });
  }
  return best;
}

/** Watches grips below a layer; gives what ends it. */
export function startDrag(e: Editing, layer: HTMLElement, w: StudioWords): () => void {
  const line = document.createElement("div");
  line.className = "drop-line";
  let ends: (() => void)[] = [];
  let spot: Spot | null = null;
  const canvas = layer.closest<HTMLElement>(".canvas")!;
  // The grip comes and goes with the selection.
  let grips: HTMLElement[] = [];
  const look = () => {
    const now = [...layer.querySelectorAll<HTMLElement>("[data-drag]")];
    if (now.length === grips.length && now.every((el, i) => el === grips[i])) return;
    grips = now;
    ends.forEach((end) => end());
    ends = now.map((el) => draggable({ element: el, getInitialData: () => ({ path: el.dataset.drag! }) }));
  };
  const watch = new MutationObserver(look);
  look();
  watch.observe(layer, { childList: true, subtree: true });
  const stop = combine(
    dropTargetForElements({ element: canvas }),
    monitorForElements({
      onDrag: ({ source, location }) => {
        const y = location.current.input.clientY;
        const edge = canvas.getBoundingClientRect();
        if (y < edge.top + EDGE) canvas.scrollTop -= SPEED;
        else if (y > edge.bottom - EDGE) canvas.scrollTop += SPEED;
        spot = spotAt(e, source.data.path as string, y);
        if (!spot) return line.remove();
        const to = layer.getBoundingClientRect();
        line.style.top = `${spot.top - to.top}px`;
        line.style.left = `${spot.left - to.left}px`;
        line.style.width = `${spot.width}px`;
        if (!line.isConnected) layer.append(line);
      },
      onDrop: ({ source, location }) => {
        line.remove();
        const path = source.data.path as string;
        const from = e.placeOf(path);
        if (!spot || !from || location.current.dropTargets.length === 0) return;
        const index = spot.list === from.list && spot.index > from.index ? spot.index - 1 : spot.index;
        if (spot.list !== from.list || index !== from.index) move(e, path, spot.list, index, w);
      },
    }),
  );
  return () => {
    watch.disconnect();
    ends.forEach((end) => end());
    stop();
    line.remove();
  };
}
