import assert from "node:assert/strict";
import { test } from "node:test";
import { handIn, signIn } from "../workbench/hall";
import { clean, shoot, withBrowser } from "./browser";
import { expects } from "./watch";
import { counters, Way, type Counter } from "./way";

const wide: Counter = { ...counters.web, height: 800, name: "open-web" };
const phone: Counter = { ...counters.wechat, name: "open-wechat" };
const kiosk: Counter = { ...counters.kiosk, name: "open-kiosk" };

/** What is told of nobody without signing in. */
const personal = /陈伯年|陈启航|440622194402209917|6222020000000000042|13900000001/;

test("a case is followed by its number and code, typed or scanned, and nothing personal is seen", { timeout: 600_000 }, async () => {
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

test("a bad grade is given once, mended by somebody else, answered and seen; the case's why stands beside it", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const chen = await signIn(url, "P004", "web");
    const number = await handIn(chen);
    const { version } = (await chen.call<{ case: { version: number } }>("GET", `/cases/${number}`)).case;
    await chen.call("POST", `/cases/${number}/withdraw`, { version, key: "journey-withdraw" });
    for (const c of [phone]) {
      const w = await Way.at(b, url, c);
      const { page } = w;
      await w.go("sign-in?to=/space");
      await w.button("用陈伯年登录").first().click();
      await page.getByText("请评价").waitFor();
      await w.look("space-due");
      await page.getByRole("link", { name: "高龄津贴申领" }).first().click();
      await page.getByRole("heading", { name: "好差评" }).waitFor();
      await w.button("提交评价").click();
      await page.getByText("请选一个评价").waitFor();
      await w.choose("非常不满意");
      await w.choose("超过承诺时间");
      await page.getByLabel("还想说什么（选填，500字以内）").fill("等了三个月");
      await w.look("rating");
      await w.button("提交评价").click();
      await page.getByText(/单位正在处理：核实/).waitFor();
      await w.look("rated");
      await w.end();
    }
    const desk = await Way.at(b, url, { ...counters.web, base: "/staff/", height: 800, name: "open-desk", tap: 24 });
    const { page } = desk;
    await page.locator(".account", { hasText: /· clerk-440605011(?!\d)/ }).click();
    await page.getByRole("link", { name: "差评" }).click();
    await page.getByRole("heading", { level: 1, name: "差评" }).waitFor();
    await page.getByText("等了三个月").waitFor();
    await page.getByRole("button", { name: "看理由" }).click();
    await page.locator(".rating__why li").first().waitFor();
    await shoot(page, "open-desk-ratings", false);
    await clean(page, "open-desk-ratings");
    for (const [label, press] of [["核实了什么", "属实"], ["怎样整改的", "已整改"], ["给申请人的答复", "答复申请人"]] as const) {
      await page.getByLabel(label).fill("已经查过，确实晚了两天，向您道歉");
      await page.getByRole("button", { name: new RegExp(`^${press}`) }).click();
      await page.getByLabel(label).waitFor({ state: "detached" });
    }
    await shoot(page, "open-desk-ratings-answered", false);
    await desk.end();
    const told = await chen.call<{ occasions: { answer?: string }[] }>("GET", `/cases/${number}/ratings`);
    assert.match(told.occasions[0]!.answer ?? "", /向您道歉/);
  });
});

test("what could not be done is told without signing in, answered by the office, and seen by its code", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    let code = "";
    for (const c of [phone, kiosk]) {
      const w = await Way.at(b, url, c);
      const { page } = w;
      await page.getByRole("link", { name: /^办不成事/ }).click();
      await page.getByRole("heading", { level: 1, name: "办不成事" }).waitFor();
      expects(page, /422/);
      await w.button("提交").click();
      await page.getByText("请写什么事没有办成").waitFor();
      await w.look("snag-asks");
      await page.getByLabel("什么事没有办成？").fill("跑了三趟");
      await page.getByLabel("联系电话").fill("0757-86100000");
      await w.button("提交").click();
      await page.getByText("收到了").waitFor();
      await w.look("snag-told");
      code = (await page.locator(".code-digits").innerText()).replaceAll(" ", "");
      await w.end();
    }
    const desk = await Way.at(b, url, { ...counters.web, base: "/staff/", height: 800, name: "open-snags", tap: 24 });
    const { page } = desk;
    await page.locator(".account", { hasText: /· service_office/ }).click();
    await page.getByRole("link", { name: "办不成事" }).click();
    await page.getByText("跑了三趟").first().waitFor();
    await clean(page, "open-snags");
    await shoot(page, "open-snags", false);
    for (const n of [1, 2]) {
      await page.getByLabel("要写的话（答复本人会看到）").nth(0).fill(`材料已补录${n}`);
      await page.getByRole("button", { name: "答复", exact: true }).first().click();
      await page.getByText(`材料已补录${n}`).waitFor();
    }
    await desk.end();
    const w = await Way.at(b, url, wide);
    await w.go("cannot-be-done");
    await w.page.getByLabel(/输入12位编码/).fill(code);
    await w.button("查询").click();
    await w.page.getByText(/材料已补录/).waitFor();
    await w.end();
  });
});
