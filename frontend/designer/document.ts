/**
 * A definition while it is edited: what the file says, what was changed since, and where saving stands. A command is shown
 * at once, sent soon after the last key, and never lost: what the server has not taken yet outlives the page.
 */
import { batch, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { ApiError } from "../core/api";
import type { Clash, DefinitionDraft, Order, Patch, Present, StepLine, Watching, Written } from "./api";
import { apply, at, jsonOf, pathAfter, type Command, type Json, type Tree } from "./model/tree";

/** Where saving stands; never better than it is. */
export type Saving =
  | { is: "saved"; at: Date | null }
  | { is: "saving" }
  /** It failed for now: `count` changes wait on this device and are sent again by themselves. */
  | { is: "waiting"; count: number; offline: boolean }
  /** The server said no, and trying again is of no use. */
  | { is: "refused"; say: string };

/** Two people changed the same place: both values, until somebody chooses. */
export interface Conflict {
  pending: Pending;
  part: Part;
  /** What stands there now. */
  theirs: Json | undefined;
  mine: Json;
  /** Who changed it meanwhile. */
  by: string;
}

/** A command, with what stood there when the author gave it; missing: nothing did, and it is not asked. */
export interface Part {
  /** Another than the item's own, which the screen does not show. */
  file?: string;
  command: Command;
  was?: Json;
}

/** A step that the server doesn't have yet: all of its commands are done, or none. */
export interface Pending {
  key: string;
  label: string;
  parts: Part[];
}

/** Where commands stay that are not sent yet, by draft. */
export interface Keep {
  get(draft: string): Pending[];
  set(draft: string, list: Pending[]): void;
}

/** What a document needs of the world; tests give their own. */
export interface World {
  send(draft: string, body: Order, leaving: boolean): Promise<Written>;
  undo(draft: string, version: number, key: string): Promise<Written>;
  redo(draft: string, version: number, key: string): Promise<Written>;
  keep: Keep;
  /** Runs later; what it gives back calls it off. */
  later(ms: number, run: () => void): () => void;
  now(): Date;
  key(): string;
}

/** From the last key to sending, and from a failure to the next try, in ms. */
const SOON = 400;
const AGAIN = 3000;

/** Whether a draft is of a file that items share, by its path, and not of an item. */
export const sharedPath = (subject: string): boolean => subject.endsWith(".yaml");

export class Document {
  readonly id: string;
  /** The item's own file, which the canvas edits; of what items share that file. */
  readonly file: string;
  readonly tree: Signal<Tree | null>;
  readonly text: Signal<string>;
  /** The changes that led from the text before to this one, one after the other. */
  readonly patched = signal<Patch[][]>([]);
  readonly saving = signal<Saving>({ is: "saved", at: null });
  readonly conflicts = signal<Conflict[]>([]);
  readonly refused = signal<{ label: string; say: string } | null>(null);
  readonly steps: Signal<StepLine[]>;
  readonly people: Signal<Present[]>;
  readonly version: Signal<number>;

  private server: Tree | null = null;
  private queue: Pending[];
  private running: Promise<boolean> | null = null;
  private turning: Promise<boolean> = Promise.resolve(true);
  private callOff: (() => void) | null = null;

  constructor(draft: DefinitionDraft, private readonly world: World) {
    this.id = draft.id;
    this.file = draft.files.find((f) => f.kind === "item")?.path ?? (sharedPath(draft.item) ? draft.item : `items/${draft.item}/item.yaml`);
    this.tree = signal<Tree | null>(null);
    this.text = signal(draft.files.find((f) => f.path === this.file)?.text ?? "");
    this.steps = signal(draft.steps);
    this.people = signal(draft.people);
    this.version = signal(draft.version);
    this.queue = world.keep.get(draft.id);
    if (this.queue.length > 0) {
      this.saving.value = { is: "saving" };
      this.soon(0);
    }
  }

  /** What is not sent yet. */
  get pending(): number {
    return this.queue.length;
  }

  /** One command: shown now, sent soon. typing: more keys may follow in the same place. False where it can't be done. */
  do(command: Command, label: string, typing = false): boolean {
    const last = this.queue.at(-1);
    const before = last?.parts.length === 1 ? last.parts[0]! : undefined;
    const same = typing && command.do === "set" && before?.command.do === "set" && before.command.at === command.at && !(this.running && this.queue.length === 1);
    if (!same) return this.all([command], label, typing);
    this.queue[this.queue.length - 1] = { ...last!, label, parts: [{ ...before, command }] };
    this.changed(typing);
    return true;
  }

  /** Several commands as one step. False where one of them can't be done. */
  all(commands: Command[], label: string, typing = false): boolean {
    return this.step(commands.map((command) => ({ command })), label, typing);
  }

  /** Commands for one file or several, as one step. False where one of them can't be done; of other files the server tells. */
  step(orders: { file?: string; command: Command }[], label: string, typing = false): boolean {
    let tree = this.tree.peek();
    const parts: Part[] = [];
    for (const { file, command } of orders) {
      if (file !== undefined && file !== this.file) {
        parts.push({ file, command });
        continue;
      }
      const next: Tree | null = tree && (command.do === "text" ? tree : apply(tree, command));
      if (!next) return false;
      const old = command.do === "set" ? at(tree ?? undefined, command.at) : undefined;
      parts.push(old === undefined ? { command } : { command, was: jsonOf(old) });
      tree = next;
    }
    if (parts.length === 0) return false;
    this.queue = [...this.queue, { key: this.world.key(), label, parts }];
    this.changed(typing);
    return true;
  }

  private changed(typing: boolean): void {
    this.refused.value = null;
    this.remember();
    this.show();
    if (this.saving.peek().is !== "waiting") this.saving.value = { is: "saving" };
    this.soon(typing ? SOON : 0);
  }

  /** Where the entry of a command stands once it is carried out. */
  pathAfter(command: Command): string {
    const tree = this.tree.peek();
    return tree ? pathAfter(tree, command) : command.at;
  }

  /** Takes the server's reading of the file. */
  read(tree: Tree, version: number): void {
    if (version < this.version.peek()) return;
    this.server = tree;
    this.show();
  }

  /** Sends whatever is not sent, now. False where that was not possible. */
  async flush(leaving = false): Promise<boolean> {
    this.callOff?.();
    this.callOff = null;
    while (this.running || this.queue.length > 0) {
      if (!(await (this.running ?? this.start(leaving)))) return false;
    }
    return true;
  }

  /** The network is back. */
  online(): void {
    if (this.queue.length > 0) this.soon(0);
  }

  /** Takes back one's own last step. False where that was not possible; the reason stands in `refused`. */
  undo(): Promise<boolean> {
    return this.turn((v, key) => this.world.undo(this.id, v, key));
  }

  redo(): Promise<boolean> {
    return this.turn((v, key) => this.world.redo(this.id, v, key));
  }

  /** The label of the step that undo would take back; undefined: there is none. */
  undoable(): StepLine | undefined {
    return this.steps.value.filter((s) => s.mine && s.kind === "do" && !s.undone).at(-1);
  }

  /** The first of one's own steps that were taken back after the last that stands. */
  redoable(): StepLine | undefined {
    const mine = this.steps.value.filter((s) => s.mine && s.kind === "do");
    return mine[mine.map((s) => !s.undone).lastIndexOf(true) + 1];
  }

  /** What a colleague has done meanwhile, and who is there. */
  watched(w: Watching): void {
    this.people.value = w.people;
    if (w.version > this.version.peek() && this.queue.length === 0 && !this.running) this.took(w.steps, w.version);
  }

  /** Settles a conflict: with one's own value, another that was made of both, or as it stands now. */
  settle(c: Conflict, value?: Json): void {
    this.conflicts.value = this.conflicts.peek().filter((x) => x !== c);
    if (value === undefined) return;
    const parts = c.pending.parts.map((p): Part => (p === c.part && p.command.do === "set" ? { command: { ...p.command, value }, was: c.theirs } : p));
    this.queue = [...this.queue, { ...c.pending, key: this.world.key(), parts }];
    this.changed(false);
  }

  /** One after the other: each press of many takes back a step of its own. */
  private turn(ask: (version: number, key: string) => Promise<Written>): Promise<boolean> {
    this.turning = this.turning.then(() => this.turned(ask));
    return this.turning;
  }

  private async turned(ask: (version: number, key: string) => Promise<Written>): Promise<boolean> {
    if (!(await this.flush())) return false;
    this.saving.value = { is: "saving" };
    this.refused.value = null;
    try {
      this.take(await this.patiently(ask, this.world.key()), null);
      return true;
    } catch (e) {
      const error = e instanceof ApiError ? e : new ApiError(0, "");
      this.saving.value = { is: "saved", at: this.world.now() };
      this.refused.value = { label: "", say: error.say };
      return false;
    }
  }

  /** Asks again where the server says that it was too much at once: the key makes it the same step. */
  private async patiently(ask: (version: number, key: string) => Promise<Written>, key: string): Promise<Written> {
    for (;;) {
      try {
        return await ask(this.version.peek(), key);
      } catch (e) {
        if (!(e instanceof ApiError) || e.status !== 429) throw e;
        await new Promise<void>((done) => { this.world.later(Math.max(AGAIN, e.after), done); });
      }
    }
  }

  private soon(ms: number): void {
    this.callOff?.();
    this.callOff = this.world.later(ms, () => {
      this.callOff = null;
      void this.flush();
    });
  }

  private remember(): void {
    this.world.keep.set(this.id, this.queue);
  }

  /** The file as the server has it, with what waits on top. */
  private show(): void {
    let tree = this.server;
    for (const { command } of this.queue.flatMap((p) => this.own(p))) tree = (tree && apply(tree, command)) ?? tree;
    this.tree.value = tree;
  }

  /** What a step does to the file that is shown. */
  private own(p: Pending): Part[] {
    return p.parts.filter((x) => x.file === undefined);
  }

  private start(leaving: boolean): Promise<boolean> {
    this.running = this.one(leaving).finally(() => { this.running = null; });
    return this.running;
  }

  /** Sends the first of those that wait. */
  private async one(leaving: boolean): Promise<boolean> {
    const p = this.queue[0]!;
    try {
      const [first, ...also] = p.parts.map((part) => ({ file: this.file, ...part }));
      const r = await this.world.send(this.id, { version: this.version.peek(), ...first!, ...(also.length > 0 ? { also } : {}), label: p.label, key: p.key }, leaving);
      this.queue = this.queue.slice(1);
      this.take(r, p);
      return true;
    } catch (e) {
      return this.fail(p, e instanceof ApiError ? e : new ApiError(0, ""));
    } finally {
      this.remember();
    }
  }

  private take(r: Written, own: Pending | null): void {
    batch(() => {
      this.took(r.steps, r.version);
      for (const { command } of own ? this.own(own) : []) this.server = (this.server && apply(this.server, command)) ?? this.server;
      if (this.queue.length === 0) this.saving.value = { is: "saved", at: this.world.now() };
    });
    if (own) this.show();
  }

  /** Carries steps out on the text and the history, as the server did. */
  private took(steps: StepLine[], version: number): void {
    const seen = this.version.peek();
    const fresh = steps.filter((s) => s.seq > seen).sort((a, b) => a.seq - b.seq);
    const patches = fresh.flatMap((s) => s.changes ?? []).filter((c) => c.file === this.file).map((c) => c.patches);
    const turned = new Map(fresh.filter((s) => s.of !== undefined).map((s) => [s.of!, s.kind === "undo"]));
    batch(() => {
      this.patched.value = patches;
      this.text.value = patches.reduce(patch, this.text.peek());
      this.steps.value = [...this.steps.peek(), ...fresh.filter((s) => s.of === undefined)].map((s) => (turned.has(s.seq) ? { ...s, undone: turned.get(s.seq) } : s));
      this.version.value = Math.max(seen, version);
    });
  }

  private fail(p: Pending, e: ApiError): boolean {
    if (e.offline || e.status >= 500 || e.status === 429) {
      this.saving.value = { is: "waiting", count: this.queue.length, offline: e.offline };
      this.soon(Math.max(AGAIN, e.after));
      return false;
    }
    if (e.status === 401) {
      this.saving.value = { is: "waiting", count: this.queue.length, offline: false };
      return false;
    }
    this.queue = this.queue.slice(1);
    const clash = e.body.clash as Clash | undefined;
    const part = p.parts.find((x) => x.command.do === "set" && (p.parts.length === 1 || x.command.at === clash?.path));
    if (e.status === 409 && clash && part?.command.do === "set") {
      this.conflicts.value = [...this.conflicts.peek(), { pending: p, part, mine: part.command.value, theirs: clash.theirs, by: clash.by ?? "" }];
    } else this.refused.value = { label: p.label, say: e.say };
    this.show();
    if (this.queue.length === 0) this.saving.value = { is: "saved", at: this.world.now() };
    return true;
  }
}

/** A text with its patches, which stand in order and count in the text before. */
export function patch(text: string, patches: Patch[]): string {
  let out = "";
  let from = 0;
  for (const p of patches) {
    out += text.slice(from, p.from) + p.text;
    from = p.to;
  }
  return out + text.slice(from);
}

/** Keeps commands in this browser, until they are sent. */
export const inBrowser: Keep = {
  get: (id) => {
    try {
      return JSON.parse(localStorage.getItem(`definition ${id}`) ?? "[]") as Pending[];
    } catch {
      return [];
    }
  },
  set: (id, list) => {
    try {
      if (list.length > 0) localStorage.setItem(`definition ${id}`, JSON.stringify(list));
      else localStorage.removeItem(`definition ${id}`);
    } catch {
      // No room, or not allowed: memory has them all the same.
    }
  },
};

/** What follows the file as it is shown. */
export type Shown = ReadonlySignal<Tree | null>;
