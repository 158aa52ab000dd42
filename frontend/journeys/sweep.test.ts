import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launch, shoot } from "./browser";
import { inspect, settled, type Look } from "./checks";
import { openHallOfMany } from "../workbench/elders";
import { designerStops, publicStops, staffStops, type Stop } from "./pages";
import { spoken } from "./spoken";
import { watch } from "./watch";
import { fillHall, typed, type Who, type World } from "./world";

/** The tables of the pages, as text: whoever adds a page adds a stop. */
const tables: [file: string, stops: Stop[], least: number][] = [["frontend/shell/pages/routes.tsx", publicStops, 16], ["frontend/workbench/main.tsx", staffStops, 16], ["frontend/designer/main.tsx", designerStops, 3]];

test("every page of the tables is looked at by somebody", () => {
  for (const [file, stops, least] of tables) {
    const routes = [...readFileSync(file, "utf8").matchAll(/"(\/[a-z:/-]*)"/g)].map((m) => m[1]!).filter((r) => r !== "/staff/");
    assert.ok(routes.length >= least, file);
    assert.deepEqual([...new Set(stops.map((s) => s.route))].sort(), [...new Set(routes)].sort(), file);
    assert.equal(new Set(stops.map((s) => s.name)).size, stops.length, "each look has a name of its own");
  }
});

/** How pages are looked at, one after the other: in which window, language and type. */
interface Round { name: string; base: string; stops: Stop[]; width: number; height: number; lang: "zh" | "en"; large?: boolean; look: Look }

const rounds: Round[] = [
  { name: "wide", base: "/", stops: publicStops, width: 1280, height: 800, lang: "zh", look: { tap: 44, axe: true, keys: true, widths: [640] } },
  { name: "phone-en", base: "/", stops: publicStops, width: 390, height: 844, lang: "en", look: { tap: 44 } },
  { name: "phone-large", base: "/", stops: publicStops, width: 390, height: 844, lang: "zh", large: true, look: { tap: 44, keys: true } },
  { name: "desk", base: "/staff/", stops: staffStops, width: 1280, height: 800, lang: "zh", look: { tap: 24, axe: true, keys: true, widths: [640] } },
  { name: "designer", base: "/designer/", stops: designerStops, width: 1280, height: 800, lang: "zh", look: { tap: 24, axe: true, keys: true } },
  { name: "designer-en", base: "/designer/", stops: designerStops, width: 1024, height: 800, lang: "en", look: { tap: 24 } },
  { name: "desk-en", base: "/staff/", stops: staffStops, width: 1280, height: 800, lang: "en", look: { tap: 24 } },
];

/** One window of each person, kept for a round. */
async function windows(b: Browser, url: string, world: World, r: Round): Promise<(who: Who) => Promise<Page>> {
  const open = new Map<Who, Promise<Page>>();
  const begin = async (who: Who): Promise<Page> => {
    const context: BrowserContext = await b.newContext({ viewport: { width: r.width, height: r.height }, reducedMotion: "reduce", locale: "zh-CN", timezoneId: "Asia/Shanghai" });
    const cookie = who === "nobody" ? [] : [world.clients[who].cookie()].map((c) => ({ name: c.split("=")[0]!, value: c.slice(c.indexOf("=") + 1), url }));
    await context.addCookies([...cookie, { name: "look", value: `${r.large ? "large" : ""}..${r.lang === "en" ? "en" : ""}`, url }]);
    const page = await context.newPage();
    watch(page);
    return page;
  };
  return (who) => {
    if (!open.has(who)) open.set(who, begin(who));
    return open.get(who)!;
  };
}

test("every page, in both languages, wide and on a phone, in standard and large type", { timeout: 1_800_000, skip: process.env.SWEEP ? false : "with SWEEP=1: it takes some minutes" }, async (t) => {
  const hall = await openHallOfMany(4);
  const b = await launch();
  try {
    const world = await fillHall(hall);
    const known = spoken([...typed, ...world.titles]);
    for (const r of rounds.filter((x) => !process.env.ROUND || x.name === process.env.ROUND)) {
      await t.test(r.name, async () => {
        const window = await windows(b, hall.url, world, r);
        const found = new Map<string, string[]>(); // where each is found
        const note = (f: string, where: string) => found.set(f, [...(found.get(f) ?? []), where]);
        for (const stop of r.stops.filter((s) => s.name.includes(process.env.STOP ?? ""))) {
          const page = await window(stop.who);
          await page.goto("about:blank"); // so that an address that differs in its last part alone is opened anew
          await page.goto(hall.url + r.base + stop.at(world));
          try {
            await settled(page);
            await shoot(page, `sweep-${r.name}-${stop.name}`);
            for (const f of await inspect(page, { ...r.look, ...(r.lang === "en" && { names: known }) })) note(f, stop.name);
          } catch (e) {
            await shoot(page, `sweep-${r.name}-${stop.name}`).catch(() => undefined);
            note(String(e), stop.name);
          }
        }
        if (found.size > 0) assert.fail([...found].map(([f, where]) => `${f}\n    at ${where.join(", ")}`).join("\n"));
      });
    }
  } finally {
    await b.close();
    await hall.close();
  }
});
