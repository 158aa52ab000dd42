import assert from "node:assert/strict";
import { test } from "node:test";
import { signIn, type Client } from "../workbench/hall";
import { withBrowser } from "./browser";
import { expects } from "./watch";
import { counters, Way, type Counter } from "./way";

const wide: Counter = { ...counters.web, height: 800 };
const phone: Counter = { ...counters.wechat };

interface MandateBody { id: string }
const inDays = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);

test("a browser goes to the provider and comes back to where it was; a link of somebody else signs nobody in", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const w = await Way.at(b, url, { ...wide, name: "signin-web" });
    const { page } = w;
    await page.goto(`${url}/api/sign-in?to=${encodeURIComponent("/items/elder_allowance")}`);
    await page.getByText("不是真实的身份认证").waitFor();
    await w.look("provider");
    await w.button("用陈伯年登录").first().click();
    await page.waitForURL(`${url}/items/elder_allowance`);
    await page.waitForSelector(".item-head");
    const { signed_in } = (await (await page.request.get(`${url}/api/session`)).json()) as { signed_in: boolean };
    assert.ok(signed_in);
    await page.context().clearCookies();
    await page.goto(`${url}/api/sign-in/return?state=${"A".repeat(52)}&code=x`);
    await page.getByRole("alert").getByText("请再登录一次，填过的都还在").waitFor();
    await w.look("other-browser");
    await w.end();
  });
});

test("half-filled, signed in by a weaker way, recognised once more: the answers are there", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    for (const c of [{ ...wide, name: "stepup-web" }, { ...phone, name: "stepup-wechat" }]) {
      const w = await Way.at(b, url, c);
      const { page } = w;
      await w.go("items/elder_allowance");
      await w.begin(c.base === "/" ? "用陈伯年登录" : "用吴桂芳登录");
      await w.choose("第一次申领");
      await w.saved();
      const draft = /drafts\/([^/]+)/.exec(page.url())![1]!;

      // Later, on the same device, by the telephone alone.
      await page.context().clearCookies();
      await w.go(`sign-in?to=/drafts/${draft}`);
      await page.getByLabel("这次怎样登录").selectOption("2");
      await w.look("weak");
      expects(page, /^request: 403 GET .*\/api\/drafts\//);
      await w.button(c.base === "/" ? "用陈伯年登录" : "用吴桂芳登录").click();
      await page.getByRole("heading", { name: "要再核验一次身份" }).waitFor();
      await w.look("needed");
      await page.getByRole("link", { name: "去核验" }).click();
      await page.getByRole("heading", { name: "请再核验一次身份" }).waitFor();
      await w.look("step-up");
      const before = (await page.context().cookies()).find((k) => k.name === "banshi_session")!.value;
      await w.button("核验（示例）").click();
      await page.waitForURL((u) => u.pathname.includes(`/drafts/${draft}`));
      await page.waitForSelector(".form");
      assert.notEqual((await page.context().cookies()).find((k) => k.name === "banshi_session")!.value, before, "a new token");
      const old = await fetch(`${url}/api/session`, { headers: { Cookie: `banshi_session=${before}` } });
      assert.equal(((await old.json()) as { signed_in: boolean }).signed_in, false, "the old one is dead");
      await w.go(`drafts/${draft}/questions`);
      await page.getByText("第一次申领", { exact: true }).first().waitFor(); // what was answered is there
      await w.look("back");
      await w.end();
    }
  });
});

test("filled in at level 3; signing asks for level 4: recognised once more, on the same page, nothing lost", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const firm = /^用佛山市南海区怡海港资百货有限公司登录/; // whose representative nobody has compared with a face
    let draft = "";
    for (const c of [{ ...wide, name: "sign-up-web" }, { ...phone, name: "sign-up-wechat" }]) {
      const w = await Way.at(b, url, c);
      const { page } = w;
      if (draft) { // the same one, on the telephone
        await w.go(`sign-in?to=/drafts/${draft}/review`);
        await w.button(firm).first().click();
      } else {
        await w.go("items/public_place_hygiene_new");
        await w.begin(firm);
        await w.choose("商场书店");
        await w.saved();
        draft = /drafts\/([^/]+)/.exec(page.url())![1]!;
        await w.go(`drafts/${draft}/review`);
      }
      await page.getByText("这一步要实名四级（实人），您这次登录的是三级（两要素）").waitFor();
      await page.getByText("商场书店", { exact: true }).first().waitFor();
      assert.equal(await w.button("签名并提交").count(), 0);
      await w.look("asked");
      await page.getByRole("link", { name: "去核验" }).click();
      await page.getByRole("heading", { name: "请再核验一次身份" }).waitFor();
      await w.button("核验（示例）").click();
      await page.waitForURL((u) => u.pathname.endsWith(`/drafts/${draft}/review`));
      await page.getByText("商场书店", { exact: true }).first().waitFor();
      await page.getByText("这一步要实名四级").waitFor({ state: "detached" });
      await w.look("back");
      await w.end();
    }
  });
});

test("a legal representative authorises somebody, who begins an application; it ends, and the firm goes on with it", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const w = await Way.at(b, url, { ...wide, name: "agent-web" });
    const { page } = w;
    await w.go("sign-in?to=/space");
    await w.button(/^用佛山市南海区古丽手抓饭店登录/).click();
    await page.getByRole("link", { name: "授权和代办" }).click();
    await page.getByText("还没有授权").waitFor();
    await w.look("none");
    expects(page, /^request: 422 POST .*\/api\/mandates$/);
    await w.button("发给对方").click();
    await page.getByText("请填受托人的18位身份证号码").waitFor();
    await w.look("errors");
    await w.fill("姓名", "何永昌");
    await w.fill("身份证号码", "440622193803099910");
    await w.fill("最后一天", inDays(30));
    await page.getByText("只办选中的").click();
    await page.getByLabel("食品经营许可（新办）", { exact: true }).check();
    await w.button("发给对方").click();
    await page.getByText("已经发出，等对方接受").waitFor();
    await w.look("given");

    const agent = await Way.at(b, url, { ...phone, name: "agent-wechat" });
    await agent.go("sign-in?to=/space/acting");
    await agent.button("用何永昌登录").click();
    await agent.page.getByText("佛山市南海区古丽手抓饭店请您替他办").waitFor();
    await agent.look("asked");
    await agent.button(/^接受/).click();
    await agent.page.getByText("您可以替佛山市南海区古丽手抓饭店办").waitFor();
    await agent.look("accepted");
    await agent.go("space");
    const changed = agent.page.waitForResponse((r) => r.url().endsWith("/api/session") && r.request().method() === "POST");
    await agent.page.getByRole("radio", { name: "佛山市南海区古丽手抓饭店" }).or(agent.page.getByRole("button", { name: "佛山市南海区古丽手抓饭店" })).first().click({ force: true });
    await changed;
    await agent.go("apply/food_business_licence_new");
    await agent.page.waitForURL(/\/drafts\//);
    await agent.page.waitForSelector(".ask");
    const draft = /drafts\/([^/]+)/.exec(agent.page.url())![1]!;
    await agent.look("draft");

    await page.reload();
    await w.button(/^撤销/).click();
    await page.getByRole("dialog").getByRole("button", { name: "撤销" }).click();
    await page.getByText("已结束").waitFor();
    await w.look("ended");

    expects(agent.page, /^request: 40[13] (GET|PATCH) .*\/api\//);
    await agent.go(`sign-in?to=/drafts/${draft}`);
    await agent.button("用何永昌登录").click();
    await agent.page.getByText(/给您的授权已经结束/).waitFor();
    await agent.look("stopped");
    await agent.end();

    await w.go("space");
    await w.button("我来接着办").click();
    await page.waitForURL(/\/drafts\//);
    await page.waitForSelector(".form");
    await w.look("taken");
    await w.end();
  });
});

test("a helper of the village acts for an elder who agrees on his telephone", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const helper: Client = await signIn(url, "P027", "web", "5");
    const { id } = await helper.call<MandateBody>("POST", "/mandates", { kind: "village", no: "440622194402209917", name: "陈伯年", items: ["elder_allowance"], until: inDays(60), key: "journey-village" });
    const w = await Way.at(b, url, { ...phone, name: "village-wechat" });
    await w.go("sign-in?to=/space/acting");
    await w.button("用陈伯年登录").first().click();
    await w.page.getByText("村（社区）代办员杨子轩想替您办").waitFor();
    await w.look("asked");
    await w.button(/^同意他代办/).click();
    await w.page.getByText("杨子轩可以替您办").waitFor();
    await w.look("agreed");
    const acting = await helper.call<{ applicant: { acts_as: string } }>("POST", "/session", { as: `village/${id}` });
    assert.equal(acting.applicant.acts_as, "village");
    await w.end();

    const h = await Way.at(b, url, { ...wide, name: "village-web" });
    await h.go("sign-in?to=/space/acting");
    await h.button("用杨子轩登录").click();
    await h.page.getByText("您可以替陈伯年办").waitFor();
    await h.look("helper");
    await h.end();
  });
});
