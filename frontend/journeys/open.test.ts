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
    // Somebody else is first: what he did is shown, and what was typed stays.
    const colleague = await signIn(url, "service_office", "workbench");
    const { snags } = await colleague.call<{ snags: { id: string; version: number }[] }>("GET", "/staff/snags");
    const first = snags[0]!;
    const one = page.locator(`article[aria-labelledby="h-${first.id}"]`);
    await one.getByRole("textbox").fill("我来答复的话");
    await colleague.call("POST", `/staff/snags/${first.id}/steps`, { version: first.version, act: "answer", text: "同事先答复了" });
    expects(page, /^request: 409 POST .*\/steps$/);
    await one.getByRole("button", { name: "答复", exact: true }).click();
    await one.getByText("同事先答复了").waitFor();
    await one.getByRole("alert").waitFor();
    assert.equal(await one.getByRole("textbox").inputValue(), "我来答复的话");
    await shoot(page, "open-snags-second", false);
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

/** Takes a claim to its grant, by four people. */
async function grant(url: string, number: string): Promise<void> {
  const [clerk, approver, leader] = await Promise.all(["clerk-440605011", "approver", "leader"].map((a) => signIn(url, a, "workbench")));
  interface Page { case: { version: number }; view: { plan: { fields: { id: string; step?: string; type: string }[] }; state: { fields: Record<string, { shown: boolean }>; rules: Record<string, { result: string }>; review?: string[] } } }
  let turn = 0;
  const send = async (who: typeof clerk, path: string, more: (p: Page) => object) => {
    const page = await who!.call<Page>("GET", `/staff/cases/${number}`);
    await who!.call("POST", `/staff/cases/${number}/${path}`, { version: page.case.version, key: `journey-open-${++turn}`, opinion: "", ...more(page) });
  };
  const seen = (p: Page, step: string) => Object.fromEntries(p.view.plan.fields.filter((f) => f.step === step && f.type === "finding" && p.view.state.fields[`form.${f.id}`]?.shown).map((f) => [f.id, "pass"]));
  await send(clerk, "precheck", (p) => ({
    pass: true,
    findings: Object.fromEntries([...Object.entries(p.view.state.rules).filter(([, r]) => r.result !== "true" && r.result !== "off").map(([id]) => `rule.${id}`), ...(p.view.state.review ?? []).map((r) => `review.${r}`)].map((id) => [id, "fits"])),
  }));
  await send(clerk, "accept", () => ({}));
  await send(approver, "step", (p) => ({ step: "village_check", answer: "found", answers: seen(p, "village_check") }));
  await send(approver, "step", (p) => ({ step: "review", answers: seen(p, "review") }));
  await send(leader, "decision", () => ({ outcome: "granted" }));
}

/** Statistics of a month; the hall of a journey is younger than one. */
const row = (id: string, title: string, received: number | null) => ({
  id, title, received, decided: received, inTime: received && 98, workdays: received && 2.4, noVisit: received && 91, waived: received && 67, rated: received, satisfied: received && 96,
  hidden: received === null ? ["received", "decided", "rated"] : [],
});
const statistics = {
  month: "2026-10", counted: "2026-11-02T00:10:00+08:00", months: ["2026-10", "2026-09"], total: row("", "全区", 214),
  items: [row("elder_allowance", "高龄津贴申领", 120), row("food_business_licence_new", "食品经营许可（新办）", 94), row("drainage_permit", "排水许可", null), row("road_freight_permit", "道路货运经营许可", null)],
  offices: [row("guicheng", "桂城街道办事处", 120), row("dali", "大沥镇人民政府", 94)], towns: [row("440605011", "桂城街道", 120), row("440605124", "大沥镇", 94), row("", "区级（不分镇街）", 0)],
};

test("anybody reads what was published, decided and counted, and nobody's name, number or address is in it", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const chen = await signIn(url, "P004", "web");
    const number = await handIn(chen);
    await grant(url, number);
    for (const c of [wide, phone]) {
      const w = await Way.at(b, url, { ...c, name: `${c.name}-public` });
      const { page } = w;
      await page.getByRole("link", { name: /^信息公开/ }).first().click();
      await page.getByRole("heading", { level: 1, name: "信息公开" }).waitFor();
      await page.getByLabel("找事项").fill("高龄");
      await w.look("open-items");
      await page.getByRole("link", { name: "高龄津贴申领" }).click();
      await page.getByRole("heading", { level: 1, name: "高龄津贴申领的版本" }).waitFor();
      await w.look("open-editions");
      await page.getByRole("link", { name: "看这一版的办事指南" }).first().click();
      await page.getByText("这是第1版，也是最新的一版。").waitFor();
      assert.equal(await page.getByRole("button", { name: "开始办理" }).count(), 0, "nothing begins from an edition");
      await w.look("open-edition");
      await w.go("open/results");
      await page.getByText("陈**").waitFor();
      await page.getByLabel("在公示里找").fill("桂城");
      await w.button("查找").click();
      await page.getByText("100元").waitFor();
      await w.look("open-results");
      assert.doesNotMatch(await page.locator("main").innerText(), personal);
      await page.getByRole("link", { name: "高龄津贴申领" }).click();
      await page.getByRole("heading", { level: 1, name: /结果公示/ }).waitFor();
      await w.look("open-result");
      assert.doesNotMatch(await page.locator("main").innerText(), personal);
      await page.getByRole("link", { name: "提出异议" }).click();
      await page.getByRole("heading", { level: 1, name: "办不成事" }).waitFor();
      assert.match(await page.getByLabel("什么事没有办成？").inputValue(), /^对公示 \w+ 有异议：$/);
      await w.go("open/statistics");
      await page.getByText("还没有统计").waitFor();
      await w.look("open-no-statistics");
      await page.route("**/api/open/statistics*", (r) => r.fulfill({ json: statistics }));
      await page.reload();
      await page.getByText("道路货运经营许可").waitFor();
      await w.look("open-statistics");
      await w.go("open/data");
      await page.getByText("数据字典").first().click();
      await w.look("open-data");
      const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "下载事项目录（CSV）" }).click()]);
      assert.equal(file.suggestedFilename(), "items.csv");
      await w.end();
    }
    const w = await Way.at(b, url, { ...wide, name: "open-public-en" });
    await w.button("English").click();
    for (const [path, says] of [["open", "Find an item"], ["open/items/elder_allowance", "Published for the first time"], ["open/results", "Find in the results"], ["open/statistics", "No statistics yet"], ["open/data", "Terms of use"]] as const) {
      await w.go(path);
      await w.page.getByText(says).first().waitFor();
      await w.look(`${path.replaceAll("/", "-")}-en`);
    }
    await w.end();

    // Whoever decided takes it down, for a reason that anybody may read.
    const desk = await Way.at(b, url, { ...counters.web, base: "/staff/", height: 800, name: "open-publicity", tap: 24 });
    const { page } = desk;
    await page.locator(".account", { hasText: /· leader(?!-)/ }).first().click();
    await page.getByRole("link", { name: "差评" }).waitFor(); // signed in, before it goes elsewhere
    await desk.go(`cases/${number}`);
    await page.getByRole("button", { name: /^经过/ }).click();
    const section = page.getByRole("region", { name: "结果公示" });
    await section.getByText("陈**").waitFor();
    await clean(page, "open-publicity");
    await section.scrollIntoViewIfNeeded();
    await shoot(page, "open-publicity", false);
    await section.getByLabel("撤下的原因").selectOption({ label: "当事人的异议成立" });
    await section.getByRole("button", { name: "撤下公示" }).click();
    await section.getByText("公示已经撤下：当事人的异议成立。").waitFor();
    await shoot(page, "open-publicity-down", false);
    await desk.end();
    const { results } = await chen.call<{ results: unknown[] }>("GET", "/open/results");
    assert.equal(results.length, 0);
  });
});
