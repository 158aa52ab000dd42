import assert from "node:assert/strict";
import { test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { clean, fits, leave, open, shoot, withBrowser } from "./browser";
import { passbook } from "./way";

const clerk = "clerk-440605011";

/** A clerk at the counter. */
async function window(b: Browser, url: string): Promise<Page> {
  const page = await open(b, `${url}/staff/counter`, 1440, 900);
  await page.locator(".account", { hasText: new RegExp(`${clerk}(?!\\d)`) }).click();
  await page.getByRole("heading", { name: "窗口收件", exact: true }).waitFor();
  return page;
}

/** Takes a picture and holds the screen to the rules. */
async function look(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(200);
  await shoot(page, name, false);
  await clean(page, name);
  await fits(page, name);
}

/** Reads the card of somebody who is here. */
async function read(page: Page, name: string): Promise<void> {
  await page.getByLabel("选一张证件").selectOption({ label: name });
  await page.getByRole("button", { name: "读卡" }).click();
  await page.getByText("读卡", { exact: true }).last().waitFor();
  await page.waitForFunction((n) => (document.getElementById("v-name") as HTMLInputElement).value === n, name);
}

const pick = (page: Page, question: string, text: string) =>
  page.getByRole("group", { name: new RegExp(`^${question}`) }).locator(".choice").filter({ hasText: new RegExp(`^${text}`) }).first().click();

async function next(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^(下一步|去填表|下一题)/ }).last().click();
}

async function confirmAll(page: Page): Promise<void> {
  const yes = page.getByRole("button", { name: /^(\d+项都对|没错(：.*)?)$/ }).first();
  for (let i = 0; i < 20 && (await yes.count()) > 0; i++) {
    await yes.click();
    await page.waitForTimeout(60);
  }
}

/** From the first question to the papers, as the grandmother says it. */
async function fill(page: Page): Promise<void> {
  await pick(page, "您是第一次申领", "第一次申领");
  await page.locator(".saved--saved").waitFor();
  await next(page);
  await form(page);
}

async function form(page: Page): Promise<void> {
  await page.getByText("居住状况").or(page.getByText("老人现在和谁住")).first().waitFor();
  await confirmAll(page);
  await pick(page, "老人现在和谁住", "和子女住");
  await confirmAll(page);
  await page.getByLabel(/^有急事找谁/).or(page.getByLabel(/^紧急联系人$/)).first().fill("陈启航");
  await page.getByLabel(/电话/).last().fill("13900000001");
}

test("a grandmother at the window: begun, filled in, compared, confirmed on the second screen, received", { timeout: 240_000 }, async () => {
  await withBrowser(async (b, url) => {
    const png = await passbook(b);
    const page = await window(b, url);
    await look(page, "counter-home");
    await read(page, "陈伯年");
    await page.getByRole("button", { name: "核对号码" }).click();
    await page.getByText("和登记的姓名一致").waitFor();
    await page.getByLabel("说法、拼音、首字母都可以").fill("老人津贴");
    await page.getByRole("button", { name: /高龄津贴申领/ }).click();
    await page.getByText(/桂城街道/).last().waitFor();
    await look(page, "counter-begin");
    await page.getByRole("button", { name: "开始填表" }).click();
    await page.waitForURL(/\/counter\/c/);
    await page.locator(".ask").first().waitFor();
    await look(page, "counter-questions");
    await fill(page);
    await look(page, "counter-form");
    assert.ok(png.length > 0);
  });
});
