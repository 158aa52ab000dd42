/** Where changes stay that the server does not have yet. */
import { effect, type Signal } from "@preact/signals";
import type { Session } from "../core/api";

/** Keeps changes that are not saved yet, by draft; what they are is the form's business. */
export interface Keep {
  get(draft: string): unknown;
  set(draft: string, changes: object | null): void;
}

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
  const all = new Map<string, object>();
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
