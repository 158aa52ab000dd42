import assert from "node:assert/strict";
import { test } from "node:test";
import { freePort, openHall, openSystem } from "../workbench/hall";
import { clean, fits, launch, leave, open, picture, shoot } from "./browser";
import { counters, Way } from "./way";

const system = "https://jishu-gaizao.example";

test("an item of a department's own system: found as any other, and the sign-on goes along", { timeout: 600_000 }, async (t) => {
  const addr = `127.0.0.1:${await freePort()}`;
  const outside = await openSystem(`http://${addr}`);
  const hall = await openHall({}, addr, "--external", `${system}=${outside.url}`);
  const b = await launch();
  try {
    for (const c of [{ ...counters.web, height: 800, name: "external-web" }, { ...counters.wechat, name: "external-wechat" }]) {
      await t.test(c.name, async () => {
        const w = await Way.at(b, hall.url, c);
        const { page } = w;
        await w.find("技改备案", "企业投资项目备案（技术改造、信息化类）");
        if (c.base === counters.web.base) assert.match(await page.locator(".start").innerText(), /在“技术改造投资项目备案系统”里办/);
        await w.look("guide");
        await w.button("开始办理").click();
        await page.waitForSelector(".people");
        await w.button(/^用佛山市南海区樵山文旅发展有限公司登录/).click();
        await page.getByRole("heading", { level: 1, name: "去“技术改造投资项目备案系统”" }).waitFor();
        assert.match(await page.locator("main").innerText(), /不交姓名、证件号和电话/);
        await w.look("consent");

        // In English nothing is left in Chinese but names.
        if (c.base === counters.web.base) {
          await w.button("English").click();
          await page.getByRole("heading", { level: 1, name: "Go to “Filing system for technical upgrades”" }).waitFor();
          const text = (await page.locator("main").innerText()).replaceAll("佛山市南海区樵山文旅发展有限公司", "").replaceAll("佛山市南海区经济促进局", "");
          assert.doesNotMatch(text, /\p{Script=Han}/u);
          await w.look("english");
          await w.button("中文").or(w.button("简体中文")).first().click();
        }

        // The token goes in the body of a form: it is in no address.
        const posted = page.waitForRequest((r) => r.url().startsWith(outside.url) && r.method() === "POST");
        await w.button("同意并进入").click();
        const body = (await posted).postData() ?? "";
        await page.waitForURL(`${outside.url}/filing`);
        await page.getByRole("heading", { level: 1, name: "您好，登录已经交接过来" }).waitFor();
        assert.equal(await page.locator("#level").innerText(), "4");
        assert.equal(await page.locator("#item").innerText(), "technical_upgrade_filing");
        const said = await page.locator("body").innerText();
        assert.doesNotMatch(said, /关婉婷|440622197208159905|91440605MA90A0059F/);
        assert.match(said, /示例.*替身/);
        await w.look("there");

        // Whoever has the token afterwards gets nowhere with it.
        const again = await fetch(`${outside.url}/filing`, { method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" }, body });
        assert.equal(again.status, 409);
        await w.end();
      });
    }
  } catch (e) {
    await picture(b);
    throw e;
  } finally {
    await b.close();
    await hall.close();
    await outside.close();
  }
});

test("words that find nothing lead to who answers, and to the office that owns the catalogue", { timeout: 600_000 }, async () => {
  const hall = await openHall();
  const b = await launch();
  try {
    for (const c of [{ ...counters.web, height: 800, name: "missed-web" }, { ...counters.wechat, name: "missed-wechat" }]) {
      const w = await Way.at(b, hall.url, c);
      await w.go(`items?q=${encodeURIComponent("火星登陆许可")}`);
      const ask = w.page.getByRole("region", { name: "问一问" });
      await ask.waitFor();
      assert.match(await ask.innerText(), /南海区政务服务中心咨询台[\s\S]*开门/);
      assert.equal(await ask.getByRole("link", { name: "0757-86000100" }).getAttribute("href"), "tel:0757-86000100");
      await w.look("ask");
      await w.go(`items?q=${encodeURIComponent("开奶茶店")}`);
      const bundle = w.page.getByRole("region", { name: "开饭店一件事" });
      await bundle.getByRole("link", { name: "个体工商户设立登记" }).waitFor();
      await w.look("bundle");
      await w.end();
    }
    const page = await open(b, `${hall.url}/staff/`, 1440, 900);
    await page.getByRole("button", { name: /政务服务/ }).first().click();
    await page.getByRole("heading", { level: 1, name: "没有找到事项的说法" }).waitFor();
    await page.getByRole("row", { name: /火星登陆许可/ }).waitFor();
    assert.match(await page.getByRole("row", { name: /火星登陆许可/ }).innerText(), /2/);
    await shoot(page, "missed-staff");
    await clean(page, "missed-staff");
    await fits(page, "missed-staff");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { level: 1, name: "Words that found no item" }).waitFor();
    await shoot(page, "missed-staff-english");
    await leave(page);
  } catch (e) {
    await picture(b);
    throw e;
  } finally {
    await b.close();
    await hall.close();
  }
});
