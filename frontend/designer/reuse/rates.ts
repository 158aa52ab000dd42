/** How papers fared, item by item: each is asked for by itself, so that what is there is shown at once. */
import { signal, type Signal } from "@preact/signals";
import type { ApiError } from "../../core/api";
import { errorOf } from "../../desk/seat";
import type { Used } from "./api";

export type Rate = { is: "waiting" } | { is: "here"; used: Used } | { is: "failed"; error: ApiError };

/** How many are asked for at a time. */
const AT_ONCE = 2;

export class Rates {
  readonly all: Signal<Map<string, Rate>> = signal(new Map());
  private queue: string[] = [];
  private running = 0;
  private closed = false;

  constructor(private readonly ask: (item: string) => Promise<Used>) {}

  /** Asks for those that are not there yet, in their order. */
  want(items: string[]): void {
    this.queue = items.filter((i) => !this.all.peek().has(i));
    this.next();
  }

  /** Asks once more for one that failed. */
  again(item: string): void {
    this.set(item, null);
    this.queue.unshift(item);
    this.next();
  }

  of(item: string): Used | undefined {
    const r = this.all.value.get(item);
    return r?.is === "here" ? r.used : undefined;
  }

  /** What comes after this is not looked at. */
  close(): void {
    this.closed = true;
    this.queue = [];
  }

  private set(item: string, r: Rate | null): void {
    const next = new Map(this.all.peek());
    if (r) next.set(item, r);
    else next.delete(item);
    this.all.value = next;
  }

  private next(): void {
    while (!this.closed && this.running < AT_ONCE && this.queue.length > 0) {
      const item = this.queue.shift()!;
      this.running++;
      this.set(item, { is: "waiting" });
      this.ask(item).then((used): Rate => ({ is: "here", used }), (e: unknown): Rate => ({ is: "failed", error: errorOf(e) })).then((r) => {
        this.running--;
        if (this.closed) return;
        this.set(item, r);
        this.next();
      });
    }
  }
}
