/** A rule as the server reads and tries it while it is typed. The last answer stays until the next one is there. */
import { signal } from "@preact/signals";
import { ApiError, type Api } from "../../core/api";
import type { Trial } from "../api";
import type { Truth } from "./truth";

interface Place {
  from: number;
  to: number;
}

export interface Named {
  path: string;
  title: string;
}

export interface RulePart extends Place {
  result: Truth;
  values: { name: string; value: string }[];
  missing: Named[];
}

export interface RuleSite {
  path: string;
  result: Truth;
  value?: string;
  because: { text: string; result: Truth; values?: { name: string; value: string }[] }[];
  missing: Named[];
  parts: RulePart[];
}

export interface RuleFault extends Place {
  severity: "error" | "warning" | "advice";
  code: string;
  message: string;
  hint?: string;
}

/** What the server says of a rule; places are in UTF-16 units of the text that was asked. */
export interface RuleReading {
  sentence: string;
  clauses: (Place & { text: string })[];
  faults: RuleFault[];
  sites: RuleSite[];
  verdict?: string;
}

export const askRule = (api: Api, draft: string, path: string, text: string, trial: Trial, signal?: AbortSignal) =>
  api.call<RuleReading>("POST", `/designer/drafts/${encodeURIComponent(draft)}/rule`, { path, text: text || "true", trial }, { signal });

/** From the last key to asking, and from a failure to the next try, in ms. */
const PAUSE = 120;
const AGAIN = 3000;

export class Live {
  /** The newest answer, with the text that it is about. */
  readonly reading = signal<{ text: string; of: RuleReading } | null>(null);
  readonly state = signal<"here" | "asking" | "away">("asking");
  private abort: AbortController | null = null;
  private callOff: (() => void) | null = null;

  constructor(private readonly ask: (text: string, signal: AbortSignal) => Promise<RuleReading>,
    private readonly later: (ms: number, run: () => void) => () => void) {}

  /** Asks about a text, once nothing more is typed. */
  want(text: string, ms = PAUSE): void {
    this.callOff?.();
    this.abort?.abort();
    if (this.state.peek() !== "away") this.state.value = "asking";
    this.callOff = this.later(this.reading.peek() ? ms : 0, () => void this.go(text));
  }

  stop(): void {
    this.callOff?.();
    this.abort?.abort();
  }

  private async go(text: string): Promise<void> {
    const abort = (this.abort = new AbortController());
    try {
      const of = await this.ask(text, abort.signal);
      if (abort.signal.aborted) return;
      this.reading.value = { text, of };
      this.state.value = "here";
    } catch (e) {
      if (abort.signal.aborted) return;
      this.state.value = "away";
      if (e instanceof ApiError && (e.offline || e.status >= 500)) this.callOff = this.later(AGAIN, () => void this.go(text));
    }
  }
}
