import assert from "node:assert/strict";
import { test } from "node:test";
import { signIn } from "../workbench/hall";
import { open, withBrowser } from "./browser";
import { expects } from "./watch";
import { counters, Way } from "./way";

interface DraftBody { id: string; version: number; view: { state: { materials: Record<string, { state: string }> } } }

test("the owner of a shop lets his register be looked at: a link, a look, a signature", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const w = await Way.at(b, url, { ...counters.web, name: "sign-web" });
    const { page } = w;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: url });
    await w.go("items/food_business_licence_new");
    await w.begin(/^用佛山市南海区古丽手抓饭店登录/);
    const draft = /drafts\/([^/]+)/.exec(page.url())![1]!;
    // By its address, at once: the page that is left says where one was, and may be heard after the next has begun. Who
    // comes second is told so, and brings both together: below, the register is opened to the one who was named here.
    expects(page, /^request: 409 PATCH .*\/api\/drafts\/[^/]+$/);
    await w.go(`drafts/${draft}/form`);
    await w.pick("店面是怎么来的？", "租赁");
    await w.fill("租到哪天？", "2028-04-30");
    const number = page.getByLabel(/^业主的身份证号是/);
    await number.fill("440622198309199919");
    await number.blur();
    await w.saved();
    await w.go(`drafts/${draft}/materials`);
    const paper = page.locator(".material", { hasText: "业主授权查询书" });
    await paper.getByText("要他人签名").waitFor();
    await paper.getByRole("button", { name: /^复制链接/ }).click();
    await paper.getByText("链接复制好了").waitFor();
    await paper.getByText("等他签名").waitFor();
    await page.locator(".material", { hasText: "经营场所使用权证明" }).getByText("等签名：业主授权查询书").waitFor();
    await w.look("asked");
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(link, new RegExp(`^${url}/sign/[A-Z0-9]+$`));

    // Somebody else with the link learns nothing.
    const token = link.split("/").at(-1)!;
    const stranger = await open(b, link, 390, 844);
    expects(stranger, /^request: 404 GET .*\/api\/signings\//);
    await stranger.getByRole("button", { name: "用何永昌登录", exact: true }).click();
    await stranger.getByRole("heading", { level: 1, name: "没有要您签的" }).waitFor();
    assert.equal(await stranger.getByText("古丽").count(), 0);
    await stranger.context().close();

    // The owner, on his phone, in WeChat.
    const phone = await Way.at(b, url, { ...counters.wechat, name: "sign-wechat" });
    await phone.go(`sign/${token}`);
    await phone.button("用欧阳靖登录").first().click();
    await phone.page.getByRole("heading", { level: 1, name: "业主授权查询书" }).waitFor();
    for (const text of ["阿依古丽•买买提，代佛山市南海区古丽手抓饭店办理", "食品经营许可（新办）", "4406**********9919", "不动产权证书"]) await phone.page.getByText(text).waitFor();
    await phone.look("paper");
    await phone.button("不同意").click();
    await phone.page.getByText("您没有同意").waitFor();
    await phone.button("同意并签名").click();
    await phone.page.getByText("您已签名").waitFor();
    await phone.look("signed");
    await phone.end();

    // Who comes back to the tab sees it.
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
    await paper.getByText("已签名").waitFor();
    await w.look("done");
    const shop = await signIn(url, "P007", "web");
    assert.equal((await shop.call<DraftBody>("GET", `/drafts/${draft}`)).view.state.materials.owner_letter?.state, "made");
    await w.end();
  });
});
