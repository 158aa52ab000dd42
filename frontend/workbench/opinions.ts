/** Opinions that were begun: leaving a page, loading it anew or an ended session loses none; kept in this tab until they are sent or somebody signs out. */
const PREFIX = "opinion ";

/** What the opinions need of sessionStorage. */
type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** Begun opinions, by whose they are and what about. */
export class Opinions {
  /** What the store has no room for. */
  private readonly rest = new Map<string, string>();

  constructor(private readonly store: Store) {}

  get(key: string): string {
    return this.rest.get(key) ?? this.store.getItem(PREFIX + key) ?? "";
  }

  set(key: string, text: string): void {
    this.delete(key);
    if (!text) return;
    try {
      this.store.setItem(PREFIX + key, text);
    } catch {
      this.rest.set(key, text);
    }
  }

  delete(key: string): void {
    this.rest.delete(key);
    this.store.removeItem(PREFIX + key);
  }

  clear(): void {
    this.rest.clear();
    const keys = Array.from({ length: this.store.length }, (_, i) => this.store.key(i)).filter((k): k is string => !!k?.startsWith(PREFIX));
    for (const k of keys) this.store.removeItem(k);
  }
}
