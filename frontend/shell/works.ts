/** Files of a draft that go on while its page is gone. */
export interface Sending {
  /** How many are under way. */
  readonly going: number;
  /** Gives up what is not there yet. */
  stop: () => void;
}

/** Something that may still be saving when its page is gone. */
export interface Work {
  /** Saves what is not saved; true once nothing is left. */
  close: () => Promise<boolean>;
  /** Gives up what is not saved. */
  stop: () => void;
}

/** What is open, or was left and is not saved yet. */
export class Works {
  private readonly all = new Set<Work>();
  private readonly uploads = new Map<string, Sending>();

  open(work: Work): void {
    this.all.add(work);
  }

  /** Its page is gone: it is forgotten once it is saved. */
  left(work: Work): void {
    void work.close().then((saved) => saved && this.all.delete(work));
  }

  /** Waits until everything is saved, or for so many ms. */
  async settled(ms: number): Promise<void> {
    if (this.all.size === 0) return;
    await Promise.race([Promise.all([...this.all].map((w) => w.close())), new Promise((done) => setTimeout(done, ms))]);
  }

  /** The uploads of a draft: those that were begun before it was left and opened again are among them. */
  uploadsOf<T extends Sending>(draft: string, begin: () => T): T {
    const had = this.uploads.get(draft);
    if (had) return had as T; // one draft has one kind of uploads
    const own = begin();
    this.uploads.set(draft, own);
    return own;
  }

  /** How many files are under way. */
  sending(): number {
    return [...this.uploads.values()].reduce((n, u) => n + u.going, 0);
  }

  /** Gives up what is still not saved. */
  stop(): void {
    for (const w of this.all) w.stop();
    for (const u of this.uploads.values()) u.stop();
    this.all.clear();
    this.uploads.clear();
  }
}
