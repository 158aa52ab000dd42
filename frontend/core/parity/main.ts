/**
 * What the Go tests talk to, to hold both evaluators equal: a line of JSON in, a line out, until the
 * input ends. Not part of any page.
 */
import { createInterface } from "node:readline";
import type { FieldType, Found, Input, Node, Plan } from "../contract";
import { Editor as Session } from "../eval/editor";
import { bindPlan, type Program } from "../eval/program";
import { bind, type Frame } from "../expr/expr";
import { binary, unary } from "../expr/functions";
import { parse, parseRecord, toJSON, type Params } from "../field/types";
import { loadPieces } from "../pieces";
import { outline, run } from "../rows/outline";
import { canonical } from "../value/canonical";
import { Calendar } from "../value/dates";
import { byPoint } from "../value/names";
import { NONE } from "../value/value";
import { seen, value, type Typed } from "../value/typed";

interface Step { do: [method: string, ...args: unknown[]]; want: string }
interface Sequence { input: Input; want: string; steps: Step[]; end: string }
interface Difference { step: number; path: string; server: unknown; client: unknown }

let program: Program;

function apply(s: Session, [method, ...args]: Step["do"]): void {
  if (method === "take") s.answer(args[0] as string, undefined);
  else if (method === "replace") s.replace(args[0] as Input);
  else if (method === "found") s.found(args[0] as string, args[1] as string, args[2] as Found);
  else (s as unknown as Record<string, (...a: unknown[]) => void>)[method]!(...args);
}

/** As canonical JSON, of what may hold numbers that have none: answers as they were typed. */
function loose(x: unknown): string {
  if (Array.isArray(x)) return `[${x.map(loose).join(",")}]`;
  if (typeof x !== "object" || x === null) return typeof x === "number" ? String(x) : canonical(x);
  const o = x as Record<string, unknown>;
  return `{${Object.keys(o).filter((k) => o[k] !== undefined).sort(byPoint).map((k) => `${canonical(k)}:${loose(o[k])}`).join(",")}}`;
}

/** The first place where two states differ. */
function firstDifference(a: unknown, b: unknown, path = ""): Omit<Difference, "step"> | undefined {
  if (loose(a ?? null) === loose(b ?? null)) return undefined;
  if (typeof a !== "object" || typeof b !== "object" || !a || !b || Array.isArray(a) !== Array.isArray(b)) return { path, server: a, client: b };
  const x = a as Record<string, unknown>, y = b as Record<string, unknown>;
  for (const key of [...new Set([...Object.keys(x), ...Object.keys(y)])].sort()) {
    const d = firstDifference(x[key], y[key], path ? `${path} / ${key}` : key);
    if (d) return d;
  }
  return { path, server: a, client: b };
}

function judge(step: number, want: string, got: string): Difference | undefined {
  if (want === got) return undefined;
  return { step, ...firstDifference(JSON.parse(want), JSON.parse(got)) ?? { path: "bytes", server: want, client: got } };
}

/** Replays a sequence of edits. What the client got to in steps must also be what it makes of the input at once. */
function replay({ input, want, steps, end }: Sequence): Difference | undefined {
  const s = new Session(program, input);
  let d = judge(0, want, canonical(s.state()));
  for (let i = 0; i < steps.length && !d; i++) {
    apply(s, steps[i]!.do);
    d = judge(i + 1, steps[i]!.want, canonical(s.state()));
  }
  d ??= judge(steps.length, end, loose(s.input));
  return d ?? judge(steps.length, canonical(s.state()), canonical(new Session(bindPlan(program.plan), s.input).state()));
}

interface Rules { rules: { node: Node; slots: Record<string, Typed> }[]; calendar: Plan["calendar"]; home: string[] }

function evaluate({ rules, calendar, home }: Rules): string[] {
  const days = new Calendar(calendar ?? []);
  return rules.map(({ node, slots }) => {
    const names = Object.keys(slots);
    const f: Frame = { slots: names.map((n) => value(slots[n]!)), row: [], value: NONE, it: NONE, calendar: days, home, locals: [] };
    return seen(bind(node, (name) => {
      const i = names.indexOf(name);
      return i < 0 ? undefined : (g) => g.slots[i]!;
    })(f));
  });
}

interface Answer { type: FieldType; raw: unknown; record: boolean; params: Params }

/** What each answer is, how it is written in both languages, and its JSON. */
function read(answers: readonly Answer[], format: typeof import("../evaluate").format): string[] {
  return answers.map(({ type, raw, record, params }) => {
    const v = (record ? parseRecord : parse)(type, raw, params);
    if (typeof v === "string") return `fault ${v}`;
    return [seen(v), format(type, v, params, "zh-Hans"), format(type, v, params, "en"), canonical(toJSON(type, v))].join(" | ");
  });
}

interface Bench { input: Input; edits: [id: string, raw: unknown][]; rounds: number }

/** Microseconds, the median: opening, one answer with its state, binding the plan. */
function measure({ input, edits, rounds }: Bench): Record<string, number> {
  const median = (f: (i: number) => void): number => {
    const times: number[] = [];
    for (let i = 0; i < rounds * 2; i++) {
      const from = performance.now();
      f(i);
      if (i >= rounds) times.push(performance.now() - from);
    }
    return times.sort((a, b) => a - b)[times.length >> 1]! * 1000;
  };
  const s = new Session(program, input);
  return {
    bind: median(() => bindPlan(program.plan)),
    open: median(() => new Session(program, input).state()),
    edit: median((i) => {
      const [id, raw] = edits[i % edits.length]!;
      s.answer(id, i % 2 ? raw : undefined);
      s.state();
    }),
  };
}

/** Every piece, for commands that know no plan. */
const whole = () => import("../evaluate");

const commands: Record<string, (x: never) => unknown> = {
  // As on a page: nothing is loaded but what the plan needs.
  plan: async (p: Plan) => {
    await loadPieces(p);
    program = bindPlan(p);
  },
  sequence: replay,
  rules: (r: Rules) => whole().then(() => evaluate(r)),
  answers: (a: Answer[]) => whole().then(({ format }) => read(a, format)),
  rows: (texts: string[]) => texts.map(outline),
  commands: (list: Parameters<typeof run>[0][]) => list.map(run),
  bench: measure,
  functions: () => whole().then(() => ({ unary: Object.keys(unary), binary: Object.keys(binary) })),
};

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const [name, arg] = JSON.parse(line) as [string, unknown];
  let reply: unknown;
  try {
    reply = { ok: (await commands[name]!(arg as never)) ?? null };
  } catch (e) {
    reply = { error: String((e as Error).stack ?? e) };
  }
  process.stdout.write(JSON.stringify(reply) + "\n");
}
