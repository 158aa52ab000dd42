import assert from "node:assert/strict";
import { test } from "node:test";
import { handIn, signIn } from "../workbench/hall";
import { withBrowser } from "./browser";
import { expects } from "./watch";
import { counters, Way, type Counter } from "./way";

const wide: Counter = { ...counters.web, height: 800, name: "open-web" };
const phone: Counter = { ...counters.wechat, name: "open-wechat" };
const kiosk: Counter = { ...counters.kiosk, name: "open-kiosk" };

/** What is told of nobody without signing in. */
const personal = /陈伯年|陈启航|440622194402209917|6222020000000000042|13900000001/;

test("a case is followed by its number and code, typed or scanned, and nothing personal is seen", { timeout: 240_000 }, async () => {
  await withBrowser(async (b, url) => {
    const chen = await signIn(url, "P004", "web");
    const number = await handIn(chen);
    const { code, to } = await chen.call<{ code: string; to: string }>("POST", `/cases/${number}/query-code`, {});
    assert.equal(to, `${url}/progress#${number}.${code.replace(" ", "")}`);
    for (const c of [wide, phone, kiosk]) {
      const w = await Way.at(b, url, c);
      const { page } = w;
      await page.getByRole("link", { name: /^查进度/ }).first().click();
      await page.getByRole("heading", { level: 1, name: "查进度" }).waitFor();
      expects(page, /422/, /404/);
      await page.getByLabel("办件编号", { exact: true }).fill("12");
      await w.button("查询").click();
      await page.getByText("10位数字，印在回执上").waitFor();
      await w.look("progress-asks");
      await page.getByLabel("办件编号", { exact: true }).fill(number);
      await page.getByLabel("查询码", { exact: true }).fill("0000000000");
      await w.button("查询").click();
      await page.getByText("没有查到").waitFor();
      await page.getByLabel("查询码", { exact: true }).fill(code);
      await w.button("查询").click();
      await page.getByRole("heading", { level: 1, name: "高龄津贴申领" }).waitFor();
      await w.look("progress");
      assert.doesNotMatch(await page.locator("body").innerText(), personal);
      await w.end();
    }
    const w = await Way.at(b, url, { ...wide, name: "open-scan" });
    await w.page.goto(to);
    await w.page.getByRole("heading", { level: 1, name: "高龄津贴申领" }).waitFor();
    assert.equal(w.page.url(), `${url}/progress`, "number and code stay in no history");
    await w.go("");
    await w.button("English").click();
    await w.page.goto(to);
    await w.page.getByText("Who has it now").waitFor();
    await w.look("progress-en");
    await w.end();
  });
});
