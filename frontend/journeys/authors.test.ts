import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { openHall, signIn, type Kept } from "../workbench/hall";
import { clean, launch, leave, open, picture, settled, shoot } from "./browser";
import { expects } from "./watch";

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

/** Opens the draft of an item as one of the example's staff. */
async function author(role: string, item: string): Promise<Page> {
  const page = await open(browser, `${hall.url}/designer/`, 1280, 800);
  await page.locator(".account", { hasText: `· ${role}` }).click();
  await page.getByRole("button", { name: new RegExp(`^(开始|接着)改：${item}$`) }).click();
  await page.getByRole("tree").waitFor();
  await settled(page);
  return page;
}

/** Selects an entry of the outline. */
async function choose(page: Page, title: string): Promise<void> {
  const find = page.getByRole("searchbox", { name: "在本事项内查找" });
  await find.fill(title);
  await page.getByRole("treeitem", { name: new RegExp(`^${title}`) }).first().click();
  await find.fill("");
}

/** Gives the selected entry another title. */
async function retitle(page: Page, title: string): Promise<void> {
  const box = page.getByLabel("标题", { exact: true });
  await box.fill(title);
  await box.press("Tab");
}

/** The item's text as the server has it. */
async function textOf(page: Page, item: string): Promise<string> {
  const id = /drafts\/([^/?]+)/.exec(page.url())![1]!;
  const manager = await signIn(hall.url, "reform_office", "workbench");
  const draft = await manager.call<{ files: { path: string; text: string }[] }>("GET", `/staff/definitions/drafts/${id}`);
  return draft.files.find((f) => f.path === `items/${item}/item.yaml`)!.text;
}

/** So many steps of one's own stand, all of them saved. */
async function stands(page: Page, steps: number): Promise<void> {
  await page.getByRole("button", { name: `历史 ${steps}`, exact: true }).waitFor();
  await page.getByText(/已自动保存/).waitFor();
}

test("two authors of one item: each sees the other's work, undoes only his own, and where both changed one text neither is lost", { timeout: 600_000 }, async () => {
  const one = await author("item_manager", "高龄津贴申领");
  const two = await author("reform_office", "高龄津贴申领");
  await one.getByRole("img", { name: /也在/ }).waitFor();
  await two.getByRole("img", { name: /也在/ }).waitFor();

  // What one changes the other sees, and each takes back his own.
  await choose(two, "户口簿");
  await choose(one, "户口簿");
  await retitle(one, "户口簿首页");
  await stands(one, 1);
  await two.getByRole("treeitem", { name: /^户口簿首页/ }).waitFor();
  await choose(two, "婚姻状况");
  await retitle(two, "现在的婚姻状况");
  await one.getByRole("treeitem", { name: /^现在的婚姻状况/ }).waitFor();
  await one.getByRole("button", { name: "撤销", exact: true }).click();
  await two.getByRole("treeitem", { name: /^户口簿(?!首页)/ }).waitFor();
  const between = await textOf(one, "elder_allowance");
  assert.match(between, /title: 现在的婚姻状况/);
  assert.doesNotMatch(between, /户口簿首页/);
  await one.getByRole("button", { name: "重做", exact: true }).click();
  await two.getByRole("treeitem", { name: /^户口簿首页/ }).waitFor();

  // The line of one is cut, and both change the same title.
  expects(two, /^request: net::ERR_INTERNET_DISCONNECTED/, /^console: .*ERR_INTERNET_DISCONNECTED/, /^request: 409 POST .*\/commands$/);
  await choose(one, "居住状况");
  await choose(two, "居住状况");
  await two.context().setOffline(true);
  await retitle(two, "住得怎么样");
  await two.getByText(/存在这台电脑|没有网络|连不上/).first().waitFor();
  await retitle(one, "和谁一起住");
  await one.getByText(/已自动保存/).waitFor();
  await one.waitForFunction(() => !document.querySelector(".top")?.textContent.includes("正在保存"));
  assert.match(await textOf(one, "elder_allowance"), /title: 和谁一起住/);
  await two.context().setOffline(false);
  const clash = two.getByRole("alert").filter({ hasText: "刚才也改了" });
  await clash.getByText("和谁一起住", { exact: true }).waitFor();
  await clash.getByText("住得怎么样", { exact: true }).waitFor();
  await settled(two);
  await clean(two, "authors-clash");
  await shoot(two, "designer-clash");
  await clash.getByRole("button", { name: "合在一起" }).click();
  await clash.getByRole("textbox", { name: "合在一起" }).fill("和谁一起住，住得怎么样");
  await clash.getByRole("button", { name: "就用这个" }).click();
  await one.getByRole("treeitem", { name: /^和谁一起住，住得怎么样/ }).waitFor();
  assert.match(await textOf(one, "elder_allowance"), /title: 和谁一起住，住得怎么样/);
  await leave(one);
  await leave(two);
});

test("a thousand steps of undo and redo, as fast as keys are pressed, come back to the byte", { timeout: 600_000 }, async () => {
  const EDITS = 25, ROUNDS = 20, ITEM = "resident_pension_enrolment";
  const page = await author("reform_office", "城乡居民基本养老保险参保登记");
  const before = await textOf(page, ITEM);
  // Added, moved, retitled, doubled and deleted in turn.
  await page.getByRole("treeitem", { name: /^缴费档次/ }).first().click();
  for (let i = 0; i < EDITS; i++) {
    await page.getByRole("tree").locator("[aria-selected=true]").first().focus();
    if (i % 5 === 0) await page.keyboard.press("Control+d");
    else if (i % 5 === 4) await page.keyboard.press(`Alt+Arrow${i % 2 === 0 ? "Up" : "Down"}`);
    else await retitle(page, `题目 ${i}`);
    await stands(page, i + 1);
  }
  expects(page, /^request: 429 POST .*\/(undo|redo|look|tests)$/); // twenty a second are taken; what was too much is asked for again
  const edited = await textOf(page, ITEM);
  assert.notEqual(edited, before);
  await page.getByRole("tree").locator("[aria-selected=true]").first().focus();
  let steps = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < EDITS; i++, steps++) await page.keyboard.press("Control+z");
    await stands(page, 0);
    assert.equal(await textOf(page, ITEM), before, `after ${steps} steps`);
    for (let i = 0; i < EDITS; i++, steps++) await page.keyboard.press("Control+Shift+z");
    await stands(page, EDITS);
    assert.equal(await textOf(page, ITEM), edited, `after ${steps} steps`);
  }
  assert.equal(steps, 1000);
  await leave(page);
});
