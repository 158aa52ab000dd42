import assert from "node:assert/strict";
import { test } from "node:test";
import { pdf } from "../workbench/hall";
import { withBrowser } from "./browser";
import { passAtDesk } from "./desk";
import { counters, Way } from "./way";

const paper = Buffer.from(pdf);

/** The items of the handling modes that elder_allowance (fully_online) is not, each by whom and to which clerk. */
const ways = {
  front: { ...counters.web, name: "mode-front" },
  back: { ...counters.web, name: "mode-back" },
  originals: { ...counters.web, name: "mode-originals" },
};

/** From a form that is filled to the case that is passed: materials, review, receipt, the clerk, the applicant's own page. */
async function toTheEnd(w: Way, clerk: string, hand: () => Promise<void>): Promise<void> {
  const { page } = w;
  const look = (name: string) => w.look(name);
  await w.confirmAll();
  await w.saved();
  await look("form");
  await w.next();
  await page.waitForURL(/\/materials$/);
  await page.waitForSelector(".material");
  await hand();
  await w.saved();
  await look("materials");
  await w.next();
  await page.waitForURL(/\/review$/);
  await page.getByText("都齐了，可以提交。").waitFor();
  await look("review");
  const number = await w.submit();
  await w.look("done");
  const receipt = await page.request.get(`${w.url}/api/cases/${number}/receipt`);
  assert.equal(receipt.status(), 200);
  assert.match(await receipt.text(), new RegExp(number));
  await passAtDesk(page.context().browser()!, w.url, clerk, number, w.c.name);
  await page.getByRole("link", { name: "看进度" }).click();
  await page.locator(".case-head .tag", { hasText: "预审通过" }).waitFor();
  await w.look("case");
  await w.end();
}

test("front verification on the web: a bookshop, the original of the lease is looked at before it is taken in", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const w = await Way.at(b, url, ways.front);
    await w.find("开书店办证", "出版物零售单位设立许可");
    await w.look("guide");
    await w.begin(/^用佛山市南海区樵山文旅发展有限公司登录/);
    await w.choose("零售");
    await w.choose("实体店");
    await w.choose("普通程序");
    await w.look("questions");
    await w.next();
    await w.page.waitForURL(/\/form$/);
    await w.fill("有多大？", "60.5");
    await w.pick("是哪种地方？", "商铺");
    await w.pick("场所是怎么来的？", "租赁");
    await w.fill("租到哪天？", "2028-06-30");
    await w.pick("卖哪些？", "图书");
    await w.pick("卖哪些？", "期刊");
    await w.fill("一共几个人？", "3");
    await w.pick("结果怎么给您？", "只要电子的");
    await toTheEnd(w, "clerk-440605", async () => {
      await w.pick("交哪一种？", "租赁合同");
      await w.pick("经营场所使用权证明", "现在上传");
      await w.upload(paper, "经营场所使用权证明", "租赁合同.pdf");
    });
  });
});

test("back verification on the web: a restaurant, whose rooms are looked at after it is taken in", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const w = await Way.at(b, url, ways.back);
    await w.find("开饭店", "食品经营许可（新办）");
    await w.look("guide");
    await w.begin(/^用佛山市南海区古丽手抓饭店登录/);
    await w.choose("开餐馆");
    await w.choose("否");
    await w.look("questions");
    await w.next();
    await w.page.waitForURL(/\/form$/);
    await w.pick("您做哪些食品？", "热食类");
    await w.fill("店有多大？", "80.5");
    await w.fill("加工食品的地方有多大？", "25");
    await w.fill("离最近的垃圾站、旱厕、粪池有多远？", "60");
    await w.pick("店面是怎么来的？", "租赁");
    await w.fill("租到哪天？", "2028-04-30");
    await w.row("主要设备设施", async (row) => {
      await w.fill("名称", "消毒柜", row);
      await w.fill("数量", "1", row);
    });
    await w.row("谁负责食品安全？", async (row) => {
      await w.fill("身份证号", "650102199503219902", row);
      await row.getByText("已自动填入").nth(1).waitFor(); // her own name and telephone stand there
      await w.pick("职务", "食品安全员", row);
      await w.pick("专职或兼职", "专职", row);
    });
    await w.fill("店里一共几个人？", "3");
    await w.fill("其中几个人有健康证？", "3");
    await w.pick("您定了哪些制度？", "食品安全自查制度");
    await w.pick("我承诺填的和交的都是真的", "是");
    await w.pick("结果怎么给您？", "只要电子的");
    await toTheEnd(w, "clerk-440605126", async () => {
      await w.pick("主要设备设施、经营布局、操作流程文件", "现在上传");
      await w.upload(paper, "主要设备设施、经营布局、操作流程文件", "布局图.pdf");
      await w.pick("经营场所使用权证明", "签承诺书");
    });
  });
});

test("originals at the window, looked at on the screen before: a lorry and its driver", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const w = await Way.at(b, url, ways.originals);
    await w.find("货运", "道路普通货物运输经营许可");
    await w.look("guide");
    await w.begin(/^用佛山市南海区远鸿物流有限公司登录/);
    await w.choose("否");
    await w.choose("都买好了");
    await w.look("questions");
    await w.next();
    await w.page.waitForURL(/\/form$/);
    // What the company may carry, and which vehicles it has, stands in registers.
    await w.button(/^用这条：.*粤EX0001/).click();
    const lorry = w.page.locator(".row-editor");
    await lorry.getByText("载货汽车").waitFor();
    await w.pick("技术等级", "一级", lorry);
    await w.fill("卫星定位终端号", "GD00000001", lorry);
    await w.look("vehicles");
    await lorry.getByRole("button", { name: "填好了" }).click();
    await w.row("谁来开车？", async (row) => {
      await w.fill("姓名", "郭子睿", row);
      await w.fill("身份证号", "431122199001319917", row);
      await w.fill("手机", "13900000029", row);
      await w.pick("他能用手机签个授权吗？", "签不了", row);
      await w.fill("驾驶证档案编号", "440619900131", row);
      await w.pick("准驾车型", "A2", row);
      await w.fill("从业资格证号", "4406190013100029", row);
      await w.fill("从业资格类别", "道路货物运输驾驶员", row);
      await w.fill("从业资格证有效期至", "2029-03-01", row);
    });
    await w.fill("谁管安全？", "麦志远");
    await w.fill("安全管理人员电话", "13900000012");
    for (const s of ["安全生产责任制度", "安全生产业务操作规程", "安全生产监督检查制度", "驾驶员和车辆安全生产管理制度"]) await w.pick("您定了哪些制度？", s);
    await w.pick("结果怎么给您？", "只要电子的");
    await toTheEnd(w, "clerk-440605", async () => {
      await w.upload(paper, "机动车驾驶证：郭子睿", "驾驶证.pdf");
      await w.upload(paper, "从业资格证：郭子睿", "从业资格证.pdf");
      await w.pick("车辆技术等级评定结论：粤EX0001", "以后补");
      await w.pick("安全生产管理制度文本", "现在上传");
      await w.upload(paper, "安全生产管理制度文本", "制度.pdf");
    });
  });
});
