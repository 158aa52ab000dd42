import assert from "node:assert/strict";
import { test } from "node:test";
import { handIn, openSource, signIn, type Hall } from "../workbench/hall";
import { clean, fits, leave, open, shoot, withBrowser } from "./browser";
import { counters, Way } from "./way";

/** What P004 types because the register of persons gives nothing. One of it differs from what the register holds. */
const typed = {
  applicant_name: "陈伯年", applicant_id_type: "id_card", applicant_gender: "male", applicant_birth: "1944-02-20", hukou_region: "440605011",
  hukou_address: "广东省佛山市南海区桂城街道叠北东二巷虚构15号", residence_address: "广东省佛山市南海区桂城街道新址路9号", village: "北边的村", account_holder: "陈伯年",
  claim: "first", living: "child", account_type: "social_card", bank: "rural_commercial", account_no: "6222020000000000042",
  emergency_name: "陈启航", emergency_phone: "13900000001", promise: true,
};

interface Draft { id: string; view: { state: { fields: Record<string, { is: string; unverified?: boolean }> } } }
interface Case { unverified?: { path: string; result: string }[] }

test("a register that is stopped, slow, wrong or broken blocks nobody: one types, the clerk sees what is unverified, and it is compared when it is back", { timeout: 600_000 }, async () => {
  let register: Hall = await openSource("person", "127.0.0.1:0", "--garbage");
  const address = new URL(register.url).host;
  const again = async (...trouble: string[]) => {
    await register.close();
    register = await openSource("person", address, ...trouble);
  };
  try {
    await withBrowser(async (b, url) => {
      const chen = await signIn(url, "P004", "web");
      for (const trouble of [["--garbage"], ["--wrong"], ["--slow", "20s"]]) {
        await again(...trouble);
        const d = await chen.call<Draft>("POST", "/drafts", { item: "elder_allowance" });
        const name = d.view.state.fields["form.applicant_name"];
        assert.equal(name?.is, "unknown", `${trouble.join(" ")}: something was filled in`);
        await chen.call("DELETE", `/drafts/${d.id}`);
      }
      await register.close();

      // Stopped, while somebody looks at the form.
      const w = await Way.at(b, url, { ...counters.web, name: "outage" });
      await w.go("items/elder_allowance");
      await w.begin(/^用陈伯年登录/);
      const d = (await chen.call<{ drafts: { id: string }[] }>("GET", "/drafts")).drafts[0];
      assert.ok(d, "no draft");
      await w.go(`drafts/${d.id}/form`);
      await w.page.getByText("没有回应").first().waitFor();
      await w.look("typed-by-hand");
      const number = await handIn(chen, { answers: typed });
      await w.end();

      const clerk = await signIn(url, "clerk-440605011", "workbench");
      const marks = async () => new Map((await clerk.call<Case>("GET", `/staff/cases/${number}`)).unverified?.map((u) => [u.path, u.result]));
      assert.equal((await marks()).get("form.village"), "waiting");
      const desk = await open(b, `${url}/staff/`, 1440, 900);
      await desk.locator(".account", { hasText: /clerk-440605011(?!\d)/ }).click();
      await desk.getByRole("heading", { name: "办件", exact: true }).waitFor();
      const look = async (name: string, says: string) => {
        await desk.goto(`${url}/staff/cases/${number}`);
        await desk.getByText(says, { exact: true }).first().waitFor();
        await clean(desk, name);
        await fits(desk, name);
        await shoot(desk, name, false);
      };
      await look("outage-desk-unverified", "未核验");

      register = await openSource("person", address);
      for (let i = 0; i < 60 && (await marks()).get("form.village") === "waiting"; i++) await desk.waitForTimeout(3000);
      assert.equal((await marks()).get("form.village"), "differs");
      assert.equal((await marks()).get("form.applicant_name"), "matches");
      await look("outage-desk-verified", "核验不一致");
      await leave(desk);
    }, { person: register.url });
  } finally {
    await register.close();
  }
});
