import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { fillIn, openHallWith, signIn, type Restartable } from "../workbench/hall";
import { launch, picture } from "./browser";
import { expects } from "./watch";
import { counters, Way, type Counter } from "./way";

const paper = "社保卡或银行存折首页";
const evil = "BANSHI-TEST-VIRUS";

/** Speaks clamd's INSTREAM; finds what holds a word of ours. `up` false: it breaks off, as one does that is being restarted. */
async function clamd(): Promise<{ at: string; up: boolean; close: () => void }> {
  const state = { at: "", up: true, close: () => undefined as void };
  const server = createServer((c) => {
    if (!state.up) return c.destroy();
    let all = Buffer.alloc(0);
    c.on("error", () => undefined);
    c.on("data", (d) => {
      all = Buffer.concat([all, d]);
      if (all.subarray(-4).equals(Buffer.alloc(4))) c.end(all.includes(evil) ? "stream: Banshi.Test FOUND\0" : "stream: OK\0");
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  state.at = `tcp:127.0.0.1:${(server.address() as AddressInfo).port}`;
  state.close = () => void server.close();
  return state;
}

/** A picture with a word on it, drawn by the browser. */
async function drawn(b: Browser, text: string, width = 600, height = 400): Promise<Buffer> {
  const page = await b.newPage({ viewport: { width, height } });
  await page.setContent(`<body style="font:40px sans-serif;padding:40px;background:#f3efe2"><h2>${text}</h2></body>`);
  const png = await page.screenshot();
  await page.close();
  return png;
}

/** A PDF that is as large as that, and packs badly. */
function large(bytes: number): Buffer {
  let x = 1;
  const noise = Buffer.alloc(bytes, 0).map(() => (x = (x * 1103515245 + 12345) & 0x7fffffff) >> 16);
  return Buffer.concat([Buffer.from("%PDF-1.4\n% "), noise, Buffer.from("\n%%EOF\n")]);
}

/** A hall with a scanner, a draft that wants its papers, and somebody at a counter who is on that page. */
async function withPapers(c: Counter, run: (o: { w: Way; b: Browser; hall: Restartable; scanner: { up: boolean }; draft: string }) => Promise<void>): Promise<void> {
  const scanner = await clamd();
  const hall = await openHallWith({ BANSHI_CLAMD: scanner.at });
  try {
    const b = await launch();
    try {
      const draft = await fillIn(await signIn(hall.url, "P004", "web"));
      const w = await Way.at(b, hall.url, c);
      await w.go(`sign-in?to=${encodeURIComponent(`/drafts/${draft}/materials`)}`);
      await w.button("用陈伯年登录").click();
      await w.page.waitForSelector(".material");
      await run({ w, b, hall, scanner, draft });
      await w.end();
    } catch (e) {
      await picture(b);
      throw e;
    } finally {
      await b.close();
    }
  } finally {
    scanner.close();
    await hall.close();
  }
}

/** A line that can be slow upwards, and cut. */
async function lineOf(page: Page): Promise<(how: { up?: number; offline?: boolean }) => Promise<void>> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  return async ({ up = -1, offline = false }) => {
    await cdp.send("Network.emulateNetworkConditions", { offline, latency: 20, downloadThroughput: -1, uploadThroughput: up });
  };
}

const pick = (page: Page, name: string, buffer: Buffer, mimeType = "application/pdf") =>
  page.getByLabel(paper, { exact: true }).setInputFiles({ name, mimeType, buffer });
const row = (page: Page, name: string) => page.locator(".file", { hasText: name });

test("an upload is paused, cut, carried over a restart, and arrives as what was sent", { timeout: 600_000 }, async () => {
  await withPapers({ ...counters.web, name: "files-cut" }, async ({ w, hall, draft }) => {
    const { page } = w;
    const content = large(3_000_000);
    const line = await lineOf(page);
    await line({ up: 150_000 });
    await pick(page, "存折.pdf", content);
    await row(page, "存折.pdf").getByText(/已传[1-9]/).first().waitFor();
    await w.button("暂停：存折.pdf").click();
    await row(page, "存折.pdf").getByText(/您按了暂停/).first().waitFor();
    await w.look("paused");
    await w.button("接着传：存折.pdf").click();
    await row(page, "存折.pdf").getByText(/已传/).first().waitFor();
    await page.screenshot({ path: "frontend/journeys/shots/files-cut-sending.png" });

    expects(page, /^request: net::ERR_/, /^request: 5\d\d /, /^console: .*ERR_/);
    await line({ offline: true });
    await row(page, "存折.pdf").getByText(/连上后接着传/).first().waitFor();
    await w.look("offline");
    await hall.restart();
    await line({});
    await row(page, "存折.pdf").getByRole("link", { name: /打开看/ }).waitFor();
    const chen = await signIn(hall.url, "P004", "web");
    const { files } = await chen.call<{ files: Record<string, { id: string; size: number; check: string }[]> }>("GET", `/drafts/${draft}`);
    const [file] = files.bank_book!;
    assert.equal(file!.size, content.length);
    assert.equal(file!.check, "clean");
    const back = await page.request.get(`${hall.url}/api/files/${file!.id}`);
    assert.ok((await back.body()).equals(content), "other bytes came back");
  });
});

for (const name of ["web", "wechat", "kiosk"] as const) {
  test(`pages by camera and album are turned, moved and put into one PDF with the keyboard, at the ${name}`, { timeout: 600_000 }, async () => {
    await withPapers({ ...counters[name], name: `files-${name}` }, async ({ w, b, hall }) => {
      const { page } = w;
      const camera = page.getByLabel(`拍照：${paper}`, { exact: true });
      const shot = { name: "第一张.png", mimeType: "image/png", buffer: await drawn(b, "第一张") };
      if (name === "web") await pick(page, shot.name, shot.buffer, shot.mimeType);
      else {
        assert.equal(await camera.getAttribute("capture"), "environment");
        await camera.setInputFiles(shot);
      }
      await row(page, "第一张").locator("img").waitFor();
      // Several at once, from the album.
      await page.getByLabel(paper, { exact: true }).setInputFiles(await Promise.all(["第二张", "第三张"].map(async (n) => ({ name: `${n}.png`, mimeType: "image/png", buffer: await drawn(b, n) }))));
      await row(page, "第三张").getByText("第3页，共3页").waitFor();
      const order = () => page.locator(".pages .file b").allInnerTexts();
      const first = await order();
      const key = async (label: string) => {
        const act = w.button(label);
        await act.focus();
        await page.keyboard.press("Enter");
      };
      await key(`往前移：${first[2]}`);
      await row(page, first[2]!).getByText("第2页，共3页").waitFor();
      assert.deepEqual(await order(), [first[0], first[2], first[1]]);
      await page.getByRole("status").getByText(`${first[2]}移到第2页`).waitFor({ state: "attached" });
      await key(`向右转：${first[0]}`);
      await page.waitForFunction((n) => [...document.querySelectorAll<HTMLImageElement>(".pages .file")].find((f) => f.textContent!.includes(n))?.querySelector("img")?.src.includes("turn=90"), first[0]!);
      await w.look("pages");
      await key("把3张图片合成一个PDF");
      await row(page, ".pdf").waitFor();
      assert.equal(await page.locator(".pages .file").count(), 1);
      await w.look("bundled");
      if (name !== "web") return;
      await w.next();
      await page.getByText("都齐了，可以提交。").waitFor();
      const number = await w.submit();
      const form = await page.request.get(`${hall.url}/api/cases/${number}/form.pdf`);
      if (!existsSync("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")) return console.error("SKIPPED: the form as PDF, no fonts");
      assert.equal(form.status(), 200);
      const receipt = await (await page.request.get(`${hall.url}/api/cases/${number}/receipt`)).text();
      const digest = /[0-9a-f]{64}<\/span>/.exec(receipt)![0].slice(0, 64);
      const dir = mkdtempSync(join(tmpdir(), "form-"));
      writeFileSync(join(dir, "form.pdf"), await form.body());
      const read = () => execFileSync("pdftotext", ["-raw", "-enc", "UTF-8", join(dir, "form.pdf"), "-"], { encoding: "utf8" }).replace(/\s+/g, "");
      let text = "";
      try { text = read(); } catch { console.error("SKIPPED: what the PDF says, no pdftotext"); }
      if (text) {
        assert.ok(text.includes(digest), "the receipt and the form carry different digests");
        // What the screen shows of the case stands on the form.
        await page.getByRole("link", { name: "看进度" }).click();
        await page.getByText("您提交的内容").click();
        const pairs = await page.locator("details dl > div").evaluateAll((rows) => rows.map((r) => [r.querySelector("dt")!.textContent!, r.querySelector("dd")!.textContent!]));
        assert.ok(pairs.length > 5, `${pairs.length} pairs`);
        for (const [label, value] of pairs) {
          assert.ok(text.includes(label!.replace(/\s+/g, "")), `${label} is not on the form`);
          if (!value!.includes("*")) assert.ok(text.includes(value!.replace(/\s+/g, "")), `${label}: ${value} is not on the form`);
        }
        try { execFileSync("pdftoppm", ["-png", "-r", "80", join(dir, "form.pdf"), "frontend/journeys/shots/files-form"]); } catch { /* only for looking at */ }
      }
      rmSync(dir, { recursive: true, force: true });
    });
  });
}

test("what is infected says so and what to do; what can't be checked yet holds nobody up", { timeout: 600_000 }, async () => {
  await withPapers({ ...counters.web, name: "files-checks" }, async ({ w, scanner }) => {
    const { page } = w;
    await pick(page, "有毒.pdf", Buffer.from(`%PDF-1.4\n% ${evil}\n%%EOF\n`));
    await row(page, "有毒.pdf").getByText("有病毒，已隔离").waitFor();
    await w.look("infected");
    await w.button("删除：有毒.pdf").click();
    await row(page, "有毒.pdf").waitFor({ state: "detached" });
    scanner.up = false;
    await pick(page, "存折.pdf", Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"));
    await row(page, "存折.pdf").getByText("待检查").waitFor();
    await w.look("waiting");
    await w.next();
    await page.getByText("都齐了，可以提交。").waitFor();
  });
});

test("a picture of a phone (HEIC) is shown where it can be, and kept in any case", { timeout: 600_000 }, async () => {
  const dir = mkdtempSync(join(tmpdir(), "heic-"));
  try {
    await withPapers({ ...counters.wechat, name: "files-heic" }, async ({ w, b }) => {
      const { page } = w;
      writeFileSync(join(dir, "a.png"), await drawn(b, "手机照片"));
      let real = true;
      try { execFileSync("heif-enc", ["-o", join(dir, "a.heic"), join(dir, "a.png")], { stdio: "ignore" }); } catch { real = false; }
      if (real) {
        await pick(page, "照片.heic", readFileSync(join(dir, "a.heic")), "image/heic");
        await page.waitForFunction(() => [...document.querySelectorAll<HTMLImageElement>(".pages img")].some((i) => i.naturalWidth > 100));
        await w.look("shown");
      } else console.error("SKIPPED: a real HEIC, no heif-enc");
      expects(page, /^request: 404 GET .*\/preview/);
      await pick(page, "坏的.heic", Buffer.concat([Buffer.from("\0\0\0\x18ftypheic"), Buffer.alloc(64)]), "image/heic");
      await row(page, "坏的.heic").getByText(/看不到预览/).waitFor();
      await w.look("kept");
    });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
