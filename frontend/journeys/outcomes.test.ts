import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
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

test("all outcomes of an item: as a table, by keyboard, as a picture, filtered, and for a spreadsheet", async () => {
  const page = await open(browser, `${hall.url}/designer/`, 1280, 800);
  await page.locator(".account", { hasText: "· item_manager" }).click();
  await page.getByRole("button", { name: "开始改：出版物零售单位设立许可" }).click();
  await page.getByRole("button", { name: "全部结果" }).click();

  // The table: a row for each outcome; what follows of the one that is chosen stands beside it.
  const table = page.getByRole("table");
  await table.getByRole("columnheader", { name: "批发或零售" }).waitFor();
  assert.equal(await table.getByRole("row").count(), 7);
  await page.getByRole("complementary", { name: "第 1 种" }).getByText("告知承诺书").waitFor();
  await settled(page);
  await clean(page, "outcomes");
  await fits(page, "outcomes");
  await labelled(page, "outcomes");
  await reachable(page, 24, "outcomes");
  await shoot(page, "outcomes");

  // By keyboard: one stop of the tab key, arrows go from row to row.
  await table.locator("tbody tr[tabindex='0']").focus();
  for (let n = 0; n < 3; n++) await page.keyboard.press("ArrowDown");
  await page.getByRole("complementary", { name: "第 4 种" }).getByText("佛山市新闻出版局").waitFor();
  assert.equal(await table.locator("tbody tr[tabindex='0']").count(), 1);

  // The picture: the same outcome is chosen there, and another leaf chooses its row.
  await page.getByRole("button", { name: "图", exact: true }).click();
  const tree = page.getByRole("group", { name: /从问题到结果/ });
  await tree.locator(".otree__leaf[aria-pressed='true'][data-row='3']").first().waitFor();
  await clean(page, "outcomes-picture");
  await fits(page, "outcomes-picture");
  await shoot(page, "outcomes-picture");
  await tree.locator(".otree__leaf[tabindex='0']").focus();
  await page.keyboard.press("Home");
  await page.getByRole("complementary", { name: "第 1 种" }).waitFor();
  await page.getByRole("button", { name: "表", exact: true }).click();
  await table.locator("tr[aria-current='true'] td", { hasText: /^1$/ }).waitFor();

  // Filtered by a verdict, and by a word.
  await page.getByLabel("结论", { exact: true }).selectOption({ label: "不能申请" });
  await table.getByRole("row").nth(1).waitFor();
  assert.equal(await table.getByRole("row").count(), 2);
  await page.getByLabel("找答案、材料").fill("批发");
  await page.getByRole("heading", { name: "没有找到" }).waitFor();
  await page.getByLabel("结论", { exact: true }).selectOption({ label: "全部结论" });
  await table.getByText("不在这里办").waitFor();

  // For the official list.
  const link = page.getByRole("link", { name: "导出表格" });
  const sheet = await page.request.get(`${hall.url}${await link.getAttribute("href")}`);
  assert.equal(sheet.status(), 200, (await sheet.text()).slice(0, 300) + JSON.stringify(sheet.headers()));
  assert.match(decodeURIComponent(sheet.headers()["content-disposition"] ?? ""), /出版物零售单位设立许可 情形–材料表\.xlsx$/);
  const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
  assert.match(file.suggestedFilename(), /\.xlsx$/);
  assert.equal(readFileSync(await file.path()).subarray(0, 2).toString(), "PK");

  // The guide as a page and the handbook as a document, of the draft as it is.
  const [guide] = await Promise.all([page.waitForEvent("popup"), page.getByRole("link", { name: "办事指南（网页）" }).click()]);
  await guide.getByRole("heading", { level: 1, name: "出版物零售单位设立许可办事指南" }).waitFor();
  await guide.getByRole("heading", { level: 2, name: "情形和材料" }).waitFor();
  await shoot(guide, "book-guide");
  await guide.close();
  const pdf = await page.request.get(`${hall.url}${await page.getByRole("link", { name: "审查工作细则（PDF）" }).getAttribute("href")}`);
  assert.equal(pdf.headers()["content-type"], "application/pdf");
  assert.equal((await pdf.body()).subarray(0, 5).toString(), "%PDF-");

  // Narrower, and back to the canvas by the key.
  await page.getByLabel("找答案、材料").fill("");
  await page.setViewportSize({ width: 1024, height: 768 });
  await fits(page, "outcomes-1024");
  await clean(page, "outcomes-1024");
  await shoot(page, "outcomes-1024");
  await page.keyboard.press("Escape");
  await page.locator("#canvas").waitFor();
  await leave(page);
});
