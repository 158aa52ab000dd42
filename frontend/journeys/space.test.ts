import assert from "node:assert/strict";
import { test } from "node:test";
import { handIn, signIn, type Client } from "../workbench/hall";
import { clean, fits, leave, open, shoot, withBrowser } from "./browser";
import { counters, Way, type Counter } from "./way";

const wide: Counter = { ...counters.web, height: 800, name: "space-web" };
const phone: Counter = { ...counters.wechat, name: "space-wechat" };

interface DraftBody { id: string; version: number }

/** Begins an allowance for 陈伯年, so that his registers are read. */
async function begun(url: string): Promise<{ chen: Client; draft: DraftBody }> {
  const chen = await signIn(url, "P004", "web");
  const draft = await chen.call<DraftBody>("POST", "/drafts", { item: "elder_allowance" });
  return { chen, draft };
}

test("who read my data: the source, the reason and the item, in both languages", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    await begun(url);
    for (const c of [wide, phone]) {
      const w = await Way.at(b, url, c);
      const { page } = w;
      await w.go("sign-in?to=/space");
      await w.button("用陈伯年登录").first().click();
      await page.getByRole("link", { name: "谁看过我的数据" }).click();
      await page.getByRole("heading", { level: 1, name: "谁看过我的数据" }).waitFor();
      await page.locator(".log tbody tr").first().waitFor();
      const table = await page.locator(".log tbody").innerText();
      assert.match(table, /您自己/);
      assert.match(table, /自然人基础信息库/);
      assert.match(table, /高龄津贴申领/);
      assert.doesNotMatch(table, /440622194402209917|P004/);
      await w.look("reads");
      await page.getByLabel("看了什么", { exact: true }).selectOption("cases");
      await page.getByText("没有记录").waitFor();
      await w.look("none");
      await page.getByLabel("看了什么", { exact: true }).selectOption("person");
      await page.locator(".log tbody tr").first().waitFor();
      assert.doesNotMatch(await page.locator(".log tbody").innerText(), /居民身份证/);
      await w.end();
    }
    const w = await Way.at(b, url, { ...phone, name: "space-en" });
    const { page } = w;
    await w.go("sign-in?to=/space/reads");
    await w.button("用陈伯年登录").first().click();
    await page.locator(".log tbody tr").first().waitFor();
    await w.go("");
    await page.getByRole("button", { name: "English" }).click();
    await w.go("space/reads");
    await page.getByRole("heading", { level: 1, name: "Who read my data" }).waitFor();
    await page.locator(".log tbody tr").first().waitFor();
    assert.match(await page.locator(".log tbody").innerText(), /To fill in the form/);
    await w.look("reads-en");
    await w.end();
  });
});

test("a value that is wrong in a register: said in the form, answered by its keeper, seen in my space", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const w = await Way.at(b, url, { ...phone, name: "dispute-wechat" });
    const { page } = w;
    await w.go("items/elder_allowance");
    await w.begin();
    await w.choose("第一次申领");
    await w.saved();
    const draft = /drafts\/([^/]+)/.exec(page.url())![1]!;
    const raise = `/drafts/${draft}/form/applicant`;
    await w.go(raise.slice(1));
    await page.waitForSelector(".form");
    await page.getByRole("button", { name: /^不对/ }).first().click();
    await page.getByRole("button", { name: /^告诉登记单位/ }).first().click();
    const drawer = page.getByRole("dialog");
    await drawer.getByRole("button", { name: "告诉登记单位" }).click();
    await drawer.getByText("请写这一项").first().waitFor();
    await w.look("asks");
    await drawer.getByLabel("对的应该是").fill("男");
    await drawer.getByLabel("为什么，有什么能证明").fill("身份证上不是这样");
    await drawer.getByRole("button", { name: "告诉登记单位" }).click();
    await page.getByText("已经告诉登记单位，等答复").first().waitFor();
    await w.saved();
    await w.look("told");

    const desk = await open(b, `${url}/staff/`, 1440, 900);
    await desk.locator(".account", { hasText: /部门数据管理员/ }).click();
    await desk.getByRole("heading", { level: 1, name: "数据异议" }).waitFor();
    await desk.getByText("身份证上不是这样").waitFor();
    await desk.getByLabel("答复的理由").fill("已核对户籍档案，登记无误");
    await clean(desk, "dispute at the desk");
    await fits(desk, "dispute at the desk");
    await shoot(desk, "dispute-desk", false);
    await desk.getByRole("button", { name: /^维持/ }).click();
    await desk.getByText("已核对户籍档案，登记无误").waitFor();
    await desk.getByRole("button", { name: /^维持/ }).waitFor({ state: "detached" });
    await leave(desk);

    await w.go("space");
    await page.getByText("答复：已核对户籍档案，登记无误").waitFor();
    await w.look("space");
    await w.go(raise.slice(1));
    await page.getByText("登记单位维持原来的登记").first().waitFor();
    await w.end();
  });
});

test("who has an allowance open is told so at the head of another application, and led to the one there is", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const chen = await signIn(url, "P004", "web");
    const number = await handIn(chen);
    const { id } = await chen.call<DraftBody>("POST", "/drafts", { item: "elder_allowance" });
    for (const c of [wide, { ...wide, width: 390, height: 844, name: "space-web-390" }]) {
      const w = await Way.at(b, url, c);
      const { page } = w;
      await w.go(`sign-in?to=/drafts/${id}/review`);
      await w.button("用陈伯年登录").first().click();
      const head = page.getByRole("heading", { level: 2, name: "不用再办" });
      await head.waitFor();
      assert.equal(await page.getByText("请到别处办").count(), 0);
      await w.look("one-open");
      await page.getByRole("button", { name: /^去看这一件/ }).click();
      await page.waitForURL(new RegExp(`/cases/${number}$`));
      await page.locator(".case-head__no", { hasText: number }).waitFor();
      await w.end();
    }
  });
});
