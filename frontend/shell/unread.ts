import { signal } from "@preact/signals";
import type { Api } from "../core/api";

/** How much of what concerns somebody is not read. An answer that was asked for earlier never stands over a later one. */
export class Unread {
  private readonly count = signal(0);
  private turn = 0;

  constructor(private readonly api: Api, private readonly path: string) {}

  get value(): number {
    return this.count.value;
  }

  /** It is known by itself: a list told it, or all was read. */
  known(n: number): void {
    this.turn++;
    this.count.value = n;
  }

  async ask(): Promise<void> {
    const mine = ++this.turn;
    const { unread } = await this.api.call<{ unread: number }>("GET", this.path);
    if (mine === this.turn) this.count.value = unread;
  }
}
