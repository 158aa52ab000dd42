import { signal } from "@preact/signals";
import type { Api } from "../core/api";

/** How much of what concerns somebody is not read. */
export interface Unread {
  readonly value: number;
  /** It is known by itself: a list told it, or all was read. */
  known(n: number): void;
  ask(): Promise<void>;
}

/** Counts at an endpoint. An answer that was asked for earlier never stands over a later one. */
export function unreadAt(api: Api, path: string): Unread {
  const count = signal(0);
  let turn = 0;
  const known = (n: number, mine = ++turn) => { if (mine === turn) count.value = n; };
  return {
    get value() { return count.value; },
    known: (n) => known(n),
    ask: (mine = ++turn) => api.call<{ unread: number }>("GET", path).then((n) => known(n.unread, mine)),
  };
}
