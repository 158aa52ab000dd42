import assert from "node:assert/strict";
import { test } from "node:test";
import { clean, fits, labelled, leave, open, reachable, shoot, withBrowser } from "./browser";

const counters = [
  { name: "web", base: "/", width: 1280, height: 900, tap: 44 },
  { name: "web-360", base: "/", width: 360, height: 740, tap: 44 },
  { name: "wechat", base: "/wechat/", width: 390, height: 844, tap: 44 },
  { name: "kiosk", base: "/kiosk/", width: 1080, height: 1920, tap: 80 },
];

test("home, guide and sign-in on every channel", { timeout: 600_000 }, async (t) => {
  await withBrowser(async (b, url) => {
    for (const c of counters) {
      await t.test(c.name, async () => {
        const page = await open(b, url + c.base, c.width, c.height);
        const look = async (name: string) => {
          await shoot(page, `${c.name}-${name}`);
          await clean(page, `${c.name} ${name}`);
          await labelled(page, `${c.name} ${name}`);
          await fits(page, `${c.name} ${name}`);
          await reachable(page, c.tap, `${c.name} ${name}`);
        };
        await page.waitForSelector(".events");
        await look("home");
        await page.goto(`${url}${c.base}items/elder_allowance`);
        await page.waitForSelector(".item-head");
        await look("item");
        await page.getByRole("button", { name: "开始办理" }).click();
        await page.waitForSelector(".people");
        await look("sign-in");
        await page.getByRole("button", { name: "用陈伯年登录", exact: true }).click();
        await page.waitForURL(/\/(drafts|apply)\//);
        await page.waitForSelector(".form, .caserow"); // after the first counter there is a draft to go on with
        await page.goto(url + c.base);
        await page.waitForSelector(".todos");
        await look("home-mine");
        await leave(page);
      });
    }
  });
});

test("the web shell", { timeout: 600_000 }, async (t) => {
  await withBrowser(async (b, url) => {
    const page = await open(b, url, 1280, 900);
    const box = page.getByRole("combobox");
    await page.waitForSelector(".events");

    await t.test("the search is walked by arrows and opened by Enter", async () => {
      await box.click();
      await box.pressSequentially("laorenjintie");
      await page.waitForSelector("[role=option]");
      assert.equal(await box.getAttribute("aria-expanded"), "true");
      await box.press("ArrowDown");
      const active = await box.getAttribute("aria-activedescendant");
      assert.equal(await page.locator(`[id="${active}"]`).getAttribute("aria-selected"), "true");
      await shoot(page, "web-home-search", false);
      await clean(page, "search");
      await box.press("Enter");
      await page.waitForURL(/items\/elder_allowance/);
    });

    await t.test("a new screen brings the focus to its heading and names the document", async () => {
      await page.waitForSelector(".item-head h1:focus");
      assert.match(await page.title(), /^高龄津贴申领 · 南海区网上办事$/);
      await page.goBack();
      await page.waitForSelector(".events");
      assert.equal(new URL(page.url()).pathname, "/");
    });

    await t.test("长辈版, 高对比 and English switch in place and are remembered", async () => {
      await page.getByRole("button", { name: "长辈版" }).click();
      assert.equal(await page.getAttribute("html", "data-mode"), "large");
      await shoot(page, "web-home-large");
      await clean(page, "large");
      await reachable(page, 60, "large");
      await page.getByRole("button", { name: "长辈版 已开" }).click();
      await page.getByRole("button", { name: "高对比" }).click();
      await shoot(page, "web-home-contrast");
      await clean(page, "contrast");
      await page.getByRole("button", { name: "高对比" }).click();
      await page.getByRole("button", { name: "English" }).click();
      await page.getByRole("heading", { name: "What do you need to do?" }).waitFor();
      assert.equal(await page.getAttribute("html", "lang"), "en");
      await shoot(page, "web-home-english");
      await clean(page, "english");
      await page.getByRole("button", { name: "Large", exact: true }).click();
      await page.reload();
      await page.getByRole("heading", { name: "What do you need to do?" }).waitFor();
      assert.equal(await page.getAttribute("html", "data-mode"), "large");
      await page.getByRole("button", { name: "Large, on" }).click();
      await page.getByRole("button", { name: "中文" }).click();
      await page.reload();
      await page.getByRole("heading", { name: "想办什么事？" }).waitFor();
      assert.equal(await page.getAttribute("html", "data-mode"), "standard");
    });

    await t.test("who goes on while the search is being typed asks nothing more", async () => {
      await page.goto(url);
      await page.waitForSelector(".events");
      const asked: string[] = [];
      page.on("request", (r) => asked.push(r.url()));
      await box.focus();
      await page.evaluate(() => {
        const input = document.activeElement as HTMLInputElement;
        input.value = "laoren";
        input.dispatchEvent(new Event("input", { bubbles: true }));
        setTimeout(() => document.querySelector<HTMLElement>(".tool--line")!.click(), 50); // before the 150 ms are over
      });
      await page.waitForSelector(".people");
      await page.waitForTimeout(300);
      assert.deepEqual(asked.filter((u) => u.includes("laoren")), []);
    });

    await t.test("a page that does not exist says so", async () => {
      await page.goto(`${url}/nowhere/at/all`);
      await page.getByRole("heading", { level: 1, name: "没有这个页面" }).waitFor();
      await clean(page, "not found");
    });

    await t.test("a link to elsewhere is not followed after sign-in", async () => {
      await page.goto(`${url}/sign-in?to=//example.org/x`);
      await page.getByRole("button", { name: "用陈伯年登录", exact: true }).click();
      await page.waitForSelector(".events");
      assert.equal(new URL(page.url()).host, new URL(url).host);
    });

    await t.test("a style that comes when its page is left stays out of force", async () => {
      let send = () => undefined as void;
      const held = new Promise<void>((done) => { send = done; });
      await page.route(/\/assets\/questions[^/]*\.css$/, async (r) => {
        await held;
        await r.continue();
      });
      await page.goto(`${url}/items/elder_allowance`);
      await page.getByRole("button", { name: "开始办理" }).click();
      await page.waitForURL(/\/drafts\//);
      await page.locator("link[href*=questions]").waitFor({ state: "attached" });
      await page.getByRole("link", { name: "首页" }).click();
      await page.waitForSelector(".todos");
      send();
      await page.waitForFunction(() => [...document.styleSheets].some((s) => s.href?.includes("questions")));
      await page.waitForFunction(() => [...document.styleSheets].find((s) => s.href?.includes("questions"))?.disabled);
    });
    await leave(page);
  });
});
