import assert from "node:assert/strict";
import { test } from "node:test";
import { clean, fits, labelled, leave, open, reachable, shoot, withBrowser } from "./browser";

const looks = [
  { name: "web", query: "channel=web&mode=standard", width: 1280, height: 900, tap: 44 },
  { name: "web-phone", query: "channel=web&mode=standard", width: 360, height: 740, tap: 44 },
  { name: "web-large", query: "channel=web&mode=large", width: 1280, height: 900, tap: 60 },
  { name: "web-contrast", query: "channel=web&mode=standard&theme=contrast", width: 1280, height: 900, tap: 44 },
  { name: "web-english", query: "channel=web&mode=standard&lang=en", width: 1280, height: 900, tap: 44 },
  { name: "wechat", query: "channel=wechat&mode=standard", width: 390, height: 844, tap: 44 },
  { name: "wechat-large", query: "channel=wechat&mode=large", width: 390, height: 844, tap: 60 },
  { name: "kiosk", query: "channel=kiosk&mode=kiosk", width: 1080, height: 1920, tap: 80 },
];

test("every part in every look", { timeout: 600_000 }, async (t) => {
  await withBrowser(async (b, url) => {
    for (const look of looks) {
      await t.test(look.name, async () => {
        const page = await open(b, `${url}/gallery/?${look.query}`, look.width, look.height);
        await page.waitForSelector(".errors");
        await shoot(page, `gallery-${look.name}`);
        await clean(page, look.name);
        await labelled(page, look.name);
        await fits(page, look.name);
        await reachable(page, look.tap, look.name);
        await leave(page);
      });
    }
  });
});

test("parts do what keyboards and readers expect", { timeout: 600_000 }, async (t) => {
  await withBrowser(async (b, url) => {
    const page = await open(b, `${url}/gallery/`, 1280, 900);
    await page.waitForSelector(".errors");

    await t.test("the error summary takes the focus and leads to the field", async () => {
      await page.waitForSelector(".errors:focus");
      await page.click(".errors a >> nth=0");
      await page.waitForSelector("#s8:focus");
    });

    await t.test("hint, error and input are tied", async () => {
      assert.equal(await page.getAttribute("#s8", "aria-describedby"), "s8-hint s8-error");
      assert.equal(await page.getAttribute("#s8", "aria-invalid"), "true");
      assert.equal(await page.getAttribute("#s0", "aria-invalid"), null);
    });

    await t.test("Esc leaves a dialog the safe way and gives the focus back", async () => {
      const opener = page.getByRole("button", { name: "打开对话框" });
      await opener.click();
      await shoot(page, "gallery-dialog", false);
      await clean(page, "dialog");
      await page.keyboard.press("Escape");
      assert.equal(await page.locator("dialog[open]").count(), 0);
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), "打开对话框");
    });

    await t.test("the why drawer opens, is clean, and closes", async () => {
      await page.getByRole("button", { name: "打开为什么" }).click();
      assert.equal(await page.locator("dialog.drawer[open] h2").innerText(), "为什么营业执照还要交？");
      await shoot(page, "gallery-why", false);
      await clean(page, "why");
      await page.getByRole("button", { name: "关上" }).click();
      assert.equal(await page.locator("dialog[open]").count(), 0);
    });

    await t.test("half a word of an input method is not yet a value", async () => {
      const cdp = await page.context().newCDPSession(page);
      await page.fill("#twin-text", "");
      await page.focus("#twin-text");
      await cdp.send("Input.imeSetComposition", { text: "gu li", selectionStart: 5, selectionEnd: 5 });
      const shown = () => page.locator("#twin-text >> xpath=ancestor::section[1]/p[last()]").innerText();
      assert.equal(await page.inputValue("#twin-text"), "gu li");
      assert.equal((await shown()).trim(), "→");
      await cdp.send("Input.insertText", { text: "古丽" });
      assert.equal(await page.inputValue("#twin-text"), "古丽");
      assert.equal((await shown()).trim(), "→ 古丽");
    });

    await t.test("an amount in 万元 is kept in 元", async () => {
      assert.equal(await page.inputValue("#twin-money"), "5");
      await page.fill("#twin-money", "1.25");
      const shown = page.locator("#twin-money >> xpath=ancestor::section[1]/p[last()]");
      assert.equal((await shown.innerText()).trim(), "→ 1.25万元");
    });

    await t.test("a day that does not exist is said at its field, and what stood there counts", async () => {
      const date = page.locator("#twin-date");
      const shown = () => page.locator("#twin-date >> xpath=ancestor::section[1]/p[last()]").innerText();
      await date.fill("2026-02-01");
      await date.focus();
      for (const k of ["ArrowRight", "3", "0"]) await page.keyboard.press(k); // the 30th of February, by way of the 3rd
      assert.ok(await date.evaluate((i: HTMLInputElement) => i.validity.badInput));
      await date.blur();
      await page.getByText("没有这一天，或者没填全，请改一下。现在还按2026-02-03算。").waitFor();
      assert.equal(await date.getAttribute("aria-invalid"), "true");
      await clean(page, "bad date");
      await date.fill("2026-03-01");
      await page.getByText("没有这一天").waitFor({ state: "detached" });
      assert.match(await shown(), /2026年3月1日/);
    });

    await t.test("a row is added, filled in and shown", async () => {
      const table = page.locator(".table-field");
      await table.getByRole("button", { name: "加一行" }).click();
      await page.fill("#twin-table-r3-name", "阿依古丽·买买提");
      await table.getByRole("button", { name: "填好了" }).click();
      assert.match(await table.locator("tbody tr").nth(2).innerText(), /阿依古丽·买买提/);
    });

    await t.test("a long list is narrowed by its search", async () => {
      await page.fill("#trade-find", "糕");
      assert.equal(await page.locator(".choices-long__list .choice").count(), 1);
    });
    await leave(page);
  });
});
