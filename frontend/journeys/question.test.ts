import assert from "node:assert/strict";
import { test } from "node:test";
import { signIn } from "../workbench/hall";
import { clean, shoot, withBrowser } from "./browser";
import { expects } from "./watch";
import { counters, Way, type Counter } from "./way";

const wide: Counter = { ...counters.web, height: 800, name: "question-web" };
const phone: Counter = { ...counters.wechat, name: "question-wechat" };

const answer = "能。带本人身份证和社保卡，到桂城公共服务办公室就可以。";
const typed = "户口本不用带，我们自己查得到。";

test("a question is asked from an item's page, answered at the desk, followed up, and the second clerk sees that the first one was quicker", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const asks = await Way.at(b, url, phone);
    await asks.go("items/elder_allowance");
    await asks.page.getByRole("link", { name: "网上咨询", exact: true }).click();
    await asks.page.getByText("3个工作日内答复").waitFor();
    await asks.page.locator(".known details").first().waitFor();
    await asks.look("visitor");
    await asks.page.getByRole("link", { name: "登录后提问" }).click();
    await asks.button("用陈伯年登录").first().click();
    expects(asks.page, /422/);
    await asks.button("提交咨询").click();
    await asks.page.getByText("请写您要问什么").waitFor();
    await asks.look("asks");
    await asks.page.getByLabel("您要问什么").fill("我的身份证是440622194402209917，明年还要不要再申请？");
    await asks.page.locator(".known details:visible").first().getByText("每年还要再申请吗？").waitFor();
    await asks.look("known");
    await asks.button("提交咨询").click();
    await asks.page.getByText(/收到了，编号ZX/).waitFor();
    await asks.look("asked");
    await asks.end();

    const desk = await Way.at(b, url, { ...counters.web, base: "/staff/", height: 800, name: "question-desk", tap: 24 });
    const { page } = desk;
    await page.locator(".account", { hasText: /· clerk-440605011(?!\d)/ }).click();
    await page.getByRole("link", { name: "咨询", exact: true }).click();
    await page.getByText("明年还要不要再申请").first().waitFor();
    assert.doesNotMatch(await page.locator("body").innerText(), /440622194402209917|陈伯年/);
    await desk.button("看办事指南").click();
    await page.getByRole("heading", { name: "受理条件" }).waitFor();
    await shoot(page, "question-desk-guide", false);
    await page.keyboard.press("Escape");
    await page.getByLabel("答复", { exact: true }).fill(answer);
    await clean(page, "question-desk");
    await shoot(page, "question-desk", false);
    await desk.button("答复").click();
    await page.getByText("没有咨询").waitFor();
    await shoot(page, "question-desk-none", false);

    const sees = await Way.at(b, url, wide);
    await sees.go("sign-in?to=/space/notices");
    await sees.button("用陈伯年登录").first().click();
    await sees.page.getByRole("link", { name: /看答复/ }).click();
    await sees.page.getByText(answer).waitFor();
    await sees.look("answered");
    await sees.button("没有帮助").click();
    await sees.page.getByText(/可以追问一次/).waitFor();
    await sees.button("追问").click();
    await sees.page.getByLabel("追问的内容").fill("户口本要带吗？");
    await sees.look("follows");
    await sees.button("提交追问").click();
    await sees.page.getByText("您追问").waitFor();

    // Both have it before them; the other one's answer counts, and what was typed here is not lost.
    await page.reload();
    await page.getByText("户口本要带吗？").first().waitFor();
    await page.getByLabel("答复", { exact: true }).fill(typed);
    const other = await signIn(url, "service_office", "workbench");
    const [q] = (await other.call<{ consultations: { id: string; version: number }[] }>("GET", "/staff/consultations")).consultations;
    await other.call("POST", `/staff/consultations/${q!.id}/steps`, { version: q!.version, act: "answer", text: "不用带。" });
    expects(page, /409/);
    await desk.button("答复").click();
    await page.getByText(/刚刚办过这个问题/).waitFor();
    await page.getByText("不用带。").waitFor();
    await page.getByText(typed).waitFor();
    await clean(page, "question-desk-second");
    await shoot(page, "question-desk-second", false);
    await desk.end();

    await sees.page.reload();
    await sees.page.getByText("不用带。").waitFor();
    await sees.button("有帮助").click();
    await sees.page.getByText("谢谢您的评价").waitFor();
    assert.equal(await sees.button("追问").count(), 0);
    await sees.button("English").click();
    await sees.page.getByRole("heading", { name: "My questions" }).waitFor();
    await sees.look("english");
    await sees.end();
  });
});

test("a good answer is proposed by one clerk, published by another, read in the guide on each counter, and found", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const chen = await signIn(url, "P004", "web");
    const q = await chen.call<{ id: string }>("POST", "/consultations", { item: "elder_allowance", text: "社保卡丢了还能领吗", key: "journey-faq-0001" });
    const clerk = await signIn(url, "clerk-440605011", "workbench");
    await clerk.call("POST", `/staff/consultations/${q.id}/steps`, { version: 1, act: "answer", text: "先补办社保卡，补发不会少。" });
    const desk: Counter = { ...counters.web, base: "/staff/", height: 800, name: "question-faq", tap: 24 };
    const first = await Way.at(b, url, desk);
    await first.page.locator(".account", { hasText: /· clerk-440605011(?!\d)/ }).click();
    await first.page.getByRole("link", { name: "咨询", exact: true }).click();
    await first.page.getByText("已答复", { exact: true }).first().click();
    await first.page.getByRole("button", { name: "推荐为常见问题" }).click();
    await first.page.getByLabel("问题", { exact: true }).fill("社保卡遗失期间津贴怎么领？");
    await first.page.getByLabel("英文的问题（选填）").fill("What if the card is lost?");
    await first.page.getByLabel("英文的答案（选填）").fill("Have it replaced first.");
    await clean(first.page, "question-faq-propose");
    await shoot(first.page, "question-faq-propose", false);
    await first.page.getByRole("button", { name: "推荐", exact: true }).click();
    await first.page.getByText("已推荐，等另一个人审核").first().waitFor();
    await first.page.reload(); // it is not offered a second time
    await first.page.getByText("已答复", { exact: true }).first().click();
    await first.page.getByText("已推荐，等另一个人审核").first().waitFor();
    assert.equal(await first.page.getByRole("button", { name: "推荐为常见问题" }).count(), 0);
    await first.end();

    const second = await Way.at(b, url, desk);
    await second.page.locator(".account", { hasText: /· service_office/ }).click();
    await second.page.getByRole("link", { name: "常见问题", exact: true }).click();
    await second.page.getByText("社保卡遗失期间津贴怎么领？").first().waitFor();
    await clean(second.page, "question-faq-review");
    await shoot(second.page, "question-faq-review", false);
    await second.page.getByRole("button", { name: /^发布/ }).click();
    await second.page.getByRole("button", { name: /^撤下/ }).waitFor();
    await second.end();

    for (const c of [wide, phone, { ...counters.kiosk, name: "question-kiosk" }]) {
      const w = await Way.at(b, url, c);
      await w.go("items/elder_allowance");
      await w.page.getByText("社保卡遗失期间津贴怎么领？").first().waitFor();
      await w.look("guide");
      await w.end();
    }
    const found = await chen.call<{ near?: { id: string }[]; hits: { id: string }[] }>("GET", `/items?q=${encodeURIComponent("社保卡遗失")}`);
    assert.ok([...found.hits, ...(found.near ?? [])].some((x) => x.id === "elder_allowance"), JSON.stringify(found).slice(0, 300));
  });
});
