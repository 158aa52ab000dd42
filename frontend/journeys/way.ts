import assert from "node:assert/strict";
import type { Browser, Locator, Page } from "playwright-core";
import { clean, fits, fitsNarrow, labelled, leave, open, pressAll, reachable, settled, shoot } from "./browser";

/** A picture of a passbook, drawn by the browser. */
export async function passbook(b: Browser): Promise<Buffer> {
  const page = await b.newPage({ viewport: { width: 900, height: 600 } });
  await page.setContent('<body style="font:30px sans-serif;padding:60px;background:#f3efe2"><h2>农村商业银行 · 存折</h2><p>户名　陈伯年</p><p>账号　6222 0200 0000 0000 042</p><p>开户行　桂城支行（样例）</p></body>');
  const png = await page.screenshot();
  await page.close();
  return png;
}

/** A counter and how it is looked at. */
export interface Counter {
  name: string;
  base: string;
  width: number;
  height: number;
  /** Least size of what is touched. */
  tap: number;
  /** One section a screen. */
  screens: boolean;
}

/** The counters of the applicant. */
export const counters: Record<"web" | "wechat" | "kiosk" | "narrow", Counter> = {
  web: { name: "way-web", base: "/", width: 1280, height: 900, tap: 44, screens: false },
  narrow: { name: "way-web-360", base: "/", width: 360, height: 740, tap: 44, screens: false },
  wechat: { name: "way-wechat", base: "/wechat/", width: 390, height: 844, tap: 44, screens: true },
  kiosk: { name: "way-kiosk", base: "/kiosk/", width: 1080, height: 1920, tap: 80, screens: true },
};

/** One applicant at a counter. */
export class Way {
  private n = 0;
  private constructor(readonly page: Page, readonly c: Counter, readonly url: string) {}

  static async at(b: Browser, url: string, c: Counter, prepare?: (page: Page) => Promise<void>): Promise<Way> {
    return new Way(await open(b, url + c.base, c.width, c.height, prepare), c, url);
  }

  /** Takes a picture and holds the page to the rules of the visual language. */
  async look(name: string): Promise<void> {
    const { page, c } = this;
    await settled(page);
    const at = `${c.name}-${String(++this.n).padStart(2, "0")}-${name}`;
    await shoot(page, at, c.width < 1000 || !c.screens);
    await clean(page, at);
    await labelled(page, at);
    await fits(page, at);
    await reachable(page, c.tap, at);
    if (c.base !== counters.kiosk.base) await fitsNarrow(page, at); // a terminal has one size
  }

  go(path: string): Promise<unknown> {
    return this.page.goto(this.url + this.c.base + path);
  }

  button(name: string | RegExp) {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }

  /** Says yes to everything that waits for one, as long as there is any on this screen. */
  async confirmAll(): Promise<void> {
    await pressAll(this.page, this.button(/^(\d+项都对|没错(：.*)?)$/));
  }

  /** Chooses one box of a question: both by their first words. */
  pick(question: string, text: string, within: Page | Locator = this.page): Promise<void> {
    return within.getByRole("group", { name: new RegExp(`^${question}`) }).locator(".choice").filter({ hasText: new RegExp(`^${text}`) }).first().click();
  }

  /** Types into the box of that very name. */
  fill(label: string, text: string, within: Page | Locator = this.page): Promise<void> {
    return within.getByLabel(label, { exact: true }).fill(text);
  }

  /** Adds a row to a table, says how it is filled, and says that it is done. */
  async row(question: string, how: (row: Locator) => Promise<void>): Promise<void> {
    const table = this.page.getByRole("group", { name: new RegExp(`^${question}`) }).filter({ has: this.page.locator(".table-field") });
    await table.getByRole("button", { name: "加一行", exact: true }).click();
    const row = table.locator(".row-editor");
    await how(row);
    await row.getByRole("button", { name: "填好了" }).click();
    await row.waitFor({ state: "detached" });
  }

  /** Chooses by the words on the box. */
  choose(text: string) {
    return this.page.locator(".choice").filter({ hasText: new RegExp(`^${text}`) }).first().click();
  }

  /** Waits until everything is saved. */
  saved(): Promise<void> {
    return this.page.locator(".saved--saved").waitFor();
  }

  async next(): Promise<void> {
    await this.button(/^(下一步|去填表|下一题)/).last().click();
  }

  /** From the home page to the guide, by what people call it. */
  async find(words: string, name: string): Promise<void> {
    await this.page.getByRole("combobox").fill(words);
    await this.page.getByRole("option", { name }).click();
    await this.page.getByRole("heading", { level: 1, name }).waitFor();
  }

  /** From the guide to the first question, signed in as somebody: 陈伯年. */
  async begin(who: string | RegExp = "用陈伯年登录"): Promise<void> {
    await this.button("开始办理").click();
    await this.page.waitForSelector(".people");
    await this.button(who).first().click();
    await this.page.waitForURL(/\/drafts\//);
    await this.page.waitForSelector(".ask");
  }

  async upload(png: Buffer, material = "社保卡或银行存折首页", name = "存折首页.png"): Promise<void> {
    await this.page.getByLabel(material, { exact: true }).setInputFiles({ name, mimeType: name.endsWith("pdf") ? "application/pdf" : "image/png", buffer: png });
    await this.page.locator(".file", { hasText: name }).getByText("打开看").waitFor();
  }

  /** From the review to the number of the case. */
  async submit(): Promise<string> {
    await this.page.getByText("以上内容和材料真实有效。").click();
    await this.button("签名并提交").click();
    await this.page.waitForURL(/\/cases\/.*\/done$/);
    const text = await this.page.locator(".handed").innerText();
    const number = /\d{6}-\d{8}-\d+/.exec(text)?.[0];
    assert.ok(number, text);
    return number;
  }

  end(): Promise<void> {
    return leave(this.page);
  }
}
