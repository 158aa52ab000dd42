import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { openHall, run, signIn, type Kept } from "../workbench/hall";
import { Author } from "./author";
import { clean, fits, labelled, launch, leave, open, picture, pressAll, reachable, settled, shoot } from "./browser";
import { expects } from "./watch";

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

const ITEM = "hygiene_first";

async function as(role: string, at: string): Promise<Page> {
  const page = await open(browser, `${hall.url}/designer/${at}`, 1280, 900);
  await page.locator(".account", { hasText: `· ${role}` }).click();
  return page;
}

/** The item's file as the server has it. */
async function textOf(page: Page): Promise<string> {
  const id = /drafts\/([^/?]+)/.exec(page.url())![1]!;
  const manager = await signIn(hall.url, "item_manager", "workbench");
  const draft = await manager.call<{ files: { kind: string; text: string }[] }>("GET", `/staff/definitions/drafts/${id}`);
  return draft.files.find((f) => f.kind === "item")!.text;
}

/** What differs in words between what was made and the same item written as text; "" nothing that means anything. */
async function differs(made: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "nothing-"));
  try {
    await mkdir(join(dir, "made"));
    await mkdir(join(dir, "written"));
    await writeFile(join(dir, "made", "item.yaml"), made);
    await cp("frontend/journeys/nothing/item.yaml", join(dir, "written", "item.yaml"));
    return await run("diff", join(dir, "written"), join(dir, "made"));
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

test("an item is made from nothing by mouse: guide, situations, conditions, form, papers, handling, result; then tested, agreed to, published, and found", async () => {
  const manager = await as("item_manager", "");
  const a = new Author(manager);
  expects(manager, /^request: 422 POST .*\/tests$/); // asked just before a step that leaves an entry half made: tests wait until it is whole
  await manager.getByRole("button", { name: "新事项" }).click();
  const begin = manager.getByRole("dialog", { name: "新事项" });
  await begin.getByLabel("叫什么").fill("公共场所卫生许可（首次）");
  await begin.getByLabel("标识").fill(ITEM);
  await begin.getByLabel("部门").selectOption({ label: "佛山市南海区卫生健康局" });
  await clean(manager, "new-item");
  await reachable(manager, 24, "new-item");
  await shoot(manager, "nothing-new", false);
  await begin.getByRole("button", { name: "开始配置" }).click();
  await manager.getByRole("tree").waitFor();
  await settled(manager);
  await shoot(manager, "nothing-empty", false);

  // What the item is.
  await a.type("/code", "440605-01-911");
  await a.type("/also_known_as", "办卫生证、开理发店");
  await a.choose("/type", "行政许可");
  await a.tick("/applicants", ["法人和其他组织"]);
  await a.unfold("/themes");
  await a.tick("/themes/organisation", ["准营准办", "医疗卫生"], "法人");
  await a.tick("/themes/person", []);
  await a.saved();
  await shoot(manager, "nothing-item", false);

  // The guide.
  await a.pick("/guide");
  await a.unfold("/guide/basis");
  await a.type("/guide/basis/0/law", "公共场所卫生管理条例");
  await a.type("/guide/basis/0/article", "第四条", "条款");
  await a.type("/guide/authority", "区卫生健康局决定，各镇（街道）行政服务中心综合窗口受理", "权责划分");
  await a.type("/guide/why_visit", "要到窗口核对检测报告的原件", "为什么要到现场");
  await a.more("/guide/faq", "常见问题");
  await a.type("/guide/faq/0/ask", "开饭馆要办吗？");
  await a.type("/guide/faq/0/answer", "不用办卫生许可，办食品经营许可就行");
  await a.more("/guide/faults", "常见错误");
  await a.type("/guide/faults/0/fault", "检测报告超过一年");
  await a.type("/guide/faults/0/mend", "请有资质的机构重新检测", "怎么改");
  await a.saved();
  await clean(manager, "nothing-guide");
  await shoot(manager, "nothing-guide", false);

  // What is looked up.
  await a.pick("/facts");
  await manager.getByText("这个事项要查哪些登记和证照").waitFor();
  await clean(manager, "nothing-facts");
  await shoot(manager, "nothing-facts", false);
  await a.add("/facts", "法人登记库");
  await a.add("/facts", "营业执照");

  // Situations.
  await a.add("/situations", "单选");
  await a.type("/situations/#choice/title", "场所大类");
  await a.type("/situations/#choice/ask", "您开的是什么场所？");
  await a.choose("/situations/#choice/need", "显示时必填");
  const codes = await a.key("/situations/#choice/options");
  await codes.getByRole("button", { name: "加一个选项" }).click();
  for (const [n, code, text] of [[0, "lodging", "住宿"], [1, "beauty", "美容美发"], [2, "catering", "餐饮类"]] as const) {
    await codes.getByRole("textbox", { name: /^选项 .* 的文字$/ }).nth(n).fill(text);
    await codes.getByRole("textbox", { name: /的代码$/ }).nth(n).fill(code);
    await codes.getByRole("textbox", { name: /的代码$/ }).nth(n).blur();
  }
  await a.written("/situations/#choice/options", "分几条");
  await a.unfold("/situations/#choice/options");
  await a.type("/situations/#choice/options/0/hint", "宾馆、旅店", "提示");
  await a.saved();
  await clean(manager, "nothing-situation");
  await shoot(manager, "nothing-situation", false);
  await manager.getByRole("button", { name: "改“场所大类”的标识" }).click();
  const rename = manager.getByRole("dialog");
  await rename.getByLabel("标识").fill("place_group");
  await rename.getByRole("button", { name: "看看要改哪些地方" }).click();
  await rename.getByRole("button", { name: /^一起改/ }).click();
  await a.pick("/situations/#place_group");
  await a.add("/situations", "单选");
  await a.type("/situations/#choice/title", "办理方式");
  const ways = await a.key("/situations/#choice/options");
  for (const [n, code, text] of [[0, "promise", "告知承诺"], [1, "normal", "普通程序"]] as const) {
    await ways.getByRole("textbox", { name: /^选项 .* 的文字$/ }).nth(n).fill(text);
    await ways.getByRole("textbox", { name: /的代码$/ }).nth(n).fill(code);
    await ways.getByRole("textbox", { name: /的代码$/ }).nth(n).blur();
  }
  await a.choose("/situations/#choice/need", "显示时必填");
  await a.saved();
  await a.rule("/situations/#choice/show", "场所大类", "不是", "餐饮类");
  await a.saved();
  await shoot(manager, "nothing-situations", false);

  // Who may apply.
  await a.add("/eligibility", "一条受理条件");
  await a.type("/eligibility/#condition/title", "不是饭馆、咖啡馆");
  await a.rule("/eligibility/#condition/that", "场所大类", "不是", "餐饮类");
  await a.type("/eligibility/#condition/otherwise", "饭馆、咖啡馆不用办卫生许可，办食品经营许可就行");
  await a.choose("/eligibility/#condition/effect", "转到别处");
  await a.type("/eligibility/#condition/basis", "公共场所卫生管理条例", "依据");
  await a.add("/eligibility", "一条受理条件");
  await a.type("/eligibility/#condition_2/title", "登记状态是存续");
  await a.rule("/eligibility/#condition_2/that", "登记状态", "是", "存续");
  await a.type("/eligibility/#condition_2/otherwise", "您单位的登记状态是“{organisation.status}”，不能申请");
  await a.saved();
  await shoot(manager, "nothing-eligibility", false);

  // The form: what the register holds first.
  const section = "/form/#contact";
  await a.pick(section);
  await a.type(`${section}/title`, "场所");
  await a.rule(`${section}/show`, "场所大类", "不是", "餐饮类");
  for (const [title, id] of [["名称", "name"], ["经营场所", "business_address"], ["所在镇街", "region"]] as const) {
    await a.add(section, title, "政府已有的");
    await a.choose(`${section}/fields/#${id}/need`, "显示时必填");
  }
  await a.pick(`${section}/fields/#name`);
  await a.type(`${section}/fields/#name/title`, "场所名称");
  const lengths = (await a.key(`${section}/fields/#name/length`, "长度")).getByRole("spinbutton");
  await lengths.nth(1).fill("60");
  await lengths.nth(1).blur();
  await lengths.nth(0).fill("2");
  await lengths.nth(0).blur();
  await a.pick(`${section}/fields/#business_address`);
  await a.type(`${section}/fields/#business_address/title`, "经营地址");
  await a.add(section, "小数");
  await a.type(`${section}/fields/#number/title`, "经营面积");
  await a.type(`${section}/fields/#number/unit`, "㎡", "单位");
  await a.type(`${section}/fields/#number/digits`, "2", "小数位");
  await a.type(`${section}/fields/#number/min`, "1", "最小");
  await a.type(`${section}/fields/#number/max`, "100000", "最大");
  await a.choose(`${section}/fields/#number/need`, "显示时必填");
  await a.saved();
  await clean(manager, "nothing-form");
  await shoot(manager, "nothing-form", false);

  await a.add("/form", "一节表单");
  await a.pick("/form/#section");
  await a.type("/form/#section/title", "人员");
  await a.rule("/form/#section/show", "场所大类", "不是", "餐饮类");
  await a.pick("/form/#section/fields/#text");
  await a.type("/form/#section/fields/#text/title", "谁管卫生");
  const length = (await a.key("/form/#section/fields/#text/length", "长度")).getByRole("spinbutton");
  await length.nth(1).fill("50");
  await length.nth(1).blur();
  await length.nth(0).fill("2");
  await length.nth(0).blur();
  await a.choose("/form/#section/fields/#text/need", "显示时必填");
  await a.from("/form/#section/fields/#text/fill", "法定代表人（负责人、经营者）", "自动填充");
  await a.choose("/form/#section/fields/#text/edit", "可以改", "填充后");
  await a.add("/form/#section", "整数");
  await a.type("/form/#section/fields/#integer/title", "从业人员总数");
  await a.type("/form/#section/fields/#integer/unit", "人", "单位");
  await a.choose("/form/#section/fields/#integer/need", "显示时必填");
  await a.add("/form", "一节表单");
  await a.pick("/form/#section_2");
  await a.type("/form/#section_2/title", "检测报告");
  await a.rule("/form/#section_2/show", "办理方式", "是", "普通程序");
  await a.pick("/form/#section_2/fields/#text_2");
  await a.type("/form/#section_2/fields/#text_2/title", "检测机构名称");
  await a.choose("/form/#section_2/fields/#text_2/need", "显示时必填");
  await a.add("/form/#section_2", "日期");
  await a.type("/form/#section_2/fields/#date/title", "检测报告日期");
  await a.from("/form/#section_2/fields/#date/max", "办理当天", "最大");
  await a.choose("/form/#section_2/fields/#date/need", "显示时必填");
  await a.add("/form/#section_2", "是或否");
  await a.type("/form/#section_2/fields/#boolean/title", "检测结论合格");
  await a.choose("/form/#section_2/fields/#boolean/need", "显示时必填");
  await a.saved();
  await shoot(manager, "nothing-report", false);

  // Papers, and what stands in for them.
  await a.pick("/materials/#application");
  await a.type("/materials/#application/title", "公共场所卫生许可证申请表");
  await a.add("/materials", "营业执照");
  const licence = "/materials/#business_licence_paper";
  await a.unfold(`${licence}/reuse`);
  await a.choose(`${licence}/reuse/0/trust`, "机关签发，有电子印章", "可信等级");
  await a.more(`${licence}/reuse`);
  await a.from(`${licence}/reuse/1/by`, "法人登记库");
  await a.saved();
  await a.rule(`${licence}/reuse/1/when`, "登记状态", "是", "存续", "什么时候");
  await a.saved();
  await clean(manager, "nothing-reuse");
  await shoot(manager, "nothing-reuse", false);
  await a.add("/materials", "要交的材料");
  await a.type("/materials/#material/title", "卫生设施平面图");
  await a.unfold("/materials/#material/file");
  await a.type("/materials/#material/file/max_mb", "20");
  await a.add("/materials", "要交的材料");
  await a.type("/materials/#material_2/title", "卫生检测报告");
  await a.rule("/materials/#material_2/need", "办理方式", "是", "普通程序");
  await a.on("/materials/#material_2/verify", "要看原件");
  await a.saved();

  // Handling: the mode, limits, steps, what is issued.
  await a.pick("/handling");
  await a.choose("/handling/mode", "前置核验（一次办结）");
  await a.more("/handling/limit");
  await a.type("/handling/limit/1/statutory", "20", "法定时限");
  await a.type("/handling/limit/1/promised", "5", "承诺时限");
  await a.unfold("/handling/limit");
  await a.type("/handling/limit/0/promised", "1");
  await a.saved();
  await a.rule("/handling/limit/0/when", "办理方式", "是", "告知承诺", "什么时候");
  await a.unfold("/handling/result");
  await a.choose("/handling/result/licence", "公共场所卫生许可证", "证照");
  await a.type("/handling/result/document", "");
  await a.type("/handling/result/valid", "4", "有效期");
  await (await a.key("/handling/result/valid")).getByRole("combobox").selectOption({ label: "年" });
  for (const [id, title, from] of [["unit", "单位名称", "法人登记库的名称"], ["address", "地址", "经营地址"], ["legal_rep", "法定代表人（负责人）", "法人登记库的法定代表人"]] as const) {
    await (await a.key("/handling/result/fields", "字段")).getByRole("combobox", { name: "加一项" }).selectOption({ label: title });
    await manager.locator(`.options__code[title="${id}"]`).waitFor();
    await (await a.key("/handling/result/fields")).locator(".options__row").last().getByRole("button", { name: /^字段：/ }).click();
    const names = manager.getByRole("dialog", { name: "挑一个字段" });
    await names.getByRole("combobox").fill(from);
    await names.getByRole("option").filter({ hasText: from }).first().click();
    await names.waitFor({ state: "detached" });
  }
  await a.tick("/handling/deliver", ["窗口领取", "电子证照"]);
  await a.saved();
  await clean(manager, "nothing-handling");
  await shoot(manager, "nothing-handling", false);
  await a.add("/handling", "预审");
  const precheck = "/handling/steps/precheck";
  await a.type(`${precheck}/title`, "网上预审");
  await a.choose(`${precheck}/who`, "窗口人员", "谁来办");
  await a.type(`${precheck}/limit`, "1", "时限");
  await a.more(`${precheck}/points`, "审查要点");
  await a.type(`${precheck}/points/#entry/title`, "表填得齐，图看得清");
  await a.tick(`${precheck}/points/#entry/look_at`, ["卫生设施平面图", "场所名称"], "看哪些材料和字段");
  await a.add("/handling", "审查", "环节");
  const review = "/handling/steps/review";
  await a.choose(`${review}/who`, "审查人员", "谁来办");
  for (const [n, code, to] of [[0, "agree", "决定"], [1, "disagree", "不予许可"]] as const) {
    await a.more(`${review}/outcomes`, "结论去向");
    const line = (await a.key(`${review}/outcomes`)).locator(".options__row").nth(n);
    await line.locator("select").selectOption({ label: to });
    await line.getByRole("textbox", { name: /的代码$/ }).fill(code);
    await line.getByRole("textbox", { name: /的代码$/ }).blur();
  }
  await a.saved();
  await shoot(manager, "nothing-steps", false);

  // Nothing is wrong with it, and it means what the same item means that somebody wrote as text.
  await manager.getByRole("button", { name: /没有错误/ }).waitFor();
  const made = await textOf(manager);
  await writeFile("frontend/journeys/shots/nothing.yaml", made);
  assert.equal((await differs(made)).trim(), "没有不同");
  await clean(manager, "nothing");
  await fits(manager, "nothing");
  await labelled(manager, "nothing");
  await reachable(manager, 24, "nothing");

  // Tried with somebody of the register, and kept as a test.
  await manager.getByLabel("试办的人").selectOption({ index: 0 });
  await settled(manager);
  await manager.getByText("这位申请人：").waitFor();
  await settled(manager);
  await shoot(manager, "nothing-made");
  await manager.keyboard.press("k");
  const keep = manager.getByRole("dialog", { name: "存为测试" });
  await keep.getByRole("textbox", { name: "测试叫什么" }).fill("登记库里查到的单位");
  await keep.getByRole("button", { name: /^存为测试，看 \d+ 项$/ }).click();
  await manager.getByRole("row", { name: /过 登记库里查到的单位/ }).waitFor();
  await shoot(manager, "nothing-tests", false);
  await manager.getByRole("button", { name: "回到画布" }).click();

  // Handed over, agreed to by another, published, and found on the portal.
  await manager.getByRole("button", { name: "提交复核" }).click();
  await manager.getByRole("heading", { level: 1 }).waitFor();
  await settled(manager);
  await shoot(manager, "nothing-review", false);
  await manager.getByRole("button", { name: "提交复核" }).click();
  await manager.getByRole("button", { name: /^同意发布：/ }).waitFor();
  const other = await as("service_office", "");
  await other.getByRole("button", { name: "接着改：公共场所卫生许可（首次）" }).click();
  await other.getByRole("button", { name: /^同意发布/ }).waitFor();
  await pressAll(other, other.locator("button[aria-pressed=false]").filter({ hasText: "看过" }));
  await other.getByRole("button", { name: "同意发布", exact: true }).click();
  const day = other.getByLabel("生效日");
  await day.fill((await day.getAttribute("min"))!);
  await other.getByRole("button", { name: "发布", exact: true }).click();
  await other.getByRole("dialog").getByRole("button", { name: "发布", exact: true }).click();
  await other.getByText(/这份草稿已经发布为 v1/).waitFor();
  const citizen = await open(browser, `${hall.url}/items/${ITEM}`, 1280, 800);
  await citizen.getByRole("heading", { name: "公共场所卫生许可（首次）" }).waitFor();
  await citizen.getByText("开饭馆要办吗？").waitFor();
  await settled(citizen);
  await clean(citizen, "nothing-item");
  await shoot(citizen, "nothing-published");
  for (const page of [manager, other, citizen]) await leave(page);
});
