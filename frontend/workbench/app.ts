import { signal, type Signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { startDesk, type Desk } from "../desk/seat";
import type { Assigned, DeskPage, Finding, Found, Purpose } from "./desk";
import { Opinions } from "./opinions";

/** Everything that the workbench has in common. */
export interface Bench extends Desk {
  /** The list as it was seen last: for the way back, for 下一件, and for when the server is away. */
  list: Signal<{ key: string; page: DeskPage; at: Date } | null>;
  /** Number of the row that is selected. */
  selected: Signal<string>;
  /** Numbers of the rows that are picked for an order about several. */
  picked: Signal<ReadonlySet<string>>;
  /** What was searched last and found: never in an address. */
  found: Signal<{ text: string; purpose: Purpose; got: Found } | null>;
  /** What of an order about several cases was not done. */
  undone: Signal<Assigned[]>;
  /** Handled since this tab was opened. */
  handled: Signal<number>;
  /** What has just succeeded. */
  news: Signal<string>;
  opinions: Opinions;
  /** What a person concluded at this desk, by number and version; kept until the tab is closed. */
  concluded: Signal<Record<string, Record<string, Finding>>>;
}

const Context = createContext<Bench | null>(null);

/** Gives the bench to everything below it. */
export const BenchProvider = Context.Provider;

/** The bench around a component. */
export function useBench(): Bench {
  const bench = useContext(Context);
  if (!bench) throw new Error("useBench outside of the workbench: wrap the part in BenchProvider");
  return bench;
}

/** Puts the pieces together. */
export function startBench(): Bench {
  return {
    ...startDesk("/staff/"),
    list: signal(null), selected: signal(""), picked: signal(new Set()), found: signal(null), undone: signal([]), handled: signal(0), news: signal(""), opinions: new Opinions(sessionStorage), concluded: signal({}),
  };
}
