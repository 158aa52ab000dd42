import assert from "node:assert/strict";
import { test } from "node:test";
import { handIn, signIn } from "../workbench/hall";
import { withBrowser } from "./browser";
import { expects, watch } from "./watch";
import { tabTo } from "./keyboard";
import { counters, passbook, Way } from "./way";

const clerk = "clerk-440605011";

/** What the clerk of the town does with a case, over the endpoints that the workbench uses. */
async function precheck(url: string, number: string, pass: boolean, opinion: string): Promise<void> {
  const c = await signIn(url, clerk, "workbench");
  const { case: { version } } = await c.call<{ case: { version: number } }>("GET", `/staff/cases/${number}`);
  await c.call("POST", `/staff/cases/${number}/precheck`, { version, pass, opinion, key: `journey-${number}-${version}` });
}

test("an allowance on the web, with a mouse: found, filled, corrected, handed in, passed", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const png = await passbook(b);
    const w = await Way.at(b, url, counters.web);
    const { page } = w;
    await page.getByRole("combobox").fill("老人津贴");
    await page.getByRole("option", { name: /高龄津贴申领/ }).click();
    await page.waitForSelector(".item-head");
    await w.look("guide");
    await w.begin();
    await w.look("questions");
    await w.choose("从外地迁来");
    await page.getByText("可以办").first().waitFor();
    await page.getByRole("button", { name: /^改：申领情形/ }).click();
    await w.choose("第一次申领");
    await w.next();
    await page.waitForURL(/\/form$/);
    await page.waitForSelector(".held-list");

    await w.next();
    await page.waitForSelector(".errors:focus"); // the summary takes the focus, once it is drawn
    await w.look("form-errors");
    await page.locator(".errors a", { hasText: "请填账号" }).click();
    await page.waitForSelector("#f-account_no:focus");
    await page.getByLabel("账号", { exact: true }).fill("6222020000000000041");
    await page.getByLabel("账号", { exact: true }).blur();
    await page.getByText("号码里有数字不对").first().waitFor();
    await page.getByLabel("账号", { exact: true }).fill("6222020000000000042");
    await w.choose("社会保障卡");
    await w.choose("农商银行");
    await w.choose("住养老院");
    await page.getByLabel("住在哪家养老院？").waitFor();
    await w.choose("和子女住");
    assert.equal(await page.getByLabel("住在哪家养老院？").count(), 0, "a question that is not asked any more goes away");
    await page.getByLabel("有急事找谁？").fill("陈启航");
    await page.getByLabel("紧急联系人电话").fill("13900000001");
    await w.choose("是");
    // One value is not right, and one is given back its own.
    await page.getByRole("button", { name: "不对：村（社区）" }).click();
    await page.getByText(/会告诉办件人员/).waitFor();
    await page.getByRole("button", { name: "撤回异议：村（社区）" }).click();
    await page.getByLabel("账户上的名字是？", { exact: true }).fill("陈伯");
    await page.getByText(/您改的。原来是陈伯年/).waitFor();
    await page.getByRole("button", { name: "用回原来的：账户上的名字是？" }).click();
    await w.confirmAll();
    await w.saved();
    await w.look("form");
    await page.getByRole("button", { name: /^为什么/ }).last().click();
    await page.locator("dialog.drawer[open]").getByText(/符合|可以/).first().waitFor();
    await w.look("why");
    await page.keyboard.press("Escape");
    await w.next();

    await page.waitForURL(/\/materials$/);
    await page.waitForSelector(".material");
    await page.getByLabel("社保卡或银行存折首页", { exact: true }).setInputFiles({ name: "存折.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") });
    await page.getByText("只收jpg、png、pdf的文件").waitFor();
    await page.getByRole("button", { name: "换一个：存折.exe" }).click();
    await w.upload(png);
    await w.look("materials");
    await w.next();
    await page.waitForURL(/\/review$/);
    await page.getByText("都齐了，可以提交。").waitFor();
    await w.look("review");
    await w.button("签名并提交").click();
    await page.getByText("请先勾选声明").waitFor();
    const number = await w.submit();
    await w.look("done");
    const receipt = await page.request.get(`${url}/api/cases/${number}/receipt`);
    assert.equal(receipt.status(), 200);
    assert.match(await receipt.text(), new RegExp(number));

    await precheck(url, number, true, "材料齐全");
    await page.getByRole("link", { name: "看进度" }).click();
    await page.locator(".case-head .tag", { hasText: "预审通过" }).waitFor();
    await w.look("case");
    const form = page.getByRole("link", { name: "申请表（PDF）" });
    assert.equal(await form.getAttribute("href"), `/api/cases/${number}/form.pdf?language=zh-Hans`);
    const digest = (await page.locator(".case-side .digest").innerText()).replaceAll(" ", "");
    assert.ok((await (await page.request.get(`${url}/api/cases/${number}/receipt`)).text()).includes(digest), "the digest is the receipt's");
    await page.getByText("您提交的内容").click();
    assert.match(await page.locator("details").innerText(), /和子女住/);
    await w.go("space");
    await page.locator(".caserow", { hasText: number }).waitFor();
    await w.look("space");
    await w.end();
  });
});

test("an allowance on the web by keyboard alone", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const png = await passbook(b);
    const w = await Way.at(b, url, counters.web);
    const { page } = w;
    const { keyboard } = page;
    await page.waitForSelector(".events");
    await tabTo(page, /^想办的事$/);
    await keyboard.type("laorenjintie");
    await page.waitForSelector("[role=option]");
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await page.waitForSelector(".item-head h1:focus");
    await tabTo(page, /^开始办理$/);
    await keyboard.press("Enter");
    await page.waitForSelector(".people");
    await tabTo(page, /^用陈伯年登录$/);
    await keyboard.press("Enter");
    await page.waitForSelector(".ask");
    await tabTo(page, /^第一次申领/);
    await keyboard.press("Space");
    await tabTo(page, /^去填表$/);
    await keyboard.press("Enter");
    await page.waitForSelector(".held-list");
    await tabTo(page, /^8项都对$/);
    await keyboard.press("Enter");
    const pick = async (name: RegExp) => { await tabTo(page, name); await keyboard.press("Space"); };
    const type = async (name: RegExp, text: string) => { await tabTo(page, name); await keyboard.press("Control+a"); await keyboard.type(text); };
    await pick(/^社会保障卡/);
    await pick(/^农商银行/);
    await type(/^账号$/, "6222020000000000042");
    await pick(/^没错：账户上的名字是？$/);
    await pick(/^4项都对$/);
    await pick(/^和子女住/);
    await pick(/^没错：老人还在领哪些补贴？$/);
    await type(/^有急事找谁？$/, "陈启航");
    await type(/^紧急联系人电话$/, "13900000001");
    await pick(/^是$/);
    await tabTo(page, /^下一步：交材料$/);
    await keyboard.press("Enter");
    await page.waitForURL(/\/materials$/);
    await page.waitForSelector(".material");
    const chooser = page.waitForEvent("filechooser");
    await tabTo(page, /^社保卡或银行存折首页$/);
    await keyboard.press("Enter");
    await (await chooser).setFiles({ name: "存折首页.png", mimeType: "image/png", buffer: png });
    await page.locator(".file").getByText("打开看").waitFor();
    await tabTo(page, /^下一步：核对/);
    await keyboard.press("Enter");
    await page.getByText("都齐了，可以提交。").waitFor();
    await pick(/^以上内容和材料真实有效/);
    await tabTo(page, /^签名并提交$/);
    await keyboard.press("Enter");
    await page.waitForURL(/\/done$/);
    await page.waitForSelector(".handed h1:focus");
    await w.end();
  });
});

for (const name of ["wechat", "kiosk", "narrow"] as const) {
  const c = counters[name];
  test(`an allowance on ${c.name}, ${c.width} wide`, { timeout: 600_000 }, async () => {
    await withBrowser(async (b, url) => {
      const png = await passbook(b);
      const w = await Way.at(b, url, c);
      const { page } = w;
      await w.go("items?q=%E9%AB%98%E9%BE%84");
      await page.locator(".found a").first().waitFor();
      await w.look("items");
      await page.locator(".found a").first().click();
      await page.waitForSelector(".item-head");
      await w.begin();
      await w.look("questions");
      await w.choose("第一次申领");
      await w.look("questions-answered");
      await w.next();
      await page.waitForURL(/\/form/);
      const type = async (label: string, text: string) => {
        const field = page.getByLabel(label, { exact: true });
        if (name !== "kiosk") return field.fill(text);
        await field.click();
        for (const k of text) await page.locator(".kb").getByRole("button", { name: k, exact: true }).click();
        assert.equal(await field.inputValue(), text);
      };
      const fill: Record<string, () => Promise<void>> = {
        收款账户: async () => {
          await w.choose("社会保障卡");
          await w.choose("农商银行");
          await type("账号", "6222020000000000042");
        },
        户籍和居住: () => w.choose("和子女住"),
        联系: async () => {
          await type("有急事找谁？", name === "kiosk" ? "chen" : "陈启航");
          await type("紧急联系人电话", "13900000001");
          if (name === "kiosk") {
            await w.look("keyboard");
            await page.locator(".kb").getByRole("button", { name: "收起" }).click();
          }
          await w.choose("是");
        },
      };
      if (!c.screens) {
        await page.waitForSelector(".held-list");
        for (const run of Object.values(fill)) await run();
        await w.confirmAll();
        await w.look("form");
        await w.next();
      }
      for (const title of c.screens ? ["申请人", "收款账户", "户籍和居住", "津贴", "联系"] : []) {
        await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
        if (title === "收款账户") {
          await w.next();
          await page.waitForSelector(".errors");
          await w.look("section-errors");
        }
        await fill[title]?.();
        await w.confirmAll();
        await w.look(`section-${title}`);
        await w.next();
      }
      await page.waitForURL(/\/materials$/);
      await page.waitForSelector(".material");
      if (c.screens) {
        await w.button("看看是哪几项").click();
        await page.locator("dialog[open]").getByText("社保卡或银行存折首页").waitFor();
        await w.look("which");
        await page.keyboard.press("Escape");
      }
      await w.upload(png);
      await w.look("materials");
      await w.next();
      await page.waitForURL(/\/review$/);
      await page.getByText("都齐了，可以提交。").waitFor();
      await w.look("review");
      const number = await w.submit();
      if (name === "kiosk") { // the receipt takes the case along: its code is scanned by the phone
        await page.getByRole("heading", { name: "手机上看进度" }).waitFor();
        await page.getByRole("img", { name: "查进度的二维码" }).waitFor();
        await page.emulateMedia({ media: "print" });
        assert.ok(await page.getByRole("img", { name: "查进度的二维码" }).isVisible(), "the printed receipt has the QR code");
        await page.emulateMedia({ media: null });
      }
      await w.look("done");
      await page.getByRole("link", { name: "看进度" }).click();
      await page.locator(".case-head", { hasText: number }).waitFor();
      await w.look("case");
      await w.go("apply/elder_allowance");
      await page.waitForURL(/\/drafts\//);
      await page.waitForSelector(".ask");
      await w.go("space");
      await page.locator(".caserow", { hasText: name === "kiosk" ? "申请人陈**" : "申请人陈伯年" }).waitFor();
      await w.look("space");
      await w.end();
    });
  });
}

test("returned with an opinion, amended, and handed in under the same number", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const number = await handIn(await signIn(url, "P004", "web"));
    await precheck(url, number, false, "存折首页看不清户名，请重新拍一张再上传。");
    const w = await Way.at(b, url, counters.web);
    const { page } = w;
    await w.go("sign-in?to=/");
    await w.button("用陈伯年登录").click();
    await page.locator(".todo", { hasText: "存折首页看不清户名" }).getByRole("link", { name: "去修改" }).click();
    await page.locator(".letter", { hasText: "存折首页看不清户名" }).waitFor();
    await w.look("returned");
    await w.button("去修改").click();
    await page.waitForURL(/\/drafts\/.*\/form$/);
    await page.waitForSelector(".held-list");
    await page.locator(".note", { hasText: "存折首页看不清户名" }).waitFor();
    await w.look("amended");
    assert.equal(await page.getByLabel("紧急联系人电话").inputValue(), "13900000001", "what was answered is there");
    await page.getByLabel("紧急联系人电话").fill("13900000002");
    await w.confirmAll();
    await w.next();
    await page.waitForURL(/\/materials$/);
    await page.locator(".note", { hasText: "存折首页看不清户名" }).waitFor();
    await page.getByRole("button", { name: /^删除：/ }).click();
    await page.getByText("打开看").waitFor({ state: "detached" });
    await w.upload(await passbook(b));
    await w.next();
    await page.getByText("修改后重新提交").waitFor();
    assert.equal(await w.submit(), number);
    await w.go(`cases/${number}`);
    await page.locator(".case-head .tag", { hasText: "已提交，待预审" }).waitFor();
    assert.match(await page.locator(".timeline").innerText(), /看不清户名/);
    await w.look("resubmitted");
    await w.end();
  });
});

test("without network, in two windows, after a reload: nothing is lost", { timeout: 600_000 }, async () => {
  await withBrowser(async (b, url) => {
    const w = await Way.at(b, url, counters.web);
    const { page } = w;
    await w.go("items/elder_allowance");
    await w.begin();
    await w.choose("第一次申领");
    await w.next();
    await page.waitForSelector(".held-list");
    await w.saved();
    const context = page.context();

    // Lost on purpose; and who comes second is told so before it is put right.
    expects(page, /^request: net::ERR_INTERNET_DISCONNECTED /, /^request: 409 PATCH /);
    await context.setOffline(true);
    await page.getByLabel("有急事找谁？").fill("陈启航");
    await page.locator(".saved--offline").waitFor();
    await page.getByText("没有网络。").waitFor();
    await w.look("offline");
    await context.setOffline(false);
    await w.saved();

    const other = await context.newPage();
    watch(other);
    await other.goto(page.url());
    await other.getByLabel("紧急联系人电话").fill("13900000001");
    await other.locator(".saved--saved").waitFor();
    assert.equal(await other.getByLabel("有急事找谁？").inputValue(), "陈启航");
    await page.getByLabel("有急事找谁？").fill("陈启明");
    await page.locator(".saved--saving").waitFor();
    await w.saved();
    assert.equal(await page.getByLabel("紧急联系人电话").inputValue(), "13900000001", "what was filled in elsewhere came in");
    assert.equal(await page.getByLabel("有急事找谁？").inputValue(), "陈启明");

    // The same answer in both windows: whoever comes second is told, and can have his own back.
    await other.reload();
    await other.getByLabel("有急事找谁？").fill("陈启东");
    await other.locator(".saved--saving").waitFor();
    await other.locator(".saved--saved").waitFor();
    await page.getByLabel("紧急联系人电话").fill("13900000003");
    await page.getByText("这一项刚在别处改了，原来是陈启明。").waitFor();
    await w.look("elsewhere");
    await page.getByRole("button", { name: /^用回原来的：/ }).click();
    assert.equal(await page.getByLabel("有急事找谁？", { exact: true }).inputValue(), "陈启明");
    await w.saved();

    // A reload in the very moment of typing.
    await page.getByLabel("有急事找谁？").fill("陈启明明");
    await page.reload();
    await page.waitForSelector(".held-list");
    assert.equal(await page.getByLabel("有急事找谁？").inputValue(), "陈启明明");
    await w.saved();

    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: /Old-age|allowance/i }).first().waitFor();
    await w.look("form-english");
    await page.getByRole("button", { name: "中文" }).click();
    await page.getByRole("heading", { name: "高龄津贴申领" }).waitFor();
    await page.getByRole("button", { name: "长辈版" }).click();
    await page.getByRole("button", { name: "长辈版 已开" }).waitFor();
    await w.look("form-large");
    await page.getByRole("button", { name: "长辈版 已开" }).click();
    await page.getByRole("button", { name: "高对比" }).click();
    await w.look("form-contrast");
    await w.end();
  });
});
