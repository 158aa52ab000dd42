import assert from "node:assert/strict";
import type { Browser, Locator, Page } from "playwright-core";
import { chinese, texts } from "./checks";
import { spoken } from "./spoken";
import { zh, type Tongue } from "./tongue";
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

/** What the walks type in Chinese, in whatever language they go. */
const typed = ["邻居何永昌", "存折首页", "租赁合同", "佛山市南海区里水镇和顺示例路22号", "示例香", "餐饮服务", "餐饮", "佛山市南海区示例香餐饮店"];
let known: ((run: string) => boolean) | undefined;

/** One applicant at a counter. */
export class Way {
  private n = 0;
  private constructor(readonly page: Page, readonly c: Counter, readonly url: string, private readonly tongue: Tongue) {}

  static async at(b: Browser, url: string, c: Counter, prepare?: (page: Page) => Promise<void>, tongue = zh): Promise<Way> {
    const page = await open(b, url + c.base, c.width, c.height, prepare);
    if (tongue.lang !== zh.lang) {
      await page.getByRole("button", { name: "English" }).first().click();
      await page.waitForFunction((lang) => document.documentElement.lang === lang, tongue.lang);
    }
    return new Way(page, c, url, tongue);
  }

  /** What says yes to something that waits for one. */
  get yes(): RegExp {
    return this.tongue.yes;
  }

  /** The words on the page for Chinese ones. */
  say(chinese: string): string {
    return this.tongue.say(chinese);
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
    if (this.tongue.lang === "en") assert.deepEqual(chinese(await texts(page), known ??= spoken(typed)), [], at);
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
    await pressAll(this.page, this.button(this.yes));
  }

  /** Chooses one box of a question: both by their first words. */
  pick(question: string, text: string, within: Page | Locator = this.page): Promise<void> {
    return within.getByRole("group", { name: new RegExp(`^${this.say(question)}`) }).locator(".choice").filter({ hasText: new RegExp(`^${this.say(text)}`) }).first().click();
  }

  /** Types into the box of that very name. */
  fill(label: string, text: string, within: Page | Locator = this.page): Promise<void> {
    return within.getByLabel(this.say(label), { exact: true }).fill(text);
  }

  /** Adds a row to a table, says how it is filled, and says that it is done. */
  async row(question: string, how: (row: Locator) => Promise<void>): Promise<void> {
    const table = this.page.getByRole("group", { name: new RegExp(`^${this.say(question)}`) }).filter({ has: this.page.locator(".table-field") });
    await table.getByRole("button", { name: this.say("加一行"), exact: true }).click();
    const row = table.locator(".row-editor");
    await how(row);
    await row.getByRole("button", { name: this.say("填好了") }).click();
    await row.waitFor({ state: "detached" });
  }

  /** Chooses by the words on the box. */
  choose(text: string) {
    return this.page.locator(".choice").filter({ hasText: new RegExp(`^${this.say(text)}`) }).first().click();
  }

  /** Waits until everything is saved. */
  saved(): Promise<void> {
    return this.page.locator(".saved--saved").waitFor();
  }

  async next(): Promise<void> {
    await this.button(this.tongue.on).last().click();
  }

  /** From the home page to the guide, by what people call it. */
  async find(words: string, name: string): Promise<void> {
    await this.page.getByRole("combobox").fill(this.say(words));
    await this.page.getByRole("option", { name: this.say(name) }).click();
    await this.page.getByRole("heading", { level: 1, name: this.say(name) }).waitFor();
  }

  /** From the guide to the first question, signed in as somebody: 陈伯年. */
  async begin(who: string | RegExp = "用陈伯年登录"): Promise<void> {
    await this.button(this.say("开始办理")).click();
    await this.page.waitForSelector(".people");
    await this.button(typeof who === "string" ? this.say(who) : who).first().click();
    await this.page.waitForURL(/\/drafts\//);
    await this.page.waitForSelector(".ask");
  }

  async upload(png: Buffer, material = "社保卡或银行存折首页", name = "存折首页.png"): Promise<void> {
    await this.page.getByLabel(this.say(material), { exact: true }).setInputFiles({ name, mimeType: name.endsWith("pdf") ? "application/pdf" : "image/png", buffer: png });
    await this.page.locator(".file", { hasText: name }).getByText(this.say("打开看")).waitFor();
  }

  /** From the review to the number of the case. */
  async submit(): Promise<string> {
    await this.page.getByText(this.say("以上内容和材料真实有效。")).click();
    await this.button(this.say("签名并提交")).click();
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
