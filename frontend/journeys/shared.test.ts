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

/** The first day of the new amount, and the last of the old: behind every test of the item that expects the old one. */
const from = "2034-03-01";
const until = "2034-02-28";

async function whole(page: Page, name: string): Promise<void> {
  await settled(page);
  await clean(page, name);
  await fits(page, name);
  await labelled(page, name);
  await reachable(page, 24, name);
  await shoot(page, name);
}

test("an amount gets a new row from a day on: what it touches is seen, a row that counts stays, another agrees and publishes it, and the new amount is told from that day", async () => {
  const manager = await as("item_manager", "shared");
  await manager.getByRole("heading", { level: 1, name: "共用" }).waitFor();
  const line = manager.getByRole("row", { name: /高龄津贴发放标准/ });
  await line.getByText(/用在 1 个事项的 \d+ 条规则里/).waitFor();
  await whole(manager, "shared");
  await manager.keyboard.press("/");
  await manager.keyboard.type("高龄津贴发放");
  await manager.getByRole("button", { name: "开始改：高龄津贴发放标准" }).press("Enter");
  await manager.getByRole("heading", { name: "按日期生效的数" }).waitFor();

  // What counts is closed, and says why; what it is used for is told, rule by rule.
  const past = manager.getByRole("row", { name: /2026-01-01/ });
  await past.getByText("这一行已经生效，不能改").waitFor({ state: "attached" });
  assert.equal(await past.getByRole("textbox").count(), 0);
  const impact = manager.getByRole("region", { name: "用在哪里" });
  await impact.getByText(/用在 1 个事项的 \d+ 条规则里/).waitFor();
  await impact.getByText("高龄津贴申领").click();
  await impact.getByText(/可提前申请天数/).first().waitFor();

  // Whoever changes it in the text all the same is told what to do instead.
  const id = new URL(manager.url()).pathname.split("/").at(-1)!;
  const { csrf } = await (await manager.request.get(`${hall.url}/api/session`)).json() as { csrf: string };
  const answer = await manager.request.post(`${hall.url}/api/staff/definitions/drafts/${id}/commands`, {
    headers: { "X-CSRF-Token": csrf, Origin: hall.url },
    data: { version: 0, file: "sources/allowance_standard.yaml", label: "改", key: "past-row-1", command: { do: "set", at: "/rows/1/values/from_80", value: "999" } },
  });
  const refused = await answer.text();
  assert.match(refused, /已经生效，不能改/);

  // A new row, from the keyboard.
  await manager.getByRole("button", { name: "加一行" }).press("Enter");
  const row = manager.getByRole("form", { name: "新的一行" });
  await row.getByRole("button", { name: "加上" }).click();
  await row.getByRole("alert").getByText("请选明天或者以后的日期").waitFor();
  await row.getByLabel("从哪天起").fill(from);
  await row.getByLabel("80到89周岁每月").fill("120");
  await row.getByLabel("依据").fill("南海区高龄津贴发放标准（示例，调整）");
  await whole(manager, "shared-new-row");
  await row.getByRole("button", { name: "加上" }).press("Enter");
  const fresh = manager.getByRole("row", { name: new RegExp(from) }).last();
  await fresh.getByText("还没到").waitFor();
  await manager.getByRole("button", { name: "历史 1", exact: true }).waitFor();
  await manager.getByRole("button", { name: "没有错误" }).waitFor();
  await whole(manager, "shared-grid");

  // Handed over: what it means for the item that reads it, with its tests.
  await manager.getByRole("button", { name: "提交复核" }).click();
  const touched = manager.getByRole("region", { name: "牵动的事项" });
  await touched.getByText("高龄津贴申领").waitFor();
  await touched.getByText(/个测试都过/).waitFor();
  await whole(manager, "shared-review");
  await manager.getByRole("button", { name: "提交复核" }).click();
  await manager.getByRole("button", { name: /^同意发布：/ }).waitFor();

  const other = await as("service_office", "shared");
  await other.getByRole("button", { name: "接着改：高龄津贴发放标准" }).click();
  await other.getByRole("button", { name: /^同意发布：还有 \d+ 处没看过/ }).waitFor();
  for (const seen of await other.getByRole("button", { name: /^看过：/ }).all()) await seen.click();
  await other.getByRole("button", { name: "同意发布", exact: true }).click();
  const day = other.getByLabel("生效日");
  await day.fill((await day.getAttribute("min"))!);
  await other.getByRole("button", { name: "发布", exact: true }).click();
  await other.getByRole("dialog").getByRole("button", { name: "发布", exact: true }).click();
  await other.getByRole("complementary", { name: "复核" }).getByText(/这份草稿已经发布/).waitFor();

  // The item is tried: until that day the old amount, from then on the new one.
  await manager.goto(`${hall.url}/designer/`);
  await manager.getByRole("button", { name: "开始改：高龄津贴申领" }).click();
  await manager.getByLabel("试办的人").selectOption("person/P018");
  const canvas = manager.locator("#canvas");
  const on = manager.getByLabel("哪一天");
  await on.fill(until);
  await canvas.locator("#f-amount").getByText(/^100元/).waitFor();
  await on.fill(from);
  await canvas.locator("#f-amount").getByText(/^120元/).waitFor();
  await shoot(manager, "shared-amount");

  // In English, too.
  await other.goto(`${hall.url}/designer/shared`);
  await other.getByRole("row", { name: /高龄津贴发放标准|Elder|elder|allowance/ }).first().waitFor();
  await other.getByText(/用在 \d+ 个事项/).first().waitFor();
  await other.locator(".who-menu summary").click();
  await other.getByRole("button", { name: "English" }).click();
  await other.getByRole("heading", { level: 1, name: "Shared" }).waitFor();
  await other.getByText(/In \d+ rules of \d+ items/).first().waitFor();
  await whole(other, "shared-en");
  await leave(other);
  await leave(manager);
});

test("a source says what reads each of its fields, and is tried: it answers, and nobody is seen", async () => {
  const office = await as("reform_office", "shared");
  await office.getByRole("combobox", { name: "种类" }).selectOption("source");
  await office.getByRole("button", { name: "开始改：自然人基础信息库" }).click();
  await office.getByRole("row", { name: /出生日期/ }).getByText(/用在 \d+ 个事项的 \d+ 条规则里/).waitFor();
  await office.getByRole("region", { name: "字段" }).getByRole("button", { name: "出生日期" }).click();
  await office.getByRole("region", { name: "用在哪里" }).getByRole("heading", { name: "“出生日期”用在哪里" }).waitFor();
  await office.getByLabel("拿哪个号码试").fill("440622198604129913");
  await office.getByLabel("拿哪个号码试").press("Enter");
  await office.getByText(/毫秒有了回音，1 条记录/).waitFor();
  const said = await office.getByRole("region", { name: "试一试" }).innerText();
  assert.ok(!/启航|19860412/.test(said), `somebody is seen: ${said}`);
  await whole(office, "shared-source");

  await office.goto(`${hall.url}/designer/shared`);
  await office.getByRole("button", { name: "开始改：食品经营许可证" }).click();
  await office.getByRole("region", { name: "用在哪里" }).getByText("由它发出或者写入").first().waitFor();
  await whole(office, "shared-licence");

  await office.goto(`${hall.url}/designer/shared`);
  await office.getByRole("button", { name: "开始改：收款账户" }).click();
  await office.getByRole("heading", { name: "它给事项加上" }).waitFor();
  await office.getByRole("region", { name: "用在哪里" }).getByText(/用在 \d+ 个事项/).first().waitFor();
  await whole(office, "shared-fragment");

  await office.goto(`${hall.url}/designer/shared`);
  await office.getByRole("button", { name: "开始改：南海区政务服务事项目录" }).click();
  await office.getByRole("treeitem", { name: /^部门/ }).waitFor();
  await whole(office, "shared-catalogue");
  await leave(office);
});
