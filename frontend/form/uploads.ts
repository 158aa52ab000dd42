import { signal } from "@preact/signals";
import { ApiError, type Api, type FileLine, type Saved } from "../core/api";
import type { TusWorld } from "../core/tus";

/** A file that is under way, or did not come through. */
export interface Sending {
  id: number;
  /** Path of its material. */
  material: string;
  file: File;
  /** 0 to 100. */
  percent: number;
  /** It has stopped; `say` is why, "" where nobody knows. */
  failed: boolean;
  say: string;
  /** The line is cut: it goes on by itself. */
  offline: boolean;
  /** Somebody has stopped it, and may let it go on. */
  paused: boolean;
}

const stopped = new DOMException("paused", "AbortError");

/**
 * The uploads of a draft: they go on one beside the other whatever page is open,
 * over a line that is cut, and each can be paused and tried again. Nothing is handed in as long as one of them is
 * neither there nor given up.
 */
export class Uploads {
  readonly list = signal<Sending[]>([]);
  /** Told how the draft is with a file that has arrived; the form that is open sets it. */
  arrived: (now: Saved & { file?: FileLine }) => void = () => undefined;
  private readonly stops = new Map<number, AbortController>();
  /** Under which id of the server a file can go on. */
  private readonly known = new Map<number, string>();
  private readonly wakes = new Set<() => void>();
  /** Who waits for a place, and for which material. */
  private queue: { material: string; go: () => void }[] = [];
  /** The materials of what is being sent. */
  private readonly sending: string[] = [];
  private count = 0;

  constructor(private readonly api: Pick<Api, "raw" | "call">, private readonly draft: string, private readonly world: Partial<TusWorld> = {}) {}

  /** How many are under way, or wait to go on. */
  get going(): number {
    return this.list.peek().filter((s) => !s.failed).length;
  }

  /** Begins to send a file; one that is `refused`, in words, stands there without being sent. */
  begin(material: string, file: File, refused = ""): void {
    const id = ++this.count;
    this.list.value = [...this.list.peek(), { id, material, file, percent: 0, failed: refused !== "", say: refused, offline: false, paused: false }];
    if (!refused) void this.run(id);
  }

  /** Goes on with what failed or was paused. */
  retry(id: number): void {
    if (this.stops.has(id)) this.online();
    else void this.run(id);
  }

  pause(id: number): void {
    this.stops.get(id)?.abort(stopped);
    this.change(id, { paused: true, offline: false });
  }

  /** The network is back: whatever waits for it tries now. */
  online(): void {
    for (const wake of [...this.wakes]) wake();
  }

  /** Takes a file off the list, whether it is under way or not. */
  drop(id: number): void {
    const upload = this.known.get(id);
    this.forget(id);
    // The server forgets it by itself, too, in a day.
    if (upload) void this.api.raw("DELETE", `/drafts/${this.draft}/uploads/${upload}`, { headers: { "Tus-Resumable": "1.0.0" } }).catch(() => undefined);
  }

  /** Ends all of them, and says nothing to the server: who stands here may be somebody else by now. */
  stop(): void {
    for (const s of this.list.peek()) this.forget(s.id);
  }

  private forget(id: number): void {
    this.stops.get(id)?.abort();
    this.known.delete(id);
    this.list.value = this.list.peek().filter((s) => s.id !== id);
  }

  private change(id: number, to: Partial<Sending>): void {
    this.list.value = this.list.peek().map((s) => (s.id === id ? { ...s, ...to } : s));
  }

  private async run(id: number): Promise<void> {
    const s = this.list.peek().find((x) => x.id === id);
    if (!s) return;
    const stop = new AbortController();
    this.stops.set(id, stop);
    this.change(id, { failed: false, say: "", offline: false, paused: false });
    await this.place(s.material, stop.signal);
    try {
      stop.signal.throwIfAborted();
      const { send } = await this.protocol(id, stop.signal);
      const now = await send<Saved & { file: FileLine }>(this.tus(), this.draft, s.material, s.file, this.known.get(id) ?? "", {
        began: (upload) => this.known.set(id, upload),
        sent: (bytes) => this.change(id, { percent: Math.floor((bytes / Math.max(1, s.file.size)) * 100) }),
        waiting: (offline) => this.change(id, { offline }),
      }, stop.signal);
      this.arrived(now);
      this.forget(id);
    } catch (e) {
      // One that was dropped is not on the list any more; one that was paused stays as it is.
      if (!stop.signal.aborted) this.change(id, { failed: true, offline: false, say: e instanceof ApiError ? e.say : "" });
    } finally {
      if (this.stops.get(id) === stop) this.stops.delete(id);
      this.sending.splice(this.sending.indexOf(s.material), 1);
      const next = this.queue.find((q) => this.free(q.material));
      this.queue = this.queue.filter((q) => q !== next);
      next?.go();
    }
  }

  /** Pages of one paper go one after the other, so that they arrive in their order. */
  private free(material: string): boolean {
    return this.sending.length < AT_ONCE && !this.sending.includes(material);
  }

  /** Waits for a place. */
  private async place(material: string, signal: AbortSignal): Promise<void> {
    if (!this.free(material)) {
      await new Promise<void>((go) => {
        const q = { material, go };
        this.queue.push(q);
        signal.addEventListener("abort", () => {
          this.queue = this.queue.filter((x) => x !== q);
          go();
        });
      });
    }
    this.sending.push(material);
  }

  /** The script that sends comes with the first file; until it is there the line is cut. */
  private async protocol(id: number, stop: AbortSignal): Promise<typeof import("./sending")> {
    for (;;) {
      try {
        return await import("./sending");
      } catch {
        this.change(id, { offline: true });
        await this.tus().wait(AGAIN, stop);
      }
    }
  }

  private tus(): TusWorld {
    return {
      api: this.api, now: () => performance.now(), sum,
      wait: (ms, stop) => new Promise((done, fail) => {
        const end = () => { clearTimeout(timer); this.wakes.delete(end); if (stop.aborted) fail(stop.reason); else done(); };
        const timer = setTimeout(end, ms);
        this.wakes.add(end);
        stop.addEventListener("abort", end);
      }),
      ...this.world,
    };
  }
}

/** How many go at a time: more only share the line. */
const AT_ONCE = 3;

/** The script that sends is asked for again after so many ms, or when the network is back. */
const AGAIN = 3000;

/** Larger files are not read as a whole. */
const SUMMED = 64 * 1024 * 1024;

/** SHA-256 in hexadecimal; browsers have it on safe pages alone. */
async function sum(file: Blob): Promise<string> {
  if (!globalThis.crypto?.subtle || file.size > SUMMED) return "";
  try {
    const raw = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    return [...raw].map((b) => b.toString(16).padStart(2, "0")).join("");
  } catch {
    return ""; // the file has gone: sending it says so
  }
}
