import type { Sheet } from "../screens/place";

/** Style sheets of single pages, each fetched once and in force only where it is asked for. */
const links = new Map<string, { link: HTMLLinkElement; here: Promise<void> }>();

/**
 * Fetches sheets; idle: for a page that may come, after everything else. They are in force only once useOnly says so:
 * the page that wanted them may have been left. It does not fail: a page without its style can still be used.
 */
export function fetchSheets(all: Partial<Record<Sheet, string>> | undefined, names: Sheet[], idle = false): Promise<unknown> {
  return Promise.all(names.map((name) => {
    const url = all?.[name];
    if (!url) return undefined;
    const old = links.get(url);
    if (old) return old.here;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = url;
    if (idle) link.media = "not all";
    const here = new Promise<void>((done) => {
      link.onload = () => {
        if (link.sheet) link.sheet.disabled = true;
        link.media = "all";
        done();
      };
      link.onerror = () => {
        links.delete(url);
        link.remove();
        done();
      };
    });
    links.set(url, { link, here });
    document.head.append(link);
    return here;
  }));
}

/** Puts sheets in force, and with only all others out of it: what one page says of a class is nothing to another. */
export function useOnly(all: Partial<Record<Sheet, string>> | undefined, names: Sheet[], only = true): void {
  const urls = names.map((n) => all?.[n]);
  for (const [url, { link }] of links) {
    if (!link.sheet) continue;
    if (urls.includes(url)) link.sheet.disabled = false;
    else if (only) link.sheet.disabled = true;
  }
}
