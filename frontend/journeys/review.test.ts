import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { openHall, type Kept } from "../workbench/hall";
import { clean, fits, labelled, launch, leave, open, picture, reachable, settled, shoot } from "./browser";

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

/** Opens a page of the designer as one of the example's staff. */
async function as(role: string, at: string): Promise<Page> {
  const page = await open(browser, `${hall.url}/designer/${at}`, 1280, 800);
  await page.locator(".account", { hasText: `· ${role}` }).click();
  return page;
}

test("a title is changed, seen to pass its tests, handed over, agreed to and published by somebody else, and stands on the portal", async () => {
  const manager = await as("item_manager", "");
  await manager.getByRole("button", { name: "开始改：高龄津贴申领" }).click();
  await manager.getByRole("searchbox", { name: "在本事项内查找" }).fill("户口簿");
  const paper = manager.getByRole("treeitem", { name: /^户口簿/ });
  await paper.click();
  const title = manager.getByLabel("标题", { exact: true });
  await title.fill("户口簿首页和本人页");
  await title.press("Tab");
  await manager.getByRole("button", { name: "历史 1", exact: true }).waitFor();

  // The tests ran by themselves after it.
  await manager.getByRole("button", { name: /^测试 (\d+)\/\1$/ }).click();
  await manager.getByRole("heading", { name: "覆盖" }).waitFor();
  await manager.getByRole("row", { name: /推出来的/ }).first().waitFor();
  await settled(manager);
  await clean(manager, "designer-tests");
  await fits(manager, "designer-tests");
  await labelled(manager, "designer-tests");
  await reachable(manager, 24, "designer-tests");
  await shoot(manager, "designer-tests");
  await manager.keyboard.press("r");
  await manager.getByRole("button", { name: "查一查" }).click();
  await manager.getByText(/个测试照样通过|测试都发现了/).first().waitFor({ timeout: 60_000 });
  await shoot(manager, "designer-mutants");

  // Handed over, after it was seen what changes; its author can't agree to it.
  await manager.getByRole("button", { name: "提交复核" }).click();
  await manager.getByRole("heading", { name: "从线上到草稿：1 处改动" }).waitFor();
  await manager.getByText(/测试：\d+ 个通过/).waitFor();
  await clean(manager, "review-open");
  await shoot(manager, "designer-review-open");
  await manager.getByRole("button", { name: "提交复核" }).click();
  const agree = manager.getByRole("button", { name: /^同意发布：/ });
  await agree.waitFor();
  assert.equal(await agree.getAttribute("aria-disabled"), "true");

  // Another person finds it, asks, gets an answer, and agrees once all is seen and settled.
  const other = await as("service_office", "");
  await other.getByRole("button", { name: "接着改：高龄津贴申领" }).click();
  await other.getByRole("button", { name: "同意发布：还有 1 处没看过" }).waitFor();
  await other.keyboard.press("j");
  await other.keyboard.press("c");
  await other.getByRole("textbox", { name: /^批注：/ }).fill("和派出所核对过叫法吗？");
  await other.keyboard.press("Enter");
  await other.getByText("和派出所核对过叫法吗？").waitFor();
  await other.keyboard.press("v");
  await other.getByRole("button", { name: "同意发布：还有 1 条批注没处理完" }).waitFor();
  await settled(other);
  await clean(other, "review");
  await fits(other, "review");
  await labelled(other, "review");
  await reachable(other, 24, "review");
  await shoot(other, "designer-review");
  await other.getByRole("button", { name: /^处理完/ }).click();
  await other.getByRole("button", { name: "同意发布", exact: true }).click();
  const day = other.getByLabel("生效日");
  await day.fill((await day.getAttribute("min"))!);
  await other.getByRole("button", { name: "发布", exact: true }).click();
  await other.getByRole("dialog").getByRole("button", { name: "发布", exact: true }).click();
  await other.getByText(/这份草稿已经发布为 v2/).waitFor();
  await shoot(other, "designer-published");

  const citizen = await open(browser, `${hall.url}/items/elder_allowance`, 1280, 800);
  await citizen.getByText("户口簿首页和本人页").first().waitFor();

  // The first version is read, compared with the second, and begun again from.
  await other.goto(`${hall.url}/designer/`);
  await other.getByRole("link", { name: "各版：高龄津贴申领" }).click();
  await other.getByRole("heading", { name: "从 v1 到 v2：1 处不同" }).waitFor();
  await settled(other);
  await clean(other, "versions");
  await fits(other, "versions");
  await labelled(other, "versions");
  await reachable(other, 24, "versions");
  await shoot(other, "designer-versions");
  assert.equal(await other.getByRole("button", { name: /^以此版为准另起一稿：v1：/ }).getAttribute("aria-disabled"), "true");
  await manager.goto(`${hall.url}/designer/items/elder_allowance/versions`);
  await manager.getByRole("link", { name: "打开看：v1" }).click();
  await manager.getByText("已发布 v1", { exact: true }).waitFor();
  await manager.getByRole("treeitem", { name: /^申请材料/ }).waitFor();
  await manager.getByText(/^这是已发布的一版，只能看/).waitFor();
  await settled(manager);
  await clean(manager, "version");
  await shoot(manager, "designer-version");
  await manager.getByRole("link", { name: "各版" }).last().click();
  await manager.getByRole("button", { name: "以此版为准另起一稿：v1" }).click();
  await manager.getByRole("dialog").getByRole("button", { name: "以此版为准另起一稿" }).click();
  await manager.getByRole("button", { name: "提交复核" }).click();
  await manager.getByRole("heading", { name: "从线上到草稿：1 处改动" }).waitFor();

  // Stopped at once, with a notice on the portal; lifted by another than who stopped it.
  await other.reload();
  await other.getByRole("button", { name: "紧急停办" }).click();
  const drawer = other.getByRole("dialog");
  await drawer.getByLabel("原因（内部看，记入审计）").fill("发放标准有误，正在核对");
  await drawer.getByLabel("给群众看的通知").fill("发放标准正在核对，请先不要提交，恢复后另行通知。");
  await drawer.getByLabel("通知的英文").fill("The amounts are being checked: please wait, we will tell when it goes on.");
  await settled(other);
  await clean(other, "stop");
  await shoot(other, "designer-stop");
  await drawer.getByRole("button", { name: "紧急停办" }).click();
  const lift = other.getByRole("button", { name: /^解除停办/ });
  await lift.waitFor();
  assert.equal(await lift.getAttribute("aria-disabled"), "true");
  await settled(other);
  await clean(other, "stopped");
  await fits(other, "stopped");
  await reachable(other, 24, "stopped");
  await shoot(other, "designer-stopped");
  await citizen.reload();
  await citizen.getByText("发放标准正在核对，请先不要提交，恢复后另行通知。").waitFor();
  assert.equal(await citizen.getByRole("button", { name: "开始办理" }).count(), 0);
  await settled(citizen);
  await clean(citizen, "item-stopped");
  await fits(citizen, "item-stopped");
  await shoot(citizen, "item-stopped", false);
  // Who looks for it sees at once that it is stopped, since when, why and what to do: at every counter, in both languages.
  const finder = await open(browser, `${hall.url}/items?q=${encodeURIComponent("老人津贴")}`, 390, 844);
  const wide = await open(browser, `${hall.url}/items?theme=elder_care`, 1280, 800);
  const kiosk = await open(browser, `${hall.url}/kiosk/items?q=${encodeURIComponent("老人津贴")}`, 1080, 1920);
  for (const [page, name] of [[finder, "phone"], [wide, "wide"], [kiosk, "kiosk"]] as const) {
    const hit = page.locator(".found a", { hasText: "高龄津贴" });
    await hit.getByText("紧急停办").waitFor();
    await hit.getByText(/^20\d\d-\d\d-\d\d 起暂不受理新的申请：发放标准正在核对，请先不要提交，恢复后另行通知。$/).waitFor();
    await settled(page);
    await clean(page, `list-stopped-${name}`);
    await fits(page, `list-stopped-${name}`);
    await shoot(page, `list-stopped-${name}`, false);
  }
  await finder.getByRole("combobox").fill("高龄");
  await finder.getByRole("option", { name: /高龄津贴.*紧急停办/ }).waitFor();
  await finder.keyboard.press("Escape");
  await finder.getByRole("button", { name: /English/ }).first().click();
  const marked = finder.locator(".found a", { hasText: "Old-age allowance" });
  await marked.getByText("Stopped for now").waitFor();
  await marked.getByText("The amounts are being checked: please wait, we will tell when it goes on.").waitFor();
  await shoot(finder, "list-stopped-en", false);
  await manager.goto(`${hall.url}/designer/`);
  await manager.locator("tr", { hasText: "高龄津贴申领" }).getByText("紧急停办").waitFor();
  await settled(manager);
  await clean(manager, "catalogue-stopped");
  await shoot(manager, "catalogue-stopped", false);
  const reform = await as("reform_office", "items/elder_allowance/versions");
  await reform.getByRole("button", { name: "解除停办" }).click();
  await reform.getByRole("dialog").getByLabel("原因（内部看，记入审计）").fill("核对无误");
  await reform.getByRole("dialog").getByRole("button", { name: "解除停办" }).click();
  await reform.getByRole("button", { name: "紧急停办" }).waitFor();
  await citizen.reload();
  await citizen.getByRole("button", { name: "开始办理" }).waitFor();
  for (const page of [manager, other, citizen, reform, finder, wide, kiosk]) await leave(page);
});
