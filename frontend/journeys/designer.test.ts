import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { clean, fits, labelled, launch, leave, open, picture, reachable, settled, shoot } from "./browser";
import { expects } from "./watch";
import { openHall, signIn, type Kept } from "../workbench/hall";

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

/** The item's text as the server has it. */
async function textOf(page: Page): Promise<string> {
  expects(page, /^request: 422 POST .*\/tests/); // tests don't run while it is there
  const id = /drafts\/([^/?]+)/.exec(page.url())![1]!;
  const manager = await signIn(hall.url, "item_manager", "workbench");
  const draft = await manager.call<{ files: { kind: string; text: string }[] }>("GET", `/staff/definitions/drafts/${id}`);
  return draft.files.find((f) => f.kind === "item")!.text;
}

/** All that was changed is with the server, and looked at anew. */
async function saved(page: Page, steps: number): Promise<void> {
  await page.getByRole("button", { name: `历史 ${steps}`, exact: true }).waitFor();
  await page.getByText(/已自动保存/).waitFor();
  await settled(page);
}

test("an item is edited by looking at it: a title in place, a field that fills itself, moved by keyboard, and all of it undone to the byte", async () => {
  const page = await open(browser, `${hall.url}/designer/`, 1280, 800);
  await page.locator(".account", { hasText: "· item_manager" }).click();
  await page.getByRole("heading", { level: 1, name: "事项" }).waitFor();
  await page.getByRole("button", { name: "开始改：高龄津贴申领" }).waitFor();
  await clean(page, "catalogue");
  await fits(page, "catalogue");
  await labelled(page, "catalogue");
  await reachable(page, 24, "catalogue");
  await shoot(page, "designer-catalogue");
  await page.getByRole("button", { name: "开始改：高龄津贴申领" }).click();
  const title = page.locator("legend", { hasText: "老人现在和谁住？" });
  await title.waitFor();
  const before = await textOf(page);

  // A title in place. What is composed by an input method is kept with the Enter after it, and not by the one that ends it.
  await settled(page); // what still comes moves what is clicked
  await title.dblclick();
  const box = page.getByRole("textbox", { name: /改“居住状况”的文字/ });
  await box.fill("老人现在同谁住？");
  await box.press("Enter");
  await page.locator("legend", { hasText: "老人现在同谁住？" }).waitFor();
  await saved(page, 1);
  assert.match(await textOf(page), /ask: 老人现在同谁住？/);
  await page.getByRole("treeitem", { name: /居住状况/, selected: true }).waitFor();
  await clean(page, "designer");
  await fits(page, "designer");
  await labelled(page, "designer");
  await shoot(page, "designer-selected");

  // A field that a register already holds: chosen by its name, filled by itself.
  await page.keyboard.press("a");
  const find = page.getByRole("combobox", { name: "找字段类型，或者政府已有的数据" });
  await find.fill("民族");
  await page.getByRole("option", { name: /民族/ }).waitFor();
  await clean(page, "designer-add");
  await shoot(page, "designer-add");
  await find.press("Enter");
  await saved(page, 2);
  await page.getByRole("treeitem", { name: /民族/, selected: true }).waitFor();
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>("#f-ethnicity")?.value === "汉族");
  assert.match(await textOf(page), /title: 民族\n\s+fill: person\.ethnicity\n\s+edit: confirm/);

  // Moved by keyboard: it stands before what it was added behind.
  await page.keyboard.press("Alt+ArrowUp");
  await saved(page, 3);
  const now = await textOf(page);
  assert.ok(now.indexOf("title: 民族") < now.indexOf("title: 居住状况"));
  await page.getByText("移到 户籍和居住 第 5 项").waitFor({ state: "attached" });

  // What is seen is kept as a test, runs green beside the others, and is a step like any other.
  await page.keyboard.press("k");
  const keep = page.getByRole("dialog", { name: "存为测试" });
  await keep.getByRole("textbox", { name: "测试叫什么" }).fill("画布上存的");
  await keep.getByRole("button", { name: "全选字段" }).click();
  await clean(page, "designer-keep");
  await shoot(page, "designer-keep");
  await keep.getByRole("button", { name: /^存为测试，看 \d+ 项$/ }).click();
  await page.getByRole("row", { name: /过 画布上存的 刚存的/ }).waitFor();
  await clean(page, "designer-kept");
  await shoot(page, "designer-kept");
  await saved(page, 4);
  await page.getByRole("button", { name: "撤销", exact: true }).click();
  await page.getByRole("row", { name: /画布上存的/ }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "回到画布" }).click();
  await saved(page, 3);

  // Another id: what names it in rules, tests and translations is seen before, follows in one step, and is taken back with it.
  await page.getByRole("treeitem", { name: /居住状况/ }).click();
  await page.keyboard.press("Shift+F2");
  const rename = page.getByRole("dialog", { name: "改“居住状况”的标识" });
  expects(page, /^request: 422 POST .*\/rename/); // taken
  const another = rename.getByRole("textbox", { name: "标识" });
  await another.fill("marital");
  await another.press("Enter");
  await rename.getByRole("alert").filter({ hasText: "不能用这个标识" }).waitFor();
  await another.fill("home_with");
  await another.press("Enter");
  await rename.getByRole("heading", { name: /^译文/ }).waitFor();
  await clean(page, "designer-rename");
  await fits(page, "designer-rename");
  await shoot(page, "designer-rename");
  await rename.getByRole("button", { name: /^一起改 \d+ 处$/ }).click();
  await saved(page, 4);
  const named = await textOf(page);
  assert.match(named, /id: home_with\n/);
  assert.doesNotMatch(named, /\bliving\b.*(id|form\.)/);
  await page.getByRole("button", { name: /没有错误/ }).waitFor();
  await page.getByRole("button", { name: "撤销", exact: true }).click();
  await saved(page, 3);
  assert.equal(await textOf(page), now);
  await page.getByRole("treeitem", { name: /居住状况/ }).click();

  // What reads it is told before it goes, tests too; its rule and its translations go with it, and come back with it.
  await page.locator(".properties__head code", { hasText: /^living$/ }).waitFor(); // its own id again
  await page.keyboard.press("Delete");
  const going = page.getByRole("dialog", { name: /^“居住状况”有 \d+ 处在用$/ });
  await going.getByText("养老机构名称").waitFor();
  await going.getByText(/^测试：/).first().waitFor();
  await clean(page, "designer-delete");
  await shoot(page, "designer-delete");
  await going.getByRole("button", { name: "连同这 1 条规则一起删" }).click();
  await saved(page, 4);
  assert.doesNotMatch(await textOf(page), /id: living\n|form\.living/);
  await page.getByRole("button", { name: "撤销", exact: true }).click();
  await saved(page, 3);
  assert.equal(await textOf(page), now);
  await page.getByRole("treeitem", { name: /居住状况/ }).click();

  // The text beside it shows the same.
  await page.keyboard.press("y");
  await page.locator(".cm-line", { hasText: "老人现在同谁住？" }).waitFor();
  await clean(page, "designer-yaml");
  await shoot(page, "designer-yaml");
  await page.locator(".yaml").getByRole("button", { name: "关闭" }).click();

  // On a telephone and on the terminal, and in a narrow window.
  await page.getByRole("button", { name: "微信" }).click();
  await settled(page);
  await shoot(page, "designer-wechat");
  await page.getByRole("button", { name: "终端" }).click();
  await settled(page);
  await shoot(page, "designer-kiosk");
  await page.getByRole("button", { name: "网页" }).click();
  await page.setViewportSize({ width: 1024, height: 800 });
  await settled(page);
  await fits(page, "designer-1024");
  await shoot(page, "designer-1024");
  await page.setViewportSize({ width: 1280, height: 800 });

  // What is wrong stands below, with its place.
  await page.getByRole("button", { name: /没有错误/ }).click();
  await page.getByRole("region", { name: "问题" }).getByRole("row", { name: /form\.ethnicity\.title/ }).waitFor();
  await clean(page, "designer-problems");
  await shoot(page, "designer-problems");
  await page.keyboard.press("Escape");

  // A slip that came in as text is told with its mend: one press, one step.
  const id = /drafts\/([^/?]+)/.exec(page.url())![1]!;
  const manager = await signIn(hall.url, "item_manager", "workbench");
  const { version, files } = await manager.call<{ version: number; files: { kind: string; path: string }[] }>("GET", `/staff/definitions/drafts/${id}`);
  await manager.call("POST", `/staff/definitions/drafts/${id}/commands`, {
    version, file: files.find((f) => f.kind === "item")!.path, command: { do: "rename-key", at: "/eligibility/#age/otherwise", key: "otherwize" }, label: "写错一个键", key: "step-slip-of-a-key",
  });
  await page.getByRole("button", { name: /\d+ 错误/ }).click();
  const mend = page.getByRole("region", { name: "问题" }).getByRole("button", { name: "改成 otherwise" });
  await mend.waitFor();
  await clean(page, "designer-fix");
  await shoot(page, "designer-fix");
  await mend.click();
  await mend.waitFor({ state: "detached" });
  await saved(page, 5);
  assert.match(await textOf(page), /otherwise: 满80周岁前/);
  await page.keyboard.press("Escape");

  for (const left of [4, 3, 2, 1, 0]) {
    await page.getByRole("button", { name: "撤销", exact: true }).click();
    await saved(page, left);
  }
  assert.equal(await textOf(page), before);
  await page.locator("legend", { hasText: "老人现在和谁住？" }).waitFor();
  await leave(page);
});
