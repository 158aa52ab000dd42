import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { Capabilities } from "../screens/place";

/** One screen: its pattern (/items/:id) and what to draw with the parameters. */
export interface Route<T> {
  path: string;
  draw: (params: Record<string, string>) => T;
  /** Its script and style; those of the first screen are fetched at once, and not only when it is drawn. */
  page?: { fetch: (sheets: Capabilities["sheets"]) => Promise<unknown> };
  /** The path below /api that it will ask for; the first screen's is asked for at once. */
  asks?: (params: Record<string, string>) => string;
}

/** Where one is inside the channel; always begins with a slash. */
export interface Router {
  path: ReadonlySignal<string>;
  search: ReadonlySignal<URLSearchParams>;
  go: (path: string, replace?: boolean) => void;
  back: () => void;
  /** The address of a path, for links. */
  href: (path: string) => string;
}

/** A part of a path as text; null where it is none: /items/%ff */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** Parameters of a pattern in a path, or null. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const want = pattern.split("/");
  const have = path.split("/");
  if (want.length !== have.length) return null;
  const params: Record<string, string> = {};
  for (const [i, w] of want.entries()) {
    const h = have[i]!;
    if (w.startsWith(":")) {
      const text = decoded(h);
      if (text === null) return null;
      params[w.slice(1)] = text;
    } else if (w !== h) return null;
  }
  return params;
}

/** The first route that fits, with its parameters. */
export function find<T>(routes: Route<T>[], path: string): { route: Route<T>; params: Record<string, string> } | null {
  for (const route of routes) {
    const params = match(route.path, path);
    if (params) return { route, params };
  }
  return null;
}

/** Listens to the address bar and to clicks on links of this channel. `base` has a slash at both ends. */
export function startRouter(base: string): Router {
  const at = signal(location.pathname + location.search);
  const inside = (pathname: string) => `/${pathname.slice(base.length)}`.replace(/(.)\/$/, "$1");
  const href = (path: string) => base + path.slice(1);
  const see = () => { at.value = location.pathname + location.search; };
  const go = (path: string, replace = false) => {
    history[replace ? "replaceState" : "pushState"]({ inside: true }, "", href(path));
    see();
    scrollTo(0, 0);
  };
  addEventListener("popstate", see);
  document.addEventListener("click", (e) => {
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    const a = (e.target as Element).closest("a");
    if (!a || a.target || a.hasAttribute("download") || a.origin !== location.origin) return;
    if (!a.pathname.startsWith(base) || (a.hash && a.pathname === location.pathname && a.search === location.search)) return;
    e.preventDefault();
    go(inside(a.pathname) + a.search);
  });
  const url = computed(() => new URL(at.value, location.origin));
  return {
    path: computed(() => inside(url.value.pathname)),
    search: computed(() => url.value.searchParams),
    go,
    href,
    back: () => (history.state?.inside ? history.back() : go("/", true)),
  };
}
