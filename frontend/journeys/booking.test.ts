import assert from "node:assert/strict";
import { test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { signIn } from "../workbench/hall";
import { clean, fits, leave, open, reachable, settled, shoot, withBrowser } from "./browser";

const clerk = "clerk-440605011";

async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  await shoot(page, name);
  await clean(page, name);
  await fits(page, name);
}

/** Signs in as the grandfather where the page asks who one is. */
async function signedIn(page: Page): Promise<void> {
  await page.waitForSelector(".people");
  await page.getByRole("button", { name: "用陈伯年登录" }).first().click();
}

/** The first day that has places, and a time of it; gives the day as it stands in the confirmation. */
async function choose(page: Page, nth = 0): Promise<void> {
  await page.getByRole("group", { name: "哪天来" }).locator("label:has(input:enabled)").nth(nth).click();
  await page.getByRole("group", { name: /上午|下午/ }).locator("label:has(input:enabled)").first().click();
}

/** The bookings of a day, at the desk. */
async function desk(b: Browser, url: string, day: string): Promise<Page> {
  const page = await open(b, `${url}/staff/bookings?office=guicheng_civil_affairs&day=${day}`, 1280, 800);
  await page.locator(".account", { hasText: new RegExp(`${clerk}(?!\\d)`) }).click();
  await page.getByRole("heading", { name: "预约", exact: true }).waitFor();
  return page;
}

test("a visit: booked from the item, moved, called off by the office with its reason, booked again, cancelled", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const page = await open(b, `${url}/items/elder_allowance`, 1280, 800);
    await page.getByRole("link", { name: "先预约再去" }).click();
    await signedIn(page);
    await page.getByRole("heading", { name: /预约到窗口：高龄津贴申领/ }).waitFor();
    await look(page, "booking-day");
    await choose(page, 1);
    await look(page, "booking-time");
    await page.getByRole("button", { name: "就约这个时段" }).click();
    await page.getByRole("heading", { name: /^约好了：高龄津贴申领/ }).waitFor();
    await page.getByText("预约码", { exact: true }).waitFor();
    await look(page, "booking-done");
    const code = (await page.locator(".visit-code").innerText()).replace(/\D/g, "");
    assert.equal(code.length, 8);
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "加到日历" }).click()]);
    assert.match(file.suggestedFilename(), /^visit-\d{4}-\d\d-\d\d\.ics$/);

    await page.getByRole("link", { name: "改时间" }).click();
    await page.getByRole("group", { name: "哪天来" }).waitFor();
    await choose(page, 2);
    await page.getByRole("button", { name: "改到这个时段" }).click();
    await page.getByRole("heading", { name: /^约好了/ }).waitFor();
    assert.equal((await page.locator(".visit-code").innerText()).replace(/\D/g, ""), code, "the code stays");

    const c = await signIn(url, "P004", "web");
    const { bookings } = await c.call<{ bookings: { day: string; from: string }[] }>("GET", "/bookings");
    const day = bookings[0]!.day;
    const staff = await desk(b, url, day);
    await staff.getByRole("cell", { name: "陈伯年" }).waitFor();
    await shoot(staff, "booking-desk", false);
    await clean(staff, "booking-desk");
    await staff.getByRole("button", { name: "全天停办" }).click();
    await staff.getByLabel(/为什么停/).fill("台风红色预警，大厅停止办公");
    await shoot(staff, "booking-close", false);
    await clean(staff, "booking-close");
    await staff.getByRole("button", { name: "停止预约" }).click();
    await staff.getByText("已停止，已告知1人").waitFor();
    await staff.getByText("已停：台风红色预警，大厅停止办公").first().waitFor();
    await leave(staff);

    await page.goto(`${url}/space/bookings`);
    await page.getByText("台风红色预警").waitFor();
    await look(page, "booking-mine");
    await page.getByRole("link", { name: "重新预约" }).click();
    await page.getByText("停办：台风红色预警，大厅停止办公").waitFor();
    await choose(page, 0);
    await page.getByRole("button", { name: "就约这个时段" }).click();
    await page.getByRole("heading", { name: /^约好了/ }).waitFor();
    await page.getByRole("button", { name: "取消预约" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "取消预约" }).click();
    await page.getByRole("heading", { name: /^已取消/ }).waitFor();
    await leave(page);
  });
});

test("a visit booked by a phone, in English, too", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const page = await open(b, `${url}/book/elder_allowance`, 390, 844);
    await signedIn(page);
    await page.getByRole("group", { name: "哪天来" }).waitFor();
    await choose(page);
    await look(page, "booking-phone");
    await reachable(page, 44, "booking-phone");
    await page.getByRole("button", { name: "就约这个时段" }).click();
    await page.getByRole("heading", { name: /^约好了/ }).waitFor();
    await look(page, "booking-phone-done");
    await page.getByRole("button", { name: /English/ }).first().click();
    await page.getByRole("heading", { name: /^Booked/ }).waitFor();
    await look(page, "booking-phone-en");
    await leave(page);
  });
});
