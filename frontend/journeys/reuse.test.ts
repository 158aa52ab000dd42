import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { clean, fits, labelled, launch, leave, open, picture, reachable, settled, shoot } from "./browser";
import { openHall, type Kept } from "../workbench/hall";

let hall: Kept;
let browser: Browser;

before(async () => {
  hall = await openHall();
  browser = await launch();
}, { timeout: 600_000 });

after(async () => {
  if (browser) await picture(browser);
  await browser?.close();
  await hall?.close();
});

test("what stands in for each paper: the matrix by keyboard, a rule as a sentence, its place in the draft, and a replay", async () => {
  const page = await open(browser, `${hall.url}/designer/reuse`, 1280, 800);
  await page.locator(".account", { hasText: "· item_manager" }).click();
  const grid = page.getByRole("grid", { name: "材料复用" });
  await grid.getByRole("rowheader", { name: "户口簿" }).first().waitFor();
  await page.getByLabel("事项", { exact: true }).selectOption({ label: "高龄津贴申领" });
  await grid.getByRole("columnheader", { name: /自然人/ }).waitFor();
  await page.getByText("还没有办件").waitFor();
  await settled(page);
  await clean(page, "reuse");
  await fits(page, "reuse");
  await labelled(page, "reuse");
  await reachable(page, 24, "reuse");
  await shoot(page, "reuse");

  // One stop of the tab key; arrows inside; Enter goes into the panel, Esc comes back.
  const row = grid.getByRole("row", { name: /户口簿/ });
  await row.locator("[aria-selected]").first().click();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const panel = page.getByRole("complementary", { name: "规则" });
  await panel.getByRole("heading", { level: 2, name: /户口簿 由 / }).waitFor();
  assert.equal(await grid.locator('[role="gridcell"][tabindex="0"]').count(), 1);
  await page.keyboard.press("Enter");
  await panel.getByRole("heading", { level: 2, name: /户口簿 由 / }).and(page.locator(":focus")).waitFor();
  assert.match(await panel.locator(".reuse-rule").innerText(), /户籍/);
  await panel.getByText("没有办件").waitFor();
  await clean(page, "reuse-panel");
  await shoot(page, "reuse-panel");
  await page.keyboard.press("Escape");
  await grid.locator('[role="gridcell"]:focus').waitFor();

  // What no row here goes by is folded, and counted.
  await grid.getByRole("columnheader", { name: /^其他 \d+ 种/ }).waitFor();

  // From a cell to its rule in the draft.
  await page.keyboard.press("e");
  await page.waitForURL(/drafts\/[^/?]+\?at=%2Fmaterials%2F%23elder_hukou_book%2Freuse%2F0/);
  await page.getByRole("heading", { level: 1, name: "高龄津贴申领" }).waitFor();
  const draft = /drafts\/([^/?]+)/.exec(page.url())![1]!;

  // And what the draft would have done: nobody applied yet.
  await page.goto(`${hall.url}/designer/drafts/${draft}/replay?months=1`);
  await page.getByRole("heading", { name: "还没有办件" }).waitFor();
  await settled(page);
  await clean(page, "replay");
  await fits(page, "replay");
  await labelled(page, "replay");
  await shoot(page, "replay");
  await leave(page);
});
