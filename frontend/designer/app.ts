/** What every screen of the designer has in common, and what those of one draft share. */
import { computed, effect, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { ApiError } from "../core/api";
import { startDesk, type Desk } from "../desk/seat";
import { look as lookAt, samples as samplesOf, type DefinitionDraft, type Look, type Names, type Removal, type Sample, type Schema } from "./api";
import { sharedPath, type Document } from "./document";
import { flat, outlineOf, outlineOfShared, placesOf, type Entry, type PartKey } from "./model/item";
import { at, child, join, entryName, isList, namesOf, nameOf, parentOf, within, type Command, type Tree } from "./model/tree";
import { Proving } from "./proof/proving";
import { schemaAt } from "./schema";
import type { TrialRun } from "./trial";

/** Everything that the designer's screens have in common. */
export interface Studio extends Desk {
  /** What has just succeeded. */
  news: Signal<string>;
}

const Context = createContext<Studio | null>(null);
export const StudioProvider = Context.Provider;

/** The studio around a component. */
export function useStudio(): Studio {
  const studio = useContext(Context);
  if (!studio) throw new Error("useStudio outside of the designer: wrap the part in StudioProvider");
  return studio;
}

/** Puts the pieces together. */
export function startStudio(): Studio {
  return { ...startDesk("/designer/"), news: signal("") };
}

/** Where looking at the draft stands. */
export type Looking = { is: "here" } | { is: "looking" } | { is: "failed"; error: ApiError };

/** What lies beside or below the canvas. */
export type Beside = "none" | "problems" | "history" | "tests" | "outcomes";

/** From a change to looking again, in ms. */
const PAUSE = 150;

/** One draft that is open: the document, how it stands, and what is selected. */
export class Editing {
  readonly look = signal<Look | null>(null);
  readonly looking = signal<Looking>({ is: "looking" });
  readonly selection = signal<string[]>([]);
  /** The text that is edited in place: an entry, and the path of the text below it. */
  readonly inPlace = signal<{ path: string; key: string } | null>(null);
  /** What is selected on the canvas, where it comes from a fragment: its name in evaluation. */
  readonly foreign = signal("");
  /** The rule whose slot is open; "" none. */
  readonly rule = signal("");
  readonly ghosts = signal(true);
  readonly beside = signal<Beside>("none");
  readonly yaml = signal(false);
  /** Where something is to be added: a list and the place in it. */
  readonly adding = signal<{ list: string; index: number } | null>(null);
  readonly moving = signal<string[]>([]);
  /** The trial is being kept as a test. */
  readonly keeping = signal(false);
  /** The entry that gets another id; "" none. */
  readonly renaming = signal("");
  /** Asked before it goes: entries, and what goes or breaks with them. */
  readonly deleting = signal<{ paths: string[]; found: Removal } | null>(null);
  /** Said once, politely. */
  readonly said = signal("");
  readonly outline: ReadonlySignal<Entry[]>;
  readonly entries: ReadonlySignal<Map<string, Entry>>;
  /** Of what evaluation names, where it stands in the file; and back. */
  readonly places: ReadonlySignal<Map<string, string>>;
  readonly named: ReadonlySignal<Map<string, string>>;
  readonly proving: Proving;
  /** It is a file that items share: no form, no trial, no tests of its own. */
  readonly shared: boolean;
  /** With whom it can be tried. */
  readonly samples: Signal<Sample[]>;
  private kinds: string | undefined;
  /** Where that which is selected stood. */
  private stood = new Map<string, { list: string; index: number; count: number }>();
  private abort: AbortController | null = null;
  private timer = 0;
  private stop: (() => void)[] = [];

  constructor(readonly studio: Studio, readonly draft: DefinitionDraft, readonly doc: Document, readonly trial: TrialRun,
    readonly schema: Schema, samples: Sample[], readonly names: Names, titles: Record<PartKey, string>) {
    this.samples = signal(samples);
    this.proving = new Proving(studio.api, doc.id, doc.version, !sharedPath(draft.item));
    this.shared = sharedPath(draft.item);
    this.outline = computed(() => (this.shared ? outlineOfShared(doc.tree.value, (p) => schemaAt(schema, doc.tree.value, p)?.title ?? nameOf(p))
      : outlineOf(doc.tree.value, titles, (kind, id) => names[kind]?.find((n) => n.id === id)?.title)));
    this.entries = computed(() => new Map(flat(this.outline.value).map((e) => [e.path, e])));
    this.places = computed(() => placesOf(doc.tree.value));
    this.named = computed(() => new Map([...this.places.value].map(([name, path]) => [path, name])));
    this.stop.push(effect(() => this.followSelected()));
    this.stop.push(effect(() => {
      void doc.version.value;
      void trial.asked.value;
      void trial.round.value;
      this.again(this.look.peek() ? PAUSE : 0);
    }));
  }

  close(): void {
    this.stop.forEach((s) => s());
    this.proving.close();
    this.abort?.abort();
    clearTimeout(this.timer);
  }

  /** Looks at the draft anew, after a pause in which nothing more changes. */
  again(ms = 0): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.see(), ms);
  }

  private async see(): Promise<void> {
    this.abort?.abort();
    const abort = (this.abort = new AbortController());
    this.looking.value = { is: "looking" };
    try {
      const got = await lookAt(this.studio.api, this.doc.id, this.trial.body(), abort.signal);
      if (abort.signal.aborted) return;
      if (got.tree) this.doc.read(got.tree, got.version);
      if (got.view) await this.trial.take(got.view);
      this.look.value = got;
      void this.others(got.tree);
      this.looking.value = { is: "here" };
    } catch (e) {
      if (abort.signal.aborted) return;
      this.looking.value = { is: "failed", error: e instanceof ApiError ? e : new ApiError(500, String(e)) };
      if (e instanceof ApiError && e.offline) this.again(3000);
    }
  }

  /** Other kinds of applicants are other people to try it with. */
  private async others(tree: Tree | null): Promise<void> {
    if (!tree) return;
    const kinds = JSON.stringify(at(tree, "/applicants") ?? null);
    if (this.kinds === undefined || kinds === this.kinds) {
      this.kinds = kinds;
      return;
    }
    const list = await samplesOf(this.studio.api, this.doc.id).catch(() => null);
    if (!list) return; // asked again with the next look
    this.kinds = kinds;
    this.samples.value = list;
    if (!list.some((s) => s.as === this.trial.as.peek())) this.trial.as.value = list[0]?.as ?? "";
  }

  /** The entry that is selected alone. */
  get one(): string {
    return this.selection.value.length === 1 ? this.selection.value[0]! : "";
  }

  /** Selects an entry; add: beside those that are; range: all between. */
  select(path: string, how: "one" | "add" | "range" = "one"): void {
    const now = this.selection.peek();
    if (how === "add") this.selection.value = now.includes(path) ? now.filter((p) => p !== path) : [...now, path];
    else if (how === "range" && now.length > 0) {
      const all = [...this.entries.peek().keys()].filter((p) => parentOf(p) === parentOf(now[0]!));
      const [a, b] = [all.indexOf(now[0]!), all.indexOf(path)].sort((x, y) => x - y) as [number, number];
      this.selection.value = a < 0 ? [path] : now[0] === all[a] ? all.slice(a, b + 1) : all.slice(a, b + 1).reverse();
    } else if (now.length !== 1 || now[0] !== path) this.selection.value = path ? [path] : [];
    this.inPlace.value = null;
    this.foreign.value = "";
    if (!within(this.rule.peek(), path)) this.rule.value = "";
  }

  /** What is selected stays so under another id: where an entry is gone and its list is as long as before, its place is looked at. */
  private followSelected(): void {
    const entries = this.entries.value;
    const selection = this.selection.value;
    const gone = (p: string) => this.stood.has(p) && !entries.has(p);
    if (selection.some(gone)) {
      this.selection.value = selection.map((p) => {
        const was = this.stood.get(p);
        const list = was && at(this.doc.tree.peek() ?? undefined, was.list);
        return gone(p) && was && isList(list) && list.l.length === was.count ? join(was.list, entryName(list.l, was.index)) : p;
      }).filter((p) => entries.has(p) || !this.stood.has(p));
      return; // the new selection runs this again
    }
    this.stood = new Map(selection.flatMap((p) => {
      const place = entries.has(p) ? this.placeOf(p) : null;
      return place ? [[p, { list: place.list, index: place.index, count: place.all.length }] as const] : [];
    }));
  }

  /** Edits the title of an entry in place: as it is asked, where it is asked otherwise. */
  rename(path: string): void {
    if (!this.may || !this.entries.peek().has(path) || path.lastIndexOf("/") === 0) return;
    const t = at(this.doc.tree.peek() ?? undefined, path);
    this.inPlace.value = { path, key: child(t, "ask") ? "ask" : "title" };
  }

  /** Whether this person may change the draft. */
  get may(): boolean {
    return this.draft.may.edit?.may === true && this.draft.state === "open";
  }

  /** One edit, and the selection goes where the entry is then. */
  do(command: Command, label: string, typing = false): boolean {
    if (!this.may) return false;
    const was = this.selection.peek();
    const done = this.doc.do(command, label, typing);
    if (!done) return false;
    if (command.do === "insert") {
      // What the outline doesn't show is edited where it was added.
      const there = this.lastOf(command.at, command.index);
      if (this.entries.peek().has(there)) this.select(there);
    }
    else if (command.do === "move") {
      const there = this.lastOf(command.to, command.index);
      this.selection.value = was.map((p) => (p === command.at ? there : p));
    }
    return done;
  }

  /** Several edits as one step. */
  all(commands: Command[], label: string): boolean {
    return this.may && this.doc.all(commands, label);
  }

  /** Commands for files of the draft, as one step; what they come to in other files is seen once the server has them. */
  step(orders: { file: string; command: Command }[], label: string): boolean {
    return this.may && this.doc.step(orders, label);
  }

  /** The path of a place in a list, as the file is shown now. */
  lastOf(list: string, index: number): string {
    const t = at(this.doc.tree.peek() ?? undefined, list);
    return isList(t) && t.l.length > 0 ? join(list, entryName(t.l, Math.min(index, t.l.length - 1))) : list;
  }

  /** The list that an entry stands in, its place there, and all that stand there. */
  placeOf(path: string): { list: string; index: number; all: Tree[] } | null {
    const list = parentOf(path);
    const t = at(this.doc.tree.peek() ?? undefined, list);
    if (!isList(t)) return null;
    const index = t.l.findIndex((_, i) => entryName(t.l, i) === namesOf(path).at(-1));
    return index < 0 ? null : { list, index, all: t.l };
  }

  titleOf(path: string): string {
    return this.entries.peek().get(path)?.title ?? nameOf(path).replace(/^#/, "");
  }

  /** Tells who can't see it what has happened. */
  say(text: string): void {
    this.said.value = "";
    setTimeout(() => { this.said.value = text; }, 50);
  }
}

const EditingContext = createContext<Editing | null>(null);
export const EditingProvider = EditingContext.Provider;

/** The draft around a component. */
export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error("useEditing outside of a draft: wrap the part in EditingProvider");
  return editing;
}
