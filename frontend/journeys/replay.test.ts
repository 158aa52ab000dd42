import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { openHallOfMany, type HallOfMany } from "../workbench/elders";
import { agree, answer, change, pdf, signIn, type Client } from "../workbench/hall";
import { clean, fits, labelled, launch, leave, open, picture, pressAll, reachable, settled, shoot } from "./browser";

const file = "items/elder_allowance/item.yaml";

let hall: HallOfMany;
let browser: Browser;

/**
 * The district before its civil affairs tuned the rule: where a household register is kept counted only for the neighbouring district,
 * so that everybody brings a copy; and another name at the bank is a mere reminder.
 */
async function untuned(dir: string): Promise<void> {
  const edits: [file: string, old: string, now: string][] = [
    [file, '        when: it.hukou_region.startsWith("440605")\n      - by: book\n        when: it.live\n', '        when: it.hukou_region.startsWith("440606")\n      - by: book\n        when: it.live && it.relation == "受托人"\n'],
    [file, "我们会人工核对\n    effect: review", "我们会人工核对\n    effect: warn"],
    ["items/elder_allowance/tests.yaml", "        elder_id_card: reused\n        elder_hukou_book: reused\n\n  - name: 人口库和证照库", "        elder_id_card: reused\n\n  - name: 人口库和证照库"],
  ];
  for (const [name, old, now] of edits) {
    const text = await readFile(join(dir, name), "utf8");
    assert.ok(text.includes(old), old);
    await writeFile(join(dir, name), text.replace(old, now));
  }
}

/** Applies as one had to then, with a copy of the register. */
async function apply(c: Client, more: Record<string, unknown> = {}): Promise<string> {
  const { id } = await c.call<{ id: string }>("POST", "/drafts", { item: "elder_allowance" });
  for (const paper of ["bank_book", "elder_hukou_book"]) await c.upload(`/drafts/${id}/files?material=${paper}`, `${paper}.pdf`, "application/pdf", pdf);
  await answer(c, id, more);
  await change(c, id, { sign: ["application"] });
  await agree(c, id);
  const { version } = await c.call<{ version: number }>("GET", `/drafts/${id}`);
  return (await c.call<{ case: { number: string } }>("POST", `/drafts/${id}/submit`, { version, key: `journey-${id}` })).case.number;
}

before(async () => {
  hall = await openHallOfMany(4, untuned);
  browser = await launch();
}, { timeout: 600_000 });

after(async () => {
  if (browser) await picture(browser);
  await browser?.close();
  await hall?.close();
});

/** Opens a page of the designer as one of the example's staff. */
async function as(role: string, at: string): Promise<Page> {
  const page = await open(browser, `${hall.url}/designer/${at}`, 1440, 900);
  await page.locator(".account", { hasText: `· ${role}` }).click();
  return page;
}

/** Begins Chen's application anew, and gives its page of papers and what it says of the household register. */
async function papers(name: string): Promise<{ page: Page; said: string }> {
  const c = await signIn(hall.url, "P004", "web");
  const { id } = await c.call<{ id: string }>("POST", "/drafts", { item: "elder_allowance" });
  await answer(c, id);
  const page = await open(browser, `${hall.url}/sign-in?to=${encodeURIComponent(`/drafts/${id}/materials`)}`, 1280, 800);
  await page.getByRole("button", { name: "用陈伯年登录" }).first().click();
  const paper = page.locator("#m-elder_hukou_book");
  await paper.waitFor();
  await settled(page);
  await shoot(page, name, false);
  const said = await paper.innerText();
  await c.call("DELETE", `/drafts/${id}`);
  return { page, said };
}

test("(c) a department tunes a reuse rule, replays it, another agrees and publishes, and an applicant's paper falls away", async () => {
  const cases = [await apply(await hall.another()), await apply(await hall.another()), await apply(await hall.another())];
  const odd = await apply(await hall.another(), { account_holder: "陈启航" });
  const citizen = await papers("replay-portal-before");
  assert.doesNotMatch(citizen.said, /免交/);

  // The matrix says that nobody was ever let off, and leads to the rule.
  const author = await as("item_manager", "reuse");
  const grid = author.getByRole("grid", { name: "材料复用" });
  await author.getByLabel("事项", { exact: true }).selectOption({ label: "高龄津贴申领" });
  const cell = grid.getByRole("row", { name: /户口簿/ }).locator('[role="gridcell"]', { hasText: "0%" }).last();
  await cell.click();
  await author.getByRole("complementary", { name: "规则" }).getByRole("button", { name: "改规则" }).click();
  await author.waitForURL(/drafts\/[^/?]+\?at=%2Fmaterials%2F%23elder_hukou_book%2Freuse%2F0/);
  const draft = /drafts\/([^/?]+)/.exec(author.url())![1]!;
  const rule = author.getByRole("complementary", { name: "规则" });
  await rule.locator(".rule-said").getByText(/户籍所在镇街/).first().waitFor();
  await rule.getByRole("textbox", { name: "CEL" }).fill('it.hukou_region.startsWith("440605")');
  await rule.locator(".rule-said").getByText(/南海区/).first().waitFor();
  await author.keyboard.press("Escape");
  await author.getByText(/已自动保存/).waitFor();
  // A colleague makes another name at the bank a reason to look.
  const colleague = await signIn(hall.url, "item_manager", "workbench");
  const { version } = await colleague.call<{ version: number }>("GET", `/staff/definitions/drafts/${draft}`);
  await colleague.call("POST", `/staff/definitions/drafts/${draft}/commands`,
    { version, file, command: { do: "set", at: "/eligibility/#account/effect", value: "review" }, label: "户名不同的人工核对", key: "journey-effect" });

  // Handing on without a replay is refused, and says what to do.
  await author.goto(`${hall.url}/designer/drafts/${draft}/review`);
  await author.getByRole("button", { name: /^提交复核：.*还没有回放/ }).waitFor();
  await author.getByRole("listitem").filter({ hasText: "还没有回放" }).getByRole("link", { name: "看回放" }).click();

  // The replay runs by itself; its result stays when one goes and comes back.
  const list = author.getByRole("region", { name: "变化" });
  await list.getByRole("button", { name: `看为什么变：${odd}，结论变了` }).waitFor();
  assert.equal(await list.getByRole("button", { name: /，多免交一份材料$/ }).count(), 4);
  assert.equal(await list.getByRole("button", { name: /，结论变了$/ }).count(), 1);
  await author.goto(`${hall.url}/designer/reuse`);
  await author.goto(`${hall.url}/designer/drafts/${draft}/replay`);
  await list.getByRole("button", { name: `看为什么变：${cases[0]}，多免交一份材料` }).click();
  const why = author.getByRole("region", { name: cases[0]!, exact: true });
  await why.getByRole("heading", { level: 3, name: "户口簿" }).waitFor();
  await why.getByRole("row", { name: /户籍所在镇街在.*假.*没有这条/ }).waitFor();
  await why.getByRole("row", { name: /户籍所在镇街在南海区.*没有这条.*真/ }).waitFor();
  await author.getByText(/回放完成，结果存证 [0-9a-f]{4}…[0-9a-f]{4}/).waitFor();
  await settled(author);
  await clean(author, "replay-done");
  await fits(author, "replay-done");
  await labelled(author, "replay-done");
  await reachable(author, 24, "replay-done");
  await shoot(author, "replay-done");

  // Handed on; who reviews opens what is worse, by keys alone, before agreeing.
  await author.goto(`${hall.url}/designer/drafts/${draft}/review`);
  await author.getByText("回放 4 件：4 件多免交，0 件反而要交，1 件结论变了。").waitFor();
  await author.getByRole("button", { name: "提交复核", exact: true }).click();
  await author.getByRole("button", { name: /^同意发布：/ }).waitFor();
  const other = await as("service_office", `drafts/${draft}/review`);
  await other.getByText(/还有 1 件“反而要交”或者“结论变了”没有打开看过/).first().waitFor();
  await pressAll(other, other.getByRole("button", { name: /^看过：/ }));
  await other.getByRole("button", { name: /^同意发布：回放里还有 1 件/ }).waitFor();
  await settled(other);
  await clean(other, "replay-review");
  await shoot(other, "replay-review");
  await other.getByRole("link", { name: "看回放" }).click();
  await other.getByText("已看 0 / 1").waitFor();
  await other.keyboard.press("j");
  await other.getByRole("button", { name: `看为什么变：${odd}，结论变了` }).and(other.locator(":focus")).waitFor();
  await other.keyboard.press("Enter");
  await other.getByText("已看 1 / 1").waitFor();
  await other.getByRole("region", { name: odd, exact: true }).getByText("收款账户是老人本人的，开不了户的由监护人代领").waitFor();
  await settled(other);
  await clean(other, "replay-opened");
  await shoot(other, "replay-opened", false);
  await other.getByRole("link", { name: "去复核" }).click();
  await other.getByRole("button", { name: "同意发布", exact: true }).click();
  const day = other.getByLabel("生效日");
  await day.fill((await day.getAttribute("min"))!);
  await other.getByRole("button", { name: "发布", exact: true }).click();
  await other.getByRole("dialog").getByRole("button", { name: "发布", exact: true }).click();
  await other.getByText(/这份草稿已经发布为 v2/).waitFor();

  // The next applicant brings none: the register stands in for it.
  const later = await papers("replay-portal-after");
  assert.match(later.said, /免交/);
  for (const page of [author, other, citizen.page, later.page]) await leave(page);
});
