import assert from "node:assert/strict";
import { test } from "node:test";
import { clean, fits, labelled, leave, open, reachable, settled, shoot, withBrowser } from "./browser";

const counters = [
  { name: "finding-web", base: "/", width: 1280, height: 800, tap: 44 },
  { name: "finding-wechat", base: "/wechat/", width: 390, height: 844, tap: 44 },
  { name: "finding-kiosk", base: "/kiosk/", width: 1080, height: 1920, tap: 80 },
];

test("finding an item and seeing what it promises", { timeout: 600_000 }, async (t) => {
  await withBrowser(async (b, url) => {
    for (const c of counters) {
      await t.test(c.name, async () => {
        const page = await open(b, url + c.base, c.width, c.height);
        const look = async (name: string) => {
          await settled(page);
          const at = `${c.name}-${name}`;
          await shoot(page, at);
          await clean(page, at);
          await labelled(page, at);
          await fits(page, at);
          await reachable(page, c.tap, at);
        };
        const list = async (query: string) => {
          await page.goto(`${url}${c.base}items?${query}`);
          await page.waitForSelector(".title [role=status]");
          return page.locator(".band > .found li b").allTextContents();
        };

        // By pinyin, by a character that sounds the same, by popular names; 开书店 is another matter.
        assert.match((await list("q=yingyezhizhao"))[0]!, /^个体工商户设立登记/);
        const restaurants = await list(`q=${encodeURIComponent("开反店")}`);
        assert.match(restaurants[0]!, /^食品经营许可（新办）/);
        assert.ok(!restaurants.some((n) => n.includes("出版物")), restaurants.join());
        assert.match((await list(`q=${encodeURIComponent("老人钱")}`))[0]!, /^高龄津贴申领/);

        // A list that is asked for anew is empty for a moment.
        const shown = (many: number) => page.waitForFunction((n) => document.querySelectorAll(".band > .found li").length === n, many);

        // A filter leaves as many as it says; the address holds it, and back takes it off.
        const all = await list("");
        const zero = page.getByRole("navigation", { name: "筛选" }).getByRole("link", { name: /^零跑动/ });
        const says = Number(/\d+$/.exec((await zero.textContent())!)![0]);
        assert.ok(says > 0 && says < all.length, `${says} of ${all.length}`);
        await zero.click();
        await page.waitForURL(/filter=zero/);
        await page.waitForSelector(".filter--on");
        await shown(says);
        await look("filter");
        await page.goBack();
        await page.waitForSelector(".filter--on", { state: "detached" });
        await shown(all.length);

        // Where nothing is left, it is said what to leave out.
        assert.equal((await list(`q=${encodeURIComponent("老人钱")}&filter=batch`)).length, 0);
        await look("narrowed-away");
        await page.getByRole("link", { name: /^去掉“集中申报期”/ }).click();
        await page.waitForURL((u) => !u.search.includes("filter"));
        await page.waitForSelector(".band > .found li");

        assert.equal((await list(`q=${encodeURIComponent("火星登陆")}`)).length, 0);
        await look("nothing");

        // The guide says which office, and whether it is open.
        await page.goto(`${url}${c.base}items/elder_allowance`);
        await page.waitForSelector(".item-head");
        await page.locator("#o summary").click();
        assert.ok(await page.locator("#o .office").count() >= 7);
        assert.match((await page.locator("#o .office a[href^='tel:']").first().getAttribute("href"))!, /^tel:0757-/);
        assert.match((await page.locator("#o .office .tag").first().textContent())!, /开门/);
        await look("offices");

        // Who is signed in sees what is there already, and the one office.
        await page.goto(`${url}${c.base}sign-in?to=/items/elder_allowance`);
        await page.getByRole("button", { name: "用陈伯年登录", exact: true }).click();
        await page.waitForSelector(".promise");
        assert.match((await page.locator(".promise").textContent())!, /大约\d+分钟.*项里已有\d+项.*份材料里\d+份不用带/);
        assert.equal(await page.locator("#o > .office, #o .card__body > .office").count(), 1);
        await look("promise");
        await leave(page);
      });
    }
  });
});

test("finding in English leaves no Chinese around what is Chinese by name", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const page = await open(b, `${url}/items`, 1280, 800);
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("navigation", { name: "Narrow down" }).waitFor();
    const filters = await page.locator(".filters").innerText();
    assert.doesNotMatch(filters, /\p{Script=Han}/u);
    await page.goto(`${url}/items?q=allowance&filter=batch`);
    await page.waitForSelector(".title [role=status]");
    // What the catalogue has in Chinese alone, the desk's name and hours, says so to a screen reader.
    const own = await page.locator("main").evaluate((main) => {
      const copy = main.cloneNode(true) as HTMLElement;
      copy.querySelectorAll("[lang=zh-Hans]").forEach((e) => e.remove());
      return copy.textContent ?? "";
    });
    assert.doesNotMatch(own, /\p{Script=Han}/u);
    await shoot(page, "finding-english-narrowed");
    await leave(page);
  });
});
