/** Where changes stay that the server does not have yet. */
import { effect, type Signal } from "@preact/signals";
import type { Session } from "../core/api";
import type { Keep } from "../form/session";
import type { Ops } from "../form/ops";

/** On one's own device: they survive a reload of this tab, and no longer. */
export const inTab: Keep = {
  get: (id) => {
    try {
      return JSON.parse(sessionStorage.getItem(`draft ${id}`) ?? "null");
    } catch {
      return null;
    }
  },
  set: (id, ops) => {
    try {
      if (ops) sessionStorage.setItem(`draft ${id}`, JSON.stringify(ops));
      else sessionStorage.removeItem(`draft ${id}`);
    } catch {
      // No room, or not allowed: memory has it all the same.
    }
  },
};

/** On a shared device: in memory, for who typed it; anybody else who is there, or nobody, ends it. */
export function inMemory(session: Signal<Session | null>): Keep {
  const all = new Map<string, Ops>();
  let whose = "";
  effect(() => {
    const now = session.value?.person?.account ?? "";
    if (now !== whose) all.clear();
    whose = now;
  });
  return {
    get: (id) => all.get(id) ?? null,
    set: (id, ops) => {
      if (ops && whose) all.set(id, ops);
      else all.delete(id);
    },
  };
}
