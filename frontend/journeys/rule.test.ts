import assert from "node:assert/strict";
import { test } from "node:test";
import { clean, leave, open, shoot, withBrowser } from "./browser";
import { expects } from "./watch";

test("an author changes a rule by rows and as text; sentence, truth and text follow, and all is undone", async () => {
  await withBrowser(async (b, url) => {
    const page = await open(b, `${url}/designer/`, 1440, 900);
    await page.locator(".account", { hasText: "item_manager" }).first().click();
    await page.getByRole("row", { name: /食品经营许可（新办）/ }).getByText("开始改").click();
    await page.getByRole("tree").waitFor();
    const draft = /drafts\/([^?/]+)/.exec(page.url())![1]!;
    const path = "/eligibility/#place";
    await page.goto(`${url}/designer/drafts/${draft}?at=${encodeURIComponent(path)}`);
    const slot = page.locator(`[data-rule="${path}/that"]`);
    await slot.click();
    const rule = page.getByRole("complementary", { name: "规则" });
    const text = rule.getByRole("textbox", { name: "CEL" });
    const said = rule.locator(".rule-said");
    const was = "form.premises_area > 0 && form.pollution_distance_m >= 25";
    await said.getByText("与污染源距离不小于25米").waitFor();
    assert.equal(await text.inputValue(), was);
    await rule.locator("[data-row='r.1']").getByText("还不知道").waitFor();

    // A row's value: the text has it at once, the sentence as soon as the server has read it.
    await rule.locator("[data-row='r.1']").getByRole("textbox", { name: "比什么" }).fill("30");
    assert.equal(await text.inputValue(), was.replace("25", "30"));
    await said.getByText("与污染源距离不小于30米").waitFor();
    await rule.getByRole("cell", { name: /29 米/ }).waitFor();
    await rule.getByRole("row", { name: /29 米.*假/ }).waitFor();

    // A new row, by keys alone.
    await page.keyboard.press("Enter");
    await rule.getByRole("button", { name: "挑一个字段" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("combobox", { name: /找字段/ }).fill("场所使用权来源");
    await page.keyboard.press("Enter");
    await rule.locator("[data-row='r.2']").waitFor();
    assert.equal(await text.inputValue(), `${was.replace("25", "30")} && form.premises_right == "own"`);
    await rule.locator("[data-row='r.1'] select").first().focus();
    await page.keyboard.press("Control+g");
    await rule.locator("[data-row='r.1.0']").waitFor();
    assert.equal(await text.inputValue(), 'form.premises_area > 0 && (form.pollution_distance_m >= 30 || form.premises_right == "own")');
    await clean(page, "rule builder");
    await rule.locator("[data-row='r.1.1']").hover();
    await said.locator(".lit", { hasText: "场所使用权来源" }).waitFor();
    await shoot(page, "rule-builder", false);

    // As text: what has an error says where, and the rows come back with it.
    expects(page, /^request: 422 POST .*\/tests/); // should it be saved as it is, no test runs
    await text.fill("form.premises_areaa > 0");
    await rule.getByText("1 处错").waitFor();
    await rule.locator(".cel__wrong").waitFor();
    await text.fill("form.premises_area > 0");
    await rule.locator("[data-row='r']").waitFor();
    await said.getByText("经营场所面积大于0").waitFor();

    // Esc closes and keeps; every step is undone.
    await page.keyboard.press("Escape");
    await slot.waitFor();
    await page.getByText(/已自动保存/).waitFor();
    const counted = page.getByRole("button", { name: /^历史 \d+$/ });
    for (let n = Number((await counted.innerText()).replace(/\D/g, "")); n > 0; n--) {
      await page.getByRole("button", { name: "撤销", exact: true }).click();
      await page.getByRole("button", { name: `历史 ${n - 1}`, exact: true }).waitFor();
    }
    await slot.getByText("不小于25米").waitFor();
    await leave(page);
  });
});
