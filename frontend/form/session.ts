/**
 * One draft under work: what the server has, what was changed since, and the
 * state of both together. A change is evaluated here at once and saved soon
 * after; the server's state takes the place of ours when it knows all changes.
 */
import { batch, signal, type Signal } from "@preact/signals";
import { ApiError, type Api, type DisputeLine, type Draft, type Files, type Saved, type Signing } from "../core/api";
import type { FieldState, Input, Plan, State, Text, View } from "../core/contract";
import { serverOnly, type Evaluation, type Evaluator } from "./evaluator";
import { Keyed } from "./keyed";
import { apply, compose, isNothing, nothing, patchOf, rebase, without, type Json, type ListName, type MapName, type Ops } from "./ops";
import { same } from "./same";
import { Uploads } from "./uploads";
import type { Keep } from "../shell/keep";

/** Where saving stands; never better than it is. */
export type Saving =
  | { is: "saved"; at: string }
  | { is: "saving" }
  | { is: "offline" }
  /** The server said no, and trying again is of no use. gone: it is no draft any more. */
  | { is: "failed"; say: string; gone?: boolean; signIn?: boolean; level?: number };

/** An answer that was changed elsewhere while this form was open. */
export interface Elsewhere {
  /** What does not count now: what was said elsewhere where `mine` does, else what stood here. Undefined: no answer. */
  other: Json | undefined;
  mine: boolean;
  /** Of a table, which is merged cell by cell: what somebody else has changed in it. */
  cells?: CellElsewhere[];
}

/** A cell of a table, or a whole row of it, that was changed elsewhere. */
export interface CellElsewhere {
  /** Counted from 1, as it stands now; 0: the row is gone. */
  row: number;
  /** "": the whole row came, or went. */
  column: string;
  was: Json | undefined;
}

type Row = { [column: string]: Json };
const rowsOf = (value: unknown): Row[] => (Array.isArray(value) ? value.filter((r): r is Row => r !== null && typeof r === "object" && !Array.isArray(r)) : []);

/** What is otherwise in a table now than it was, and is not what was said here. */
export function cellsChanged(before: unknown, now: unknown, mine: unknown): CellElsewhere[] {
  const [old, here] = [rowsOf(before), rowsOf(mine)];
  const out: CellElsewhere[] = [];
  rowsOf(now).forEach((row, i) => {
    const was = old.find((r) => r._row === row._row);
    const own = here.find((r) => r._row === row._row);
    if (!was) {
      if (!own) out.push({ row: i + 1, column: "", was: undefined });
      return;
    }
    for (const column of new Set([...Object.keys(row), ...Object.keys(was)])) {
      if (!same(row[column], was[column]) && !(own && same(own[column], row[column]))) out.push({ row: i + 1, column, was: was[column] });
    }
  });
  for (const was of old) {
    if (!rowsOf(now).some((r) => r._row === was._row) && !(mine !== undefined && !here.some((r) => r._row === was._row))) out.push({ row: 0, column: "", was: undefined });
  }
  return out;
}

/** What a session needs of the world; tests give their own. */
export interface World {
  api: Pick<Api, "call" | "raw">;
  /** Left out: memory is all. */
  keep?: Keep;
  /** Files that this draft's pages were sending before; left out: none. */
  uploads?: Uploads;
  /** Runs later; what it gives back calls it off. */
  later: (ms: number, run: () => void) => () => void;
  evaluator?: Evaluator;
}

/** From the last change to saving, in ms. */
const SOON = 800;
const RETRIES = [3000, 8000, 20000];
const SOURCE_WAIT = 4000;
const SOURCE_LOOKS = 5;

/** The same record without a key; itself where it has none. */
function drop<T>(record: Record<string, T>, key: string): Record<string, T> {
  if (!(key in record)) return record;
  const { [key]: _, ...rest } = record;
  return rest;
}

const lost = (e: ApiError) => e.after === 0 && (e.offline || e.status === 502 || e.status === 503 || e.status === 504);

export class FormSession {
  readonly id: string;
  readonly amends: string | undefined;
  readonly returned: Draft["returned"];
  readonly credit: Draft["credit"];
  /** It can't be handed in for now, as the item is stopped. */
  readonly stopped: Draft["stopped"];
  plan: Plan;
  sources: Record<string, string>;
  /** Those in which one may look up no more typed numbers for now. */
  readonly limited = signal<string[]>([]);
  /** The page that was open last, for going on. */
  readonly step: string;
  readonly state: Signal<State>;
  readonly input: Signal<Input>;
  readonly files: Signal<Files>;
  /** What others were asked to sign, by path of the material. */
  readonly signings: Signal<Record<string, Signing>>;
  readonly saving: Signal<Saving>;
  /** Why the server did not take an answer, by field. */
  readonly refused = signal<Record<string, string>>({});
  /** What was changed elsewhere, by field, until it is answered again; of a table until it was seen. */
  readonly elsewhere = signal<Record<string, Elsewhere>>({});
  /** What the keepers of registers were told in this draft, the latest by path. */
  readonly disputes = signal<Record<string, DisputeLine>>({});
  readonly fields = new Keyed<FieldState>();
  readonly answers = new Keyed<unknown>();
  readonly uploads: Uploads;

  private evaluation: Evaluation;
  private base: Input;
  private server: State;
  private version: number;
  private savedAt: string;
  private pending: Ops = nothing();
  private inFlight: Ops | null = null;
  private running: Promise<void> | null = null;
  private callOff: (() => void) | null = null;
  private callOffLook: (() => void) | null = null;
  private failures = 0;
  private conflicts = 0;
  private looks = 0;
  private submission = false;
  /** The save that runs is followed by one that outlives the page. */
  private hurry = false;
  /** Nobody looks at it any more. */
  private closed = false;
  /** Nothing is sent any more. */
  private over = false;

  constructor(draft: Draft, private readonly world: World) {
    const { view } = draft;
    this.id = draft.id;
    this.amends = draft.amends;
    this.returned = draft.returned;
    this.credit = draft.credit;
    this.stopped = draft.stopped;
    this.step = draft.step;
    this.plan = view.plan;
    this.sources = view.sources;
    this.limited.value = draft.limited ?? [];
    this.base = view.input;
    this.server = view.state;
    this.version = draft.version;
    this.savedAt = draft.savedAt;
    this.uploads = world.uploads ?? new Uploads(world.api, draft.id);
    this.uploads.arrived = (now) => this.take(now);
    this.evaluation = (world.evaluator ?? serverOnly)(view.plan);
    this.input = signal(view.input);
    this.state = signal(view.state);
    this.files = signal(draft.files);
    this.signings = signal(draft.signings);
    this.saving = signal<Saving>({ is: "saved", at: draft.savedAt });
    const kept = world.keep?.get(draft.id) as Ops | null | undefined;
    if (kept) this.pending = rebase(kept, view.input);
    this.show();
    if (kept) this.soon(0);
    this.lookAgain();
  }

  /** From now on evaluates on this side, too. */
  evaluateHere(evaluator: Evaluator): void {
    this.evaluation = evaluator(this.plan);
    this.show();
  }

  /** Another plan and other facts for the same answers: of a definition that is being written. */
  renew(view: View): void {
    this.plan = view.plan;
    this.sources = view.sources;
    this.base = view.input;
    this.server = view.state;
    this.pending = rebase(this.pending, view.input);
    this.evaluation = (this.world.evaluator ?? serverOnly)(view.plan);
    this.show();
  }

  /** A text of the plan with its values. */
  text(t: Text | undefined): string {
    return t === undefined ? "" : this.evaluation.text(t);
  }

  /** Gives a field its answer; null is a question left blank on purpose. */
  answer(id: string, value: Json): void {
    const ops = nothing();
    ops.answers[id] = [value];
    if (Array.isArray(value)) ops.before[id] = (this.input.peek().answers[id] ?? null) as Json;
    this.said(id, value);
    this.change(ops);
  }

  /** Takes the answer back: what was filled in counts again. */
  clear(id: string): void {
    this.said(id);
    this.change({ ...nothing(), answers: { [id]: [] } });
  }

  /** What was told about an answer is over when there is another; who types on over another's is still told so. */
  private said(id: string, value?: Json): void {
    this.refused.value = drop(this.refused.peek(), id);
    const told = this.elsewhere.peek()[id];
    if (told && !told.cells && (!told.mine || same(told.other, value))) this.heard(id);
  }

  /** The change elsewhere was seen. */
  heard(id: string): void {
    this.elsewhere.value = drop(this.elsewhere.peek(), id);
  }

  /** The mark goes, and with it the question to the register where that waits: one that can't be taken back now stands in 我的空间. */
  takeBack(path: string): void {
    this.put("disputed", [path], false);
    const d = this.disputes.peek()[path];
    if (d?.state !== "open") return;
    this.disputes.value = drop(this.disputes.value, path);
    this.world.api.call("DELETE", `/disputes/${d.id}`).catch(() => undefined);
  }

  /** Puts paths on a list, or takes them off. */
  put(list: ListName, paths: string[], on: boolean): void {
    this.change({ ...nothing(), lists: { [list]: Object.fromEntries(paths.map((p) => [p, on])) } });
  }

  pick(map: MapName, path: string, value: string | null): void {
    this.change({ ...nothing(), maps: { [map]: { [path]: value } } });
  }

  sign(materials: string[], on: boolean): void {
    this.change({ ...nothing(), sign: Object.fromEntries(materials.map((m) => [m, on])) });
  }

  insist(on: boolean): void {
    this.change({ ...nothing(), insist: on });
  }

  /** Notes the page that is open; it is saved with the next change. */
  at(step: string): void {
    if (this.step !== step) this.pending = compose(this.pending, { ...nothing(), step });
  }

  /** Removes a file. */
  async removeFile(file: string): Promise<void> {
    await this.flush(); // a save under way would meet another version
    this.take(await this.world.api.call<Saved>("DELETE", `/drafts/${this.id}/files/${encodeURIComponent(file)}`));
  }

  /** Puts the files of a material into an order, or turns one of them. */
  async arrange(material: string, how: { order?: string[]; turns?: Record<string, number> }): Promise<void> {
    await this.flush();
    this.take(await this.world.api.call<Saved>("PATCH", `/drafts/${this.id}/files`, { material, ...how }));
  }

  /** Makes one PDF of pictures, in their place. */
  async bundle(material: string, pictures: string[]): Promise<void> {
    await this.flush();
    this.take(await this.world.api.call<Saved>("POST", `/drafts/${this.id}/pdf`, { material, pictures }, { idempotencyKey: crypto.randomUUID() }));
  }

  /** Makes the link by which somebody else signs a material, and gives its token. Fails with ApiError. */
  async invite(material: string): Promise<string> {
    await this.flush(); // who is to sign is what the server has
    const { token, until } = await this.world.api.call<{ token: string; until: string }>("POST", `/drafts/${this.id}/signings`, { material });
    this.signings.value = { ...this.signings.peek(), [material]: { until } };
    return token;
  }

  /** Somebody may have signed meanwhile. */
  seen(): void {
    if (Object.values(this.signings.peek()).some((s) => !s.answer)) void this.look().catch(() => undefined);
  }

  /** Evaluates as if it were submitted now (核对), or as a draft again. */
  async review(on: boolean): Promise<void> {
    if (this.closed) return;
    await this.flush();
    this.submission = on;
    await this.look();
  }

  /** Version that the server has; what is submitted must be what was seen. */
  get saved(): number {
    return this.version;
  }

  /** Saves whatever is not saved, now. False where that was not possible. */
  async flush(): Promise<boolean> {
    this.callOff?.();
    this.callOff = null;
    while (!this.over && (this.running || !isNothing(this.pending))) {
      await (this.running ?? this.start(this.closed));
      const { is } = this.saving.peek();
      if (is === "offline" || is === "failed") return false;
    }
    return true;
  }

  /** The page is being left: saves without waiting for the answer; after the save that runs, where there is one. */
  leave(): void {
    if (this.running) this.hurry = true;
    else if (!isNothing(this.pending)) void this.start(true);
  }

  /** The network is back. */
  online(): void {
    this.uploads.online();
    if (this.saving.peek().is === "offline") this.soon(0);
  }

  /** It has become a case: there is nothing left to save. */
  finish(): void {
    this.pending = nothing();
    this.remember();
    this.stop();
  }

  /** Nobody looks any more. What is not saved is still sent; false where that was not possible, or not yet. */
  close(): Promise<boolean> {
    this.closed = true;
    this.callOffLook?.();
    return this.flush();
  }

  /** Nothing more is sent, whatever is not saved. */
  stop(): void {
    this.closed = this.over = true;
    this.callOff?.();
    this.callOffLook?.();
  }

  private change(ops: Ops): void {
    this.pending = compose(this.pending, ops);
    if (this.saving.peek().is !== "offline") this.saving.value = { is: "saving" };
    this.remember();
    this.show();
    this.soon(SOON);
  }

  private remember(): void {
    const all = this.inFlight ? compose(this.inFlight, this.pending) : this.pending;
    this.world.keep?.set(this.id, isNothing(all) ? null : all);
  }

  private soon(ms: number): void {
    if (this.over) return;
    this.callOff?.();
    this.callOff = this.world.later(ms, () => {
      this.callOff = null;
      void this.start(this.closed);
    });
  }

  /** Brings input and state up to date with everything known. */
  private show(): void {
    const known = this.inFlight === null && isNothing(this.pending);
    let input = this.base;
    if (this.inFlight) input = apply(input, this.inFlight);
    if (!isNothing(this.pending)) input = apply(input, this.pending);
    const here = this.evaluation.state(input, this.server);
    const state = known ? this.server : here ?? this.state.peek();
    batch(() => {
      this.input.value = input;
      this.answers.replace(input.answers);
      this.fields.replace(state.fields);
      this.state.value = state;
    });
  }

  private start(leaving: boolean): Promise<void> {
    if (!this.running) {
      this.running = this.save(leaving).finally(() => {
        const { hurry } = this;
        this.running = null;
        this.hurry = false;
        if (this.over || isNothing(this.pending) || this.saving.peek().is !== "saving") return;
        if (hurry) void this.start(true);
        else this.soon(0);
      });
    }
    return this.running;
  }

  private async save(leaving: boolean): Promise<void> {
    if (this.over || isNothing(this.pending)) return;
    const ops = this.pending;
    this.inFlight = ops;
    this.pending = nothing();
    if (this.saving.peek().is !== "offline") this.saving.value = { is: "saving" };
    try {
      const patch = patchOf(this.version, this.base, this.files.peek(), ops);
      const saved = await this.world.api.call<Saved>("PATCH", `/drafts/${this.id}`, patch, { keepalive: leaving });
      this.inFlight = null;
      this.failures = this.conflicts = 0;
      if (this.saving.peek().is === "offline") this.saving.value = { is: "saving" }; // what was typed meanwhile goes, too
      this.take(saved, ops);
      if (this.submission && !this.closed) await this.look();
    } catch (e) {
      this.inFlight = null;
      this.pending = compose(ops, this.pending);
      this.fail(e instanceof ApiError ? e : new ApiError(0, ""));
    }
    this.remember();
  }

  /** How long to wait after one more failure, in ms. */
  private pause(): number {
    return RETRIES[Math.min(this.failures++, RETRIES.length - 1)]!;
  }

  private fail(e: ApiError): void {
    const current = e.body.current as Saved | undefined;
    const ids = Object.keys(e.fields).map((p) => /^answers\.([a-z][a-z0-9_]*)/.exec(p)?.[1]).filter((x): x is string => !!x);
    if (lost(e)) {
      this.saving.value = { is: "offline" };
      this.soon(this.pause());
    } else if (e.status === 409 && current && this.conflicts++ < 5) {
      this.pending = rebase(this.pending, current.input);
      this.take(current);
    } else if (ids.length > 0) {
      // What can't be taken is dropped and said at its field; the rest is saved.
      this.refused.value = { ...this.refused.peek(), ...Object.fromEntries(Object.entries(e.fields).map(([p, say]) => [p.replace(/^answers\.([a-z0-9_]*).*/, "$1"), say])) };
      this.pending = without(this.pending, ids);
      this.show();
      if (isNothing(this.pending)) this.saving.value = { is: "saved", at: this.savedAt };
    } else {
      this.saving.value = { is: "failed", say: e.say, gone: e.status === 404 || e.status === 409, signIn: e.status === 401, ...(typeof e.body.level === "number" ? { level: e.body.level } : {}) };
      // Its disk is full, and somebody makes room there; or too much goes on, and it says when to come back.
      if (e.status === 507 || e.after > 0) this.soon(Math.max(this.pause(), e.after));
    }
  }

  /** Takes the server's word, unless a later one is here already; `own` of it are our changes. */
  private take(r: Saved, own = this.inFlight): void {
    if (r.version < this.version) return;
    this.compare(r.input.answers, own);
    this.version = r.version;
    this.savedAt = r.savedAt;
    this.base = { ...r.input, submit: this.submission };
    this.files.value = r.files;
    this.signings.value = r.signings;
    this.sources = r.sources;
    this.limited.value = r.limited ?? [];
    if (!this.submission || r.state.submit) this.server = r.state;
    this.show();
    if (this.inFlight === null && isNothing(this.pending)) this.saving.value = { is: "saved", at: r.savedAt };
    this.lookAgain();
  }

  /** Notes what somebody else, or the same person in another window, has answered meanwhile. */
  private compare(now: Input["answers"], own: Ops | null): void {
    const told = { ...this.elsewhere.peek() };
    for (const { id, type } of this.plan.fields) {
      if (type === "table") {
        const cells = cellsChanged(this.base.answers[id], now[id], (own?.answers[id] ?? this.pending.answers[id])?.[0]);
        if (cells.length > 0) told[id] = { other: undefined, mine: false, cells: [...(told[id]?.cells ?? []), ...cells] };
        continue;
      }
      if (own?.answers[id] || same(this.base.answers[id], now[id])) continue;
      const mine = this.pending.answers[id];
      if (mine && same(mine[0], now[id])) continue;
      if (!mine && (this.base.answers[id] ?? null) === null) continue; // filled in there, and nothing taken away here
      told[id] = { other: (mine ? now : this.base.answers)[id] as Json | undefined, mine: !!mine };
    }
    this.elsewhere.value = told;
  }

  /** Asks how the draft stands, without a change. */
  async look(): Promise<void> {
    const d = await this.world.api.call<Draft>("GET", `/drafts/${this.id}${this.submission ? "?as=submission" : ""}`);
    this.take({ version: d.version, savedAt: d.savedAt, input: d.view.input, state: d.view.state, sources: d.view.sources, files: d.files, signings: d.signings, limited: d.limited });
  }

  /** A source that has not answered in time may have by now. */
  private lookAgain(): void {
    const found = Object.values(this.base.facts ?? {}).flatMap((byKey) => Object.values(byKey));
    if (this.callOffLook || this.closed || this.looks >= SOURCE_LOOKS || !found.some((f) => f.status === "pending")) return;
    this.callOffLook = this.world.later(SOURCE_WAIT, () => {
      this.callOffLook = null;
      this.looks++;
      void this.look().catch(() => undefined);
    });
  }
}
