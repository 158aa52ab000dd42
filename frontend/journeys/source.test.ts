import assert from "node:assert/strict";
import { test } from "node:test";
import { openSource } from "../workbench/hall";
import { withBrowser } from "./browser";
import { counters, Way } from "./way";

test("a register stops in the middle of a form: it says so, one goes on, and what was missing comes when it is back", { timeout: 600_000 }, async () => {
  let register = await openSource("vehicle_licence");
  const address = new URL(register.url).host;
  let runs = true;
  try {
    await withBrowser(async (b, url) => {
      const w = await Way.at(b, url, { ...counters.web, name: "source" });
      const { page } = w;
      await w.go("items/road_freight_permit");
      await w.begin(/^用佛山市南海区远鸿物流有限公司登录/);
      await w.choose("否");
      await w.choose("都买好了");
      await w.next();
      await page.waitForURL(/\/form$/);
      await w.row("您用哪些车？", async (row) => {
        await w.fill("车牌号", "粤EX0001", row);
        await row.getByText("载货汽车").waitFor();
        await w.pick("技术等级", "一级", row);
        await w.fill("卫星定位终端号", "GD00000001", row);
      });

      await register.close();
      runs = false;
      await w.row("您用哪些车？", async (row) => {
        await w.fill("车牌号", "粤EX0002", row);
        await w.fill("总质量", "25000", row); // what the register would have said is asked
        await w.saved();
        await w.look("stopped-row");
        await row.getByText("没有回应").first().waitFor(); // said where one types
      });
      await page.getByText("没有回应").first().waitFor();
      await w.look("stopped");
      assert.equal(await page.getByText("载货汽车", { exact: true }).count(), 1, "what was found before it stopped is still there");

      register = await openSource("vehicle_licence", address);
      runs = true;
      await w.fill("谁管安全？", "麦志远");
      await page.getByText("半挂牵引车", { exact: true }).first().waitFor();
      assert.equal(await page.getByText("没有回应").count(), 0);
      await w.look("back");
      await w.end();
    }, { "licences/vehicle_licence": register.url });
  } finally {
    if (runs) await register.close();
  }
});
