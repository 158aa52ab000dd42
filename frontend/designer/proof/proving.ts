import { effect, signal, type ReadonlySignal } from "@preact/signals";
import { ApiError, type Api } from "../../core/api";
import { prove, type Proof } from "./api";

/** From a change to running the tests, in ms: a word is typed out first. */
const PAUSE = 600;

export type Running = { is: "here" } | { is: "running" } | { is: "failed"; error: ApiError };

/** The tests of a draft, run again after each change; the last results stay until there are new ones. */
export class Proving {
  readonly proof = signal<Proof | null>(null);
  readonly running = signal<Running>({ is: "running" });
  /** The test that was kept last on this screen, by its name. */
  readonly kept = signal("");
  private abort: AbortController | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly stop: () => void;

  /** has: there are tests; a file that items share has none of its own. */
  constructor(private readonly api: Api, private readonly id: string, version: ReadonlySignal<number>, has = true) {
    this.stop = effect(() => {
      void version.value;
      if (!has) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.run(), this.proof.peek() ? PAUSE : 0);
    });
  }

  close(): void {
    this.stop();
    this.abort?.abort();
    clearTimeout(this.timer);
  }

  /** Runs all now. */
  async run(): Promise<void> {
    clearTimeout(this.timer);
    this.abort?.abort();
    const abort = (this.abort = new AbortController());
    this.running.value = { is: "running" };
    try {
      const got = await prove(this.api, this.id, abort.signal);
      if (abort.signal.aborted) return;
      this.proof.value = got;
      this.running.value = { is: "here" };
    } catch (e) {
      if (abort.signal.aborted) return;
      this.running.value = { is: "failed", error: e instanceof ApiError ? e : new ApiError(500, String(e)) };
    }
  }
}
