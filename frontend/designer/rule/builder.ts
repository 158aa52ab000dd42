/** One rule that is open: its text, the rows that it reads as, what it came to, and where one is. */
import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Cond } from "../../core/rows/cond";
import type { Span } from "../../core/rows/node";
import type { Editing } from "../app";
import { givesValue, rulePath } from "../model/item";
import { at, nameOf as lastName, textOf } from "../model/tree";
import type { StudioWords } from "../words";
import { isEmpty, read, type Change, type Read } from "./edits";
import { Live, askRule } from "./live";
import { inside, nameOf, namesAt, type Name } from "./names";
import { partsBy, type Parts } from "./truth";

/** A row that stands in no text yet: behind which row, and what it will be. */
export interface Drafting {
  after: string;
  how: "row" | "group" | "text";
}

export class Builder {
  readonly text: ReadonlySignal<string>;
  readonly read: ReadonlySignal<Read>;
  readonly names: ReadonlySignal<Name[]>;
  readonly parts: ReadonlySignal<Parts>;
  readonly live: Live;
  /** The part of the text that is pointed at. */
  readonly hover = signal<Span | null>(null);
  /** The row that one is in: r.0.1 is the second condition of the first of all. */
  readonly selected = signal("");
  readonly drafting = signal<Drafting | null>(null);
  readonly rule: string;
  readonly givesValue: boolean;
  /** Where the focus goes once the rows are drawn: a row and its slot. */
  goal: { id: string; slot: string } | null = null;
  /** A change that could not be made by rows. */
  readonly refused = signal(false);
  private asked = "";
  private stop: () => void;

  constructor(readonly e: Editing, readonly path: string, readonly words: ReadonlySignal<StudioWords>, private readonly label: string) {
    this.rule = rulePath(path);
    this.givesValue = givesValue(this.rule);
    this.text = computed(() => textOf(at(e.doc.tree.value ?? undefined, path)));
    this.read = computed(() => read(this.text.value));
    this.names = computed(() => {
      void e.trial.drawn.value;
      const plan = e.trial.session.value?.plan;
      return plan ? namesAt(plan, this.rule, words.value.names) : [];
    });
    this.live = new Live(async (text, abort) => {
      if (!this.live.reading.peek()) await e.doc.flush(); // an entry just added is with the server before its rule is asked about
      return askRule(e.studio.api, e.doc.id, path, text, e.trial.body(), abort);
    }, (ms, run) => { const t = setTimeout(run, ms); return () => clearTimeout(t); });
    this.parts = computed(() => {
      const r = this.live.reading.value;
      return r ? partsBy(r.text, r.of.sites[0]?.parts ?? []) : new Map();
    });
    this.stop = effect(() => {
      void e.trial.asked.value;
      void e.trial.session.value?.input.value;
      // Looking at the draft gives the session the same answers anew: that is no reason to ask again.
      const asked = JSON.stringify([this.text.value, e.trial.body()]);
      if (asked === this.asked) return;
      this.asked = asked;
      this.live.want(this.text.value);
    });
  }

  close(): void {
    this.stop();
    this.live.stop();
  }

  get may(): boolean {
    return this.e.may;
  }

  /** Writes the rule anew, as far as that is another. False where the edit could not be done. */
  change(text: Change, typing = false): boolean {
    this.refused.value = text === undefined;
    if (text === undefined || !this.may) return false;
    if (text === this.text.peek()) return true;
    const { doc } = this.e;
    const stands = at(doc.tree.peek() ?? undefined, this.path) !== undefined;
    if (text === "" && lastName(this.path) !== "that") return stands && this.e.do({ do: "delete", at: this.path }, this.label);
    const value = isEmpty(text) ? true : text.trim() === "false" ? false : text;
    return this.e.do({ do: "set", at: this.path, value }, this.label, typing);
  }

  /** The condition of a row, and the names that it may read. */
  find(id: string): { cond: Cond; names: Name[] } | undefined {
    let cond = this.read.peek().cond;
    let names = this.names.peek();
    for (const step of id.split(".").slice(1)) {
      if (!cond) return undefined;
      if (step === "w") {
        names = inside(names, cond.list?.kind === "path" ? nameOf(names, cond.list.text) : undefined, cond.var!);
        cond = cond.where ?? null;
      } else cond = cond.items[Number(step)] ?? null;
    }
    return cond ? { cond, names } : undefined;
  }
}

/** Whether a part of the text is within what is pointed at. */
export const within = (of: Span | null, part: Span): boolean => of !== null && of.from <= part.from && part.to <= of.to;

const Context = createContext<Builder | null>(null);
export const BuilderProvider = Context.Provider;

/** The rule around a component. */
export function useBuilder(): Builder {
  const b = useContext(Context);
  if (!b) throw new Error("useBuilder outside of a rule: wrap the part in BuilderProvider");
  return b;
}
