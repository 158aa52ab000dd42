/**
 * Facts about somebody else never leave the server. What the client can't
 * decide for want of them alone, the server has decided: its word stands until
 * it says another one.
 */
import type { Input, State } from "../core/contract";

interface Undecided { missing?: string[]; is?: string; result?: string; state?: string }

/** Whether something is open here only because of what stays on the server. */
function hangs(s: Undecided | undefined, withheld: Set<string>): boolean {
  const open = s && (s.is === "unknown" || s.result === "unknown" || s.state === "undecided" || s.state === "to_be_found");
  return !!open && !!s.missing?.length && s.missing.every((n) => withheld.has(n));
}

/** Entries of local, save those that only the server can decide; kept lists the keys that came from there. */
function mix<T extends Undecided>(local: Record<string, T> | undefined, server: Record<string, T> | undefined, withheld: Set<string>, kept: Set<string>): Record<string, T> {
  const out = { ...local };
  for (const [key, s] of Object.entries(local ?? {})) {
    const theirs = server?.[key];
    if (theirs && hangs(s, withheld)) {
      out[key] = theirs;
      kept.add(key);
    }
  }
  return out;
}

/** The local state, with the server's word on whatever hangs on withheld facts. */
export function overlay(local: State, server: State, input: Input): State {
  if (!input.withheld?.length) return local;
  const withheld = new Set(input.withheld);
  const kept = new Set<string>();
  const rules = new Set<string>();
  const out: State = {
    ...local,
    facts: mix(local.facts, server.facts, withheld, kept),
    fields: mix(local.fields, server.fields, withheld, kept),
    materials: mix(local.materials, server.materials, withheld, kept),
    rules: mix(local.rules, server.rules, withheld, rules),
  };
  if (kept.size > 0) {
    const own = (local.blocked ?? []).filter((b) => !kept.has(b.path));
    out.blocked = [...own, ...(server.blocked ?? []).filter((b) => kept.has(b.path))];
  }
  // The verdict is the server's as long as the client knows nothing of any rule that the server doesn't.
  const others = Object.entries(local.rules ?? {}).filter(([id]) => !rules.has(id));
  if (rules.size > 0 && others.every(([id, r]) => server.rules?.[id]?.result === r.result)) {
    const { verdict, settled, parts, missing } = server;
    Object.assign(out, { verdict, settled, parts, missing });
  }
  return out;
}
