/**
 * Facts about somebody else never leave the server. What the client can't
 * decide for want of them alone, the server has decided: its word stands until
 * it says another one.
 */
import type { Block, FieldError, Input, State } from "../core/contract";

interface Undecided { missing?: string[]; errors?: FieldError[] }
type Waits = (s: Undecided | undefined) => boolean;

/** Tells whether something is open here only because of what stays on the server. */
function waitsFor(withheld: Set<string>): Waits {
  const only = (names: string[] | undefined): boolean => !!names?.length && names.every((n) => withheld.has(n));
  return (s) => only(s?.missing) || !!s?.errors?.some((e) => e.code === "undecided" && only(e.names));
}

/** Entries of local, save those that only the server can decide; kept lists the keys that came from there. */
function mix<T extends Undecided>(local: Record<string, T> | undefined, server: Record<string, T> | undefined, waits: Waits, kept: Set<string>, prefix = ""): Record<string, T> {
  const out = { ...local };
  for (const [key, s] of Object.entries(local ?? {})) {
    const theirs = server?.[key];
    if (theirs && waits(s)) {
      out[key] = theirs;
      kept.add(prefix + key);
    }
  }
  return out;
}

/** How the case will be handled, with the server's word on steps, visits, limit, fee and office that hang on withheld facts. */
function handling(local: State, server: State, waits: Waits): Pick<State, "steps" | "visits" | "limit" | "fee" | "dispatch"> {
  const one = <T extends Undecided | undefined>(ours: T, theirs: T): T => (waits(ours) ? theirs : ours);
  const steps = local.steps?.map((s) => one(s, server.steps?.find((x) => x.id === s.id) ?? s));
  const visits = (...words: (string | undefined)[]): number => (steps ?? []).filter((s) => words.includes(s.in) && words.includes(s.visit)).length;
  return {
    steps, visits: { min: visits("true"), max: visits("true", "unknown") },
    limit: one(local.limit, server.limit), fee: one(local.fee, server.fee), dispatch: one(local.dispatch, server.dispatch),
  };
}

/** The local state, with the server's word on whatever hangs on withheld facts. */
export function overlay(local: State, server: State, input: Input): State {
  if (!input.withheld?.length) return local;
  const withheld = new Set(input.withheld);
  const waits = waitsFor(withheld);
  const kept = new Set<string>();
  const rules = new Set<string>();
  const out: State = {
    ...local, ...handling(local, server, waits),
    facts: mix(local.facts, server.facts, waits, kept),
    sections: mix(local.sections, server.sections, waits, kept, "section."),
    fields: mix(local.fields, server.fields, waits, kept),
    materials: mix(local.materials, server.materials, waits, kept),
    rules: mix(local.rules, server.rules, waits, rules),
    level: server.level, // may hang on them as well: the state doesn't tell
  };
  const theirs = (name: string): boolean => withheld.has(name) || kept.has(name);
  const names = (ours: string[] = [], others: string[] = []): string[] | undefined => some([...ours.filter((n) => !theirs(n)), ...others.filter(theirs)].sort());
  out.missing = names(local.missing, server.missing);
  out.review = names(local.review, server.review);
  out.settled = Object.values(out.rules ?? {}).every((r) => r.result !== "unknown");

  // The verdict is the server's as long as the client knows nothing that the server doesn't.
  const others = Object.entries(local.rules ?? {}).filter(([id]) => !rules.has(id));
  const hang = kept.size + rules.size > 0 || !!local.review?.some(theirs);
  if (hang && others.every(([id, r]) => server.rules?.[id]?.result === r.result) && names(local.review)?.join() === names(server.review)?.join()) {
    out.verdict = server.verdict;
    out.parts = server.parts;
  }
  const elsewhere = (b: Block): boolean => kept.has(b.path) || b.kind === "identity";
  const blocked = [...(local.blocked ?? []).filter((b) => !elsewhere(b) && b.kind !== "verdict"), ...(server.blocked ?? []).filter(elsewhere)];
  if (stops(out.verdict, input)) blocked.push({ kind: "verdict", path: out.verdict });
  out.blocked = some(blocked);
  return out;
}

const some = <T>(list: T[]): T[] | undefined => (list.length ? list : undefined);

/** A verdict keeps from submitting: see verdictBlocks of the evaluator. */
const stops = (v: State["verdict"], input: Input): boolean => v === "refer" || v === "window" || (v === "refuse" && !input.insist);
