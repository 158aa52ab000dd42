import { signal } from "@preact/signals";
import { ApiError, type Api, type FileLine, type Saved } from "../core/api";

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
  offline: boolean;
}

/**
 * The uploads of a draft: they go on one beside the other whatever page is open,
 * and each can be tried again. Nothing is handed in as long as one of them is
 * neither there nor given up.
 */
export class Uploads {
  readonly list = signal<Sending[]>([]);
  /** Told how the draft is with a file that has arrived; the form that is open sets it. */
  arrived: (now: Saved) => void = () => undefined;
  private readonly stops = new Map<number, AbortController>();
  private count = 0;

  constructor(private readonly api: Pick<Api, "upload">, private readonly draft: string) {}

  /** How many are under way. */
  get going(): number {
    return this.list.peek().filter((s) => !s.failed).length;
  }

  /** Begins to send a file; one that is `refused`, in words, stands there without being sent. */
  begin(material: string, file: File, refused = ""): void {
    const id = ++this.count;
    this.list.value = [...this.list.peek(), { id, material, file, percent: 0, failed: refused !== "", say: refused, offline: false }];
    if (!refused) void this.run(id);
  }

  retry(id: number): void {
    if (!this.stops.has(id)) void this.run(id);
  }

  /** Takes a file off the list, whether it is under way or not. */
  drop(id: number): void {
    this.stops.get(id)?.abort();
    this.list.value = this.list.peek().filter((s) => s.id !== id);
  }

  /** Ends all of them. */
  stop(): void {
    for (const s of this.list.peek()) this.drop(s.id);
  }

  private change(id: number, to: Partial<Sending>): void {
    this.list.value = this.list.peek().map((s) => (s.id === id ? { ...s, ...to } : s));
  }

  private async run(id: number): Promise<void> {
    const s = this.list.peek().find((x) => x.id === id);
    if (!s) return;
    const stop = new AbortController();
    this.stops.set(id, stop);
    this.change(id, { percent: 0, failed: false, say: "", offline: false });
    const path = `/drafts/${this.draft}/files?material=${encodeURIComponent(s.material)}`;
    try {
      const now = await this.api.upload<Saved & { file: FileLine }>(path, s.file, s.file.name, (percent) => this.change(id, { percent }), stop.signal);
      this.arrived(now);
      this.drop(id);
    } catch (e) {
      const { say, offline } = e instanceof ApiError ? e : { say: "", offline: false };
      this.change(id, { failed: true, say, offline }); // one that was dropped is not on the list any more
    } finally {
      this.stops.delete(id);
    }
  }
}
