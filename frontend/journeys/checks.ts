/** What every page is held to. Each check gives its findings, a line each; none is good news. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { troubles } from "./watch";

/** Axe's WCAG 2.2 A and AA rules. */
export async function axe(page: Page): Promise<string[]> {
  // In whole length: a bar that sticks to the edge of the window covers what can be scrolled from under it.
  const size = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (size && height > size.height) await page.setViewportSize({ width: size.width, height });
  const r = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
  if (size) await page.setViewportSize(size);
  return r.violations.map((v) => `${v.id}: ${v.help}\n    ${v.nodes.slice(0, 4).map((n) => `${n.target.join(" ")}  ${n.any[0]?.message ?? ""}`).join("\n    ")}`);
}

/** What a finger must hit is at least `least` px high and wide; links 24 high, but for those within a sentence. */
export function targets(page: Page, least: number): Promise<string[]> {
  return page.evaluate((min) => {
    const out: string[] = [];
    for (const el of document.querySelectorAll<HTMLElement>("button, input, select, textarea, a[href], summary, [role=option]")) {
      if (!el.checkVisibility({ visibilityProperty: true }) || el.tabIndex < 0 && el.closest("[aria-hidden=true]")) continue;
      const box = el.matches("[type=checkbox], [type=radio]") ? el.closest("label") ?? el : el;
      const r = box.getBoundingClientRect();
      if (r.width < 2 && r.height < 2) continue; // hidden for the eye: its label or button is the target
      const link = el.matches(".link, a[href]:not(.btn)");
      if (link && !el.matches(".link") && getComputedStyle(el).display === "inline") continue;
      const need = link || el.matches("summary") ? 24 : min;
      if (r.height < need - 0.5 || (r.width < need - 0.5 && !link)) {
        out.push(`${el.tagName.toLowerCase()}.${el.className} “${(el.innerText || el.getAttribute("aria-label") || el.id || el.outerHTML).slice(0, 90)}” ${Math.round(r.width)}×${Math.round(r.height)} < ${need}`);
      }
    }
    return out;
  }, least);
}

/** The page doesn't scroll sideways. */
export function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth + 1) return [];
    return [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1)
      .slice(0, 5).map((e) => `${e.tagName}.${e.getAttribute("class")}`);
  });
}

/** Nor does it at another width, such as 640: 1280 px at 200 %. */
export async function reflows(page: Page, width: number): Promise<string[]> {
  const size = page.viewportSize()!;
  await page.setViewportSize({ width, height: size.height });
  const found = await sideways(page);
  await page.setViewportSize(size);
  return found.map((f) => `at ${width} px: ${f}`);
}

/** Every control has a label that is seen, or is named by what stands beside it; a placeholder alone is none (axe lets it pass). */
export function unlabelled(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>("input, select, textarea")]
      .filter((c) => c.type !== "hidden" && (c.labels?.length ?? 0) === 0 && !c.getAttribute("aria-label") && !c.getAttribute("aria-labelledby"))
      .map((c) => c.id || c.outerHTML.slice(0, 80)));
}

/** What a reader is told: whatever can be focused has a name, there is one main part with one h1, and no level of headings is left out. */
export async function tree(page: Page): Promise<string[]> {
  const cdp = await page.context().newCDPSession(page);
  type Node = { nodeId: string; childIds?: string[]; ignored: boolean; role?: { value: string }; name?: { value: string }; properties?: { name: string; value: { value: unknown } }[] };
  const { nodes } = await cdp.send("Accessibility.getFullAXTree") as unknown as { nodes: Node[] };
  await cdp.detach();
  const by = new Map(nodes.map((n) => [n.nodeId, n]));
  const inOrder = (n: Node): Node[] => [n, ...(n.childIds ?? []).flatMap((id) => { const c = by.get(id); return c ? inOrder(c) : []; })];
  const seen = inOrder(nodes[0]!).filter((n) => !n.ignored);
  const of = (...roles: string[]) => seen.filter((n) => roles.includes(n.role?.value ?? ""));
  const prop = (n: Node, name: string) => n.properties?.find((p) => p.name === name)?.value.value;
  const out: string[] = [];
  for (const n of of("button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "switch", "option", "tab", "slider", "spinbutton", "dialog", "img", "image", "region")) {
    if (!(n.name?.value ?? "").trim()) out.push(`a ${n.role!.value} without a name`);
  }
  const navs = of("navigation").map((n) => n.name?.value ?? "");
  if (new Set(navs).size < navs.length) out.push(`navigations that are not told apart: ${navs.join(", ")}`);
  if (of("main").length !== 1) out.push(`${of("main").length} main parts`);
  const levels = of("heading").map((n) => ({ level: Number(prop(n, "level") ?? 0), name: n.name?.value ?? "" }));
  const first = levels.filter((h) => h.level === 1);
  if (first.length !== 1) out.push(`${first.length} headings of level 1: ${first.map((h) => h.name).join(", ")}`);
  for (const [i, h] of levels.entries()) {
    const before = levels[i - 1]?.level ?? 1;
    if (h.level > before + 1) out.push(`heading ${h.level} “${h.name}” follows one of level ${before}`);
  }
  return out;
}

/** By the keyboard: the order is that of reading, what has the focus shows it, and nothing that sticks to an edge covers it. */
export async function focusing(page: Page): Promise<string[]> {
  await page.keyboard.press("Tab"); // from now on the focus is a keyboard's
  const found = await page.evaluate(() => {
    const out: string[] = [];
    const name = (e: Element) => `${e.tagName.toLowerCase()}.${e.getAttribute("class") ?? ""} “${((e as HTMLElement).innerText || e.getAttribute("aria-label") || e.id).trim().slice(0, 20)}”`;
    const stops = [...document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary, [tabindex]")]
      .filter((e) => e.tabIndex >= 0 && !(e as HTMLButtonElement).disabled && e.checkVisibility({ visibilityProperty: true }) && !e.closest("[inert]"));
    for (const e of stops) if (e.tabIndex > 0) out.push(`${name(e)} is taken out of its order`);
    const look = (e: Element) => {
      const parts: Element[] = [];
      for (let at: Element | null = e, n = 0; at && n < 5; at = at.parentElement, n++) parts.push(at);
      if (e.nextElementSibling) parts.push(e.nextElementSibling);
      return parts.map((p) => { const s = getComputedStyle(p); return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor].join(); });
    };
    const first = document.activeElement as HTMLElement | null;
    for (const e of stops.slice(0, 80)) {
      if (!e.isConnected) continue;
      (document.activeElement as HTMLElement | null)?.blur();
      const before = look(e);
      e.focus();
      if (document.activeElement !== e) continue; // shown by something else that has the focus meanwhile
      if (look(e).every((l, i) => l === before[i])) out.push(`${name(e)} doesn't show that it has the focus`);
      const r = e.getBoundingClientRect();
      if (r.width < 3 || r.height < 3) continue;
      const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]].map(([x, y]) => document.elementFromPoint(r.left + r.width * x!, r.top + r.height * y!));
      if (points.every((p) => p && !e.contains(p) && !p.contains(e) && !p.closest("label")?.contains(e))) out.push(`${name(e)} is covered when it has the focus, by ${name(points[0]!)}`);
    }
    (document.activeElement as HTMLElement | null)?.blur();
    first?.focus();
    return out;
  });
  return found;
}

/** Every text that is seen, read out or shown in a field, but for what says that it is Chinese. */
export const texts = (page: Page): Promise<string[]> => page.evaluate(() => {
  const out: string[] = [];
  const seen = (e: Element | null) => !!e && !e.closest("[lang^=zh]:not(html), script, style, noscript");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (seen(walker.currentNode.parentElement)) out.push(walker.currentNode.textContent ?? "");
  for (const e of document.querySelectorAll("*")) {
    if (seen(e)) for (const a of ["aria-label", "placeholder", "title", "alt", "aria-description", "aria-roledescription"]) out.push(e.getAttribute(a) ?? "");
    if (seen(e) && e instanceof HTMLInputElement && !["hidden", "radio", "checkbox"].includes(e.type)) out.push(e.value);
  }
  out.push(document.title);
  return out.map((t) => t.trim()).filter((t) => t !== "");
});

/** What stands there because nobody wrote it: a key, a hole in a sentence, a value of the program. */
export const unsaid = (all: string[]): string[] =>
  all.filter((t) => /\bundefined\b|\bNaN\b|\[object |^\[[\w.]+\]$|\{[a-z_.]+\}|^null$|%!|Invalid Date/.test(t)).map((t) => `is no text: ${t.slice(0, 80)}`);

const HAN = /\p{Script=Han}+/gu;

/** What an English page says in Chinese, but for `names`, initials and the first character of a name that is masked. A law is quoted by its name. */
export function chinese(all: string[], names: (run: string) => boolean): string[] {
  const left = all.filter((t) => !/^\p{Script=Han}$/u.test(t) && [...t.replace(/《[^》]*》(第\p{Script=Han}+|[、至])*|\p{Script=Han}\*+/gu, "").matchAll(HAN)].some(([run]) => !names(run)));
  return [...new Set(left)].map((t) => `is Chinese: ${t.slice(0, 100)}`);
}

/** How a page is looked at. */
export interface Look {
  /** Least size of what is touched: 44 at a screen, 80 at a terminal, 24 at a desk. */
  tap: number;
  /** Axe looks, too: it takes longer than all else. */
  axe?: boolean;
  /** Every stop of the Tab key is looked at. */
  keys?: boolean;
  /** Widths at which it doesn't scroll sideways either. */
  widths?: number[];
  /** Which Chinese an English page may say; left out: the page is Chinese. */
  names?: (run: string) => boolean;
}

/** Waits until nothing on the page is still to come. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector("h1") && !document.querySelector("[aria-busy=true], .skeleton"));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** All checks of a page. */
export async function inspect(page: Page, look: Look): Promise<string[]> {
  await settled(page);
  const all = await texts(page);
  return [
    ...troubles(page), ...unsaid(all), ...(look.names ? chinese(all, look.names) : []),
    ...await unlabelled(page), ...await sideways(page), ...await targets(page, look.tap), ...await tree(page), ...(look.axe ? await axe(page) : []),
    ...await widths(page, look.widths ?? []), ...(look.keys ? await focusing(page) : []),
  ];
}

async function widths(page: Page, list: number[]): Promise<string[]> {
  const out: string[] = [];
  for (const w of list) out.push(...await reflows(page, w));
  return out;
}
