import assert from "node:assert/strict";
import { test } from "node:test";
import { handIn, signIn } from "../workbench/hall";
import { withBrowser } from "./browser";
import { counters, Way, type Counter } from "./way";

const wide: Counter = { ...counters.web, height: 800, name: "notices-web" };
const phone: Counter = { ...counters.wechat, name: "notices-wechat" };
const kiosk: Counter = { ...counters.kiosk, name: "notices-kiosk" };

test("what one is told: counted in the head, read, led from to where it is done, in both languages", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const chen = await signIn(url, "P004", "web");
    const number = await handIn(chen);
    const clerk = await signIn(url, "clerk-440605011", "workbench");
    const { case: { version } } = await clerk.call<{ case: { version: number } }>("GET", `/staff/cases/${number}`);
    await clerk.call("POST", `/staff/cases/${number}/precheck`, { version, pass: false, opinion: "请把紧急联系电话改对", key: `journey-${number}` });

    const w = await Way.at(b, url, wide);
    const { page } = w;
    await w.go("sign-in?to=/space");
    await w.button("用陈伯年登录").first().click();
    const head = page.locator(".top").getByRole("link", { name: /^消息.*2条没看/ });
    await head.waitFor();
    await head.click();
    await page.getByRole("heading", { level: 1, name: "消息" }).waitFor();
    await page.getByRole("heading", { level: 2, name: /预审退回，请修改/ }).waitFor();
    await w.look("list");
    assert.doesNotMatch(await page.locator(".notices").innerText(), /陈伯年|440622|请把紧急联系电话改对/);
    // From the notice to what is to be done; it counts as read.
    await page.getByRole("link", { name: "去修改" }).click();
    await page.getByRole("heading", { level: 1, name: "高龄津贴申领" }).waitFor();
    await page.locator(".top").getByRole("link", { name: /^消息.*1条没看/ }).waitFor();
    await w.go("space/notices");
    await w.button("全部标为已看").click();
    await page.locator(".notice--new").first().waitFor({ state: "detached" });
    await w.button("全部标为已看").waitFor({ state: "detached" });
    await w.look("read");
    // By which ways besides: SMS at once, WeChat once it is asked for; what is switched off stays so.
    const sms = page.getByRole("button", { name: "关闭：短信" });
    await sms.waitFor();
    await page.getByText(/发到1\d\d\*+\d{4} · 演示/).waitFor();
    await sms.click();
    await page.getByRole("button", { name: "打开：短信" }).waitFor();
    await page.getByRole("button", { name: "打开：微信" }).click();
    await page.getByRole("button", { name: "关闭：微信" }).waitFor();
    await w.look("ways");
    const shown = await b.newPage();
    await shown.goto(`${url}/stand-in/messages`);
    await shown.getByText("没有真的发出").waitFor();
    await shown.close();
    await w.go("");
    await page.locator(".top").getByRole("link", { name: "消息", exact: true }).waitFor();
    await w.end();

    await clerk.call("GET", `/staff/cases/${number}`); // staff are told nothing here
    const returned = await chen.call<{ case: { version: number } }>("GET", `/cases/${number}`);
    await chen.call("POST", `/cases/${number}/withdraw`, { version: returned.case.version, key: `journey-withdraw-${number}` });
    const next = await handIn(chen);
    for (const c of [phone, kiosk]) {
      const w = await Way.at(b, url, c);
      const { page } = w;
      await w.go("sign-in?to=/space");
      await w.button("用陈伯年登录").first().click();
      await page.locator("main").getByRole("link", { name: /^消息/ }).click();
      await page.getByText(next).first().waitFor();
      await w.look("list");
      await w.end();
    }
    const e = await Way.at(b, url, { ...phone, name: "notices-en" });
    await e.go("sign-in?to=/");
    await e.button("用陈伯年登录").first().click();
    await e.page.getByRole("button", { name: "English" }).click();
    await e.page.getByRole("link", { name: /^Notices.*2 unread/ }).click();
    await e.page.getByRole("heading", { level: 2, name: /Application submitted/ }).first().waitFor();
    await e.look("list");
    await e.button(/^Mark as read: Application submitted/).first().click();
    await e.page.locator(".notice--new").nth(1).waitFor({ state: "detached" }); // that of the one that was withdrawn is left
    await e.end();
  });
});

test("what one holds: the last day of each, what has passed, and where it is given anew", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    for (const c of [wide, phone]) {
      const w = await Way.at(b, url, { ...c, name: c.name.replace("notices", "licences") });
      const { page } = w;
      await w.go("sign-in?to=/space");
      await w.button(/^用佛山市南海区古丽手抓饭店/).first().click();
      await page.locator("main").getByRole("link", { name: "我的证照" }).click();
      await page.getByRole("heading", { level: 1, name: "我的证照" }).waitFor();
      const permit = page.locator(".licence--over", { hasText: "食品经营许可证" });
      await permit.getByText("2026年11月19日已到期").waitFor();
      await permit.getByRole("link", { name: /^去办“食品经营许可/ }).waitFor();
      await page.locator(".licence", { hasText: "营业执照" }).getByText(/^长期有效|有效期到/).waitFor();
      await w.look("list");
      await w.end();
    }
    const w = await Way.at(b, url, { ...wide, name: "licences-en" });
    await w.go("sign-in?to=/");
    await w.button(/^用佛山市南海区古丽手抓饭店/).first().click();
    await w.page.locator(".who").waitFor();
    await w.page.getByRole("button", { name: "English" }).click();
    await w.page.getByRole("link", { name: "My space", exact: true }).first().waitFor();
    await w.go("space/licences");
    await w.page.getByText(/Expired on/).first().waitFor();
    await w.look("list");
    await w.end();
  });
});
