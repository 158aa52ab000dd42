import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { clean, fits, fitsNarrow, labelled, launch, leave, open, picture, shoot } from "../journeys/browser";
import { expects } from "../journeys/watch";
import { handIn, openHall, run, signIn, type Kept } from "./hall";

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

async function sit(account: string, width = 1440, height = 900): Promise<Page> {
  const page = await open(browser, `${hall.url}/staff/`, width, height);
  await page.getByRole("button", { name: /窗口（示例）/ }).first().waitFor();
  await page.locator(".account", { hasText: new RegExp(`· ${account}`) }).click();
  await page.getByRole("link", { name: "权限" }).waitFor();
  return page;
}

test("an administrator of a town takes a colleague up, appoints, notes a leave with a deputy, and lets go", async () => {
  const page = await sit("admin-440605011");
  await page.getByRole("link", { name: "人员" }).click();
  await page.getByRole("heading", { level: 1, name: "人员" }).waitFor();
  await page.getByText("桂城街道窗口（示例）").first().waitFor();
  await clean(page, "staff");
  await page.getByRole("button", { name: "加入" }).click();
  await page.getByLabel("账号", { exact: true }).fill("P001");
  await page.getByLabel("姓名", { exact: true }).fill("陈启航");
  await page.getByLabel("职务", { exact: true }).fill("桂城街道窗口人员");
  await clean(page, "staff");
  await shoot(page, "staff-join");
  await page.getByRole("button", { name: "确定" }).click();
  await page.getByRole("heading", { level: 2, name: "陈启航" }).waitFor();
  await page.locator(".staff__card").getByText("窗口人员", { exact: true }).waitFor();
  await page.getByRole("button", { name: "加任职" }).click();
  await page.getByLabel("角色").last().selectOption({ label: "分管领导" });
  await page.getByRole("button", { name: "确定" }).click();
  await page.locator(".staff__card").getByText("分管领导", { exact: true }).waitFor();
  expects(page, /^request: 409 POST .*\/posts$/);
  // What one person may not be is refused, with the reason.
  await page.getByRole("button", { name: "加任职" }).click();
  await page.getByLabel("角色").last().selectOption({ label: "印章管理员" });
  await page.getByRole("button", { name: "确定" }).click();
  await page.getByRole("alert").getByText("管印章的人不能作决定").waitFor();
  await shoot(page, "staff-clash");
  await page.getByRole("button", { name: "不改了" }).click();
  await page.getByRole("button", { name: "休假" }).click();
  await page.getByLabel("到哪天止").fill("2099-01-01");
  await page.getByLabel("谁代理（账号）").fill("clerk-440605011");
  await page.getByRole("button", { name: "确定" }).click();
  await page.getByText("休假到2099-01-01").first().waitFor();
  await clean(page, "staff");
  await fits(page, "staff");
  await labelled(page, "staff");
  await shoot(page, "staff-members-1440");
  await page.getByRole("button", { name: "提前回岗" }).click();
  await page.getByText("休假到2099-01-01").first().waitFor({ state: "detached" });
  await page.getByRole("button", { name: "离岗", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "离岗", exact: true }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.locator(".staff__card").getByText(/^\d{4}.+离岗$/).waitFor();
  // Another town's people are shown, and closed, with who may.
  await page.getByPlaceholder("查姓名、职务、账号").fill("九江");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "九江镇窗口（示例）" }).click();
  await page.getByText("不是您这个镇街的人员，请找所在镇街或区级管理员").waitFor();
  await leave(page);
});

test("the table of permission tells anybody who may what, in both languages and on a phone", async () => {
  const page = await sit("leader");
  await page.getByRole("link", { name: "权限" }).click();
  await page.getByRole("heading", { level: 1, name: "角色和权限" }).waitFor();
  await page.getByRole("button", { name: "分管领导" }).click();
  await page.getByText("印章管理员：管印章的人不能作决定").waitFor();
  await clean(page, "staff");
  await fits(page, "staff");
  await shoot(page, "staff-roles-1440");
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { level: 1, name: "Roles and rights" }).waitFor();
  await page.getByText("seal keeper: Who keeps the seals may not decide").waitFor();
  assert.ok(!/[\u4e00-\u9fff]/.test((await page.locator(".staff").innerText())), "Chinese on an English screen");
  await page.setViewportSize({ width: 390, height: 844 });
  await fitsNarrow(page, "staff");
  await shoot(page, "staff-roles-390");
  await leave(page);
});

test("by keyboard every role of the table is seen while it has the focus", async () => {
  const page = await sit("leader", 1280, 800);
  await page.getByRole("link", { name: "权限" }).click();
  await page.getByRole("button", { name: "审计员" }).waitFor();
  const roles = page.locator(".rights thead button");
  const count = await roles.count();
  const covered = () => page.evaluate(() => {
    const b = document.activeElement!;
    const r = b.getBoundingClientRect();
    const inset = 2; // the outline stands there, and a cell's border
    const corners = [[r.left + inset, r.top + inset], [r.right - inset, r.top + inset], [r.left + inset, r.bottom - inset], [r.right - inset, r.bottom - inset]];
    return corners.every(([x, y]) => document.elementFromPoint(x!, y!) === b) ? "" : b.textContent;
  });
  await page.locator(".staff .scroll").focus();
  for (let i = 0; i < count; i++) {
    await page.keyboard.press("Tab");
    assert.equal(await covered(), "", "hidden, or in part");
  }
  await shoot(page, "staff-roles-last-1280");
  for (let i = 1; i < count; i++) {
    await page.keyboard.press("Shift+Tab");
    assert.equal(await covered(), "", "hidden, or in part, on the way back");
  }
  await shoot(page, "staff-roles-first-1280");
  await leave(page);
});

test("an auditor reads who did and saw what of a case; whoever may not is told who may", async () => {
  const number = await handIn(await signIn(hall.url, "P004", "web"));
  const approver = await sit("approver");
  await approver.goto(`${hall.url}/staff/cases/${number}`);
  await approver.getByText("这一步由窗口人员办理，您没有这个权限").first().waitFor();
  await shoot(approver, "staff-who-may");
  await leave(approver);
  const page = await sit("auditor", 1280, 800);
  await page.getByRole("link", { name: "记录" }).click();
  await page.getByLabel("办件编号").fill(number);
  await page.getByRole("button", { name: "看记录" }).click();
  await page.getByRole("heading", { level: 1, name: `${number} 的记录` }).waitFor();
  await page.getByText("审查人员（示例）").first().waitFor();
  await clean(page, "staff");
  await fits(page, "staff");
  assert.ok(!(await page.content()).includes("440622194402209917"));
  await shoot(page, "staff-trail-1280");
  await leave(page);
});

test("a paper licence that one colleague has brought in is held against its scan by another", async () => {
  const dir = await mkdtemp(join(tmpdir(), "scans-"));
  const paper = await (await browser.newContext({ viewport: { width: 720, height: 1000 } })).newPage();
  await paper.setContent(`<body style="margin:60px;font:22px/2 serif;border:6px double #a33;padding:40px"><h1 style="text-align:center">房屋所有权证</h1>
    <p>粤房地证字第C0099001号<p>权利人：佛山市南海区古丽手抓饭店<p>坐落：佛山市南海区里水镇手抓样例街3号首层<p>用途：商业<p>发证机关：佛山市自然资源局<p>2009年3月1日（示例）`);
  await paper.screenshot({ path: join(dir, "1.png") });
  await paper.context().close();
  const row = (number: string, kind = "不动产权证书") => `${kind},${number},佛山市南海区古丽手抓饭店,92440605MA90A0040F,佛山市自然资源局,2009-3-1,长期,1.png,佛山市南海区里水镇手抓样例街3号首层,商业\n`;
  await writeFile(join(dir, "list.csv"), "证照类型,证照编号,持有人,持有人证件号码,发证机关,发证日期,有效期至,扫描件,坐落,用途\n"
    + row("粤房地证字第C0099001号") + row("粤房地证字第C0099002号") + row("粤房地证字第C0099003号", "房子的证"));
  const said = await run("licences", "import", "--by", "data_owner", "--scans", dir, "--data", hall.data, join(dir, "list.csv"));
  assert.match(said, /第4行 证照类型：没有这种证照[\s\S]*导入2行等人核对/);
  await rm(dir, { recursive: true });

  const owner = await sit("data_owner", 1280, 800);
  await owner.getByRole("link", { name: "存量证照" }).click();
  await owner.getByText("是您导入的，须由另一人核对").waitFor();
  await leave(owner);
  const page = await sit("data_office", 1280, 800);
  await page.getByRole("link", { name: "存量证照" }).click();
  const scan = page.getByRole("img", { name: "佛山市南海区古丽手抓饭店的不动产权证书扫描件" });
  await scan.waitFor();
  await page.waitForFunction(() => document.querySelector<HTMLImageElement>(".imported__sheet img")?.naturalWidth);
  await page.locator(".imported__values").getByText("佛山市南海区里水镇手抓样例街3号首层").waitFor();
  await clean(page, "imported");
  await fits(page, "imported");
  await shoot(page, "imported", false);
  expects(page, /^request: 422 POST .*\/judgement$/);
  await page.getByRole("button", { name: "驳回" }).click();
  await page.getByRole("alert").getByText("请写明哪里不符").waitFor();
  await page.getByRole("button", { name: "与扫描件一致，确认" }).click();
  await page.getByText("1本等核对").waitFor();
  await page.getByLabel("驳回的理由：哪里不符").fill("编号不是这一本的");
  await page.getByRole("button", { name: "驳回" }).click();
  await page.getByText("0本等核对").waitFor();
  await page.getByText("已归到持有人名下，可信等级 B").or(page.getByText("编号不是这一本的")).first().waitFor();
  await shoot(page, "imported-done", false);
  await leave(page);
});
