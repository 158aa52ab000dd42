import { batch, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { same } from "./same";

/** Values by key, each watched by itself: who watches one key hears of no other. */
export class Keyed<T> {
  private all: Record<string, T> = {};
  private readonly watched = new Map<string, Signal<T | undefined>>();

  /** The value of a key, now and later; undefined where there is none. */
  of(key: string): ReadonlySignal<T | undefined> {
    let s = this.watched.get(key);
    if (!s) this.watched.set(key, (s = signal(this.all[key])));
    return s;
  }

  /** Puts other values in place of all; only what is really different is told. */
  replace(all: Record<string, T>): void {
    this.all = all;
    batch(() => {
      for (const [key, s] of this.watched) if (!same(s.peek(), all[key])) s.value = all[key];
    });
  }

  set(key: string, value: T): void {
    this.replace({ ...this.all, [key]: value });
  }
}
