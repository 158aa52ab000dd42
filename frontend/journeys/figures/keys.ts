/** Measures, inside a page, the time from a key to the DOM: how long until the ten fields that the key flips are there, or gone. */

import type { Draft } from "../../core/api";

/** The fields that one key shows and hides, by id of their element; both pages use the same ids. */
export const FLIPPED = Array.from({ length: 10 }, (_, i) => `f-more${i}`);

/** Where the keys go; below 100 the ten fields are shown. */
export const TYPED = "f-count0";

declare global {
  interface Window {
    /** Gets ready for one key; shown: whether the ten fields are to be there then. */
    arm?: (shown: boolean) => void;
    /** The time from that key to the DOM, in ms. */
    took?: Promise<number>;
  }
}

/** The draft that both pages show. */
export const readDraft = (): Promise<Draft> => fetch("draft.json").then((r) => r.json() as Promise<Draft>);

const there = (): number => FLIPPED.filter((id) => document.getElementById(id)).length;

/** Installs window.arm. */
export function measure(): void {
  window.arm = (shown) => {
    window.took = new Promise((done, fail) => {
      let begun = 0;
      const late = setTimeout(() => fail(new Error(`after 5 s ${there()} of ${FLIPPED.length} fields are shown, ${shown ? "all" : "none"} were to be`)), 5000);
      const watch = new MutationObserver(() => {
        if (there() !== (shown ? FLIPPED.length : 0)) return;
        const took = performance.now() - begun;
        clearTimeout(late);
        watch.disconnect();
        done(took);
      });
      watch.observe(document.body, { childList: true, subtree: true });
      document.addEventListener("keydown", () => { begun = performance.now(); }, { capture: true, once: true });
    });
  };
}
