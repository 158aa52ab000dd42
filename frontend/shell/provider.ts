/** The way to a real provider of identities and back. */
import type { ApiError } from "../core/api";

/** A path of this channel; whatever could lead elsewhere is the home page. */
export function ownPath(to: string | null): string {
  return to !== null && /^\/(?![/\\])/.test(to) ? to : "/";
}

/** The address that leads to the provider; `place` is where one comes back to, as an address of this site. */
export function providerAt(place: string, level = 0): string {
  const q = new URLSearchParams({ to: place, channel: document.documentElement.dataset.channel ?? "web" });
  if (level > 0) q.set("level", String(level));
  return `/api/sign-in?${q}`;
}

/** Where one is recognised more surely, inside the channel. */
export function stepUpAt(place: string, level: number): string {
  return `/sign-in?${new URLSearchParams({ to: place, level: String(level) })}`;
}

/** The same for what was refused because one isn't known surely enough; undefined for anything else. */
export function stepUpFor(e: ApiError, place: string): string | undefined {
  const { level } = e.body;
  return typeof level === "number" && level > 0 ? stepUpAt(place, level) : undefined;
}
