/** What an author does on the screen of a draft by mouse, the keyboard for text alone. Places are those of the file, as the outline and the properties show them. */
import type { Locator, Page } from "playwright-core";
import { settled } from "./browser";

export class Author {
  constructor(readonly page: Page) {}

  /** Selects an entry of the outline. */
  async pick(path: string): Promise<void> {
    const row = this.page.locator(`[role=treeitem][data-path="${path}"]`);
    const part = this.page.locator(`[role=treeitem][data-path="/${path.split("/")[1]}"]`);
    if (await row.count() === 0 && await part.getAttribute("aria-expanded") === "false") await part.locator(".outline__fold").click();
    await row.click();
    await this.page.locator(`[role=treeitem][data-path="${path}"][aria-selected=true]`).waitFor();
  }

  /** Adds to what is selected, by the name under which the chooser offers it. */
  async add(path: string, offer: string, group = ""): Promise<void> {
    await this.pick(path);
    await this.page.locator(".outline__add button").click();
    await this.offer(offer, group);
  }

  /** Takes an offer of the chooser that is open. */
  async offer(offer: string, group = ""): Promise<void> {
    const chooser = this.page.getByRole("dialog");
    await chooser.getByRole("combobox").fill(offer);
    const within = group ? chooser.getByRole("group", { name: group }) : chooser;
    await within.getByRole("option").filter({ hasText: offer }).first().click();
    await chooser.waitFor({ state: "detached" });
  }

  /** The line of a key in the properties; one that is not there yet is asked for. */
  async key(path: string, label = ""): Promise<Locator> {
    const line = this.page.locator(`.properties .prop[data-path="${path}"]`);
    if (label && await line.count() === 0) {
      const parent = path.slice(0, path.lastIndexOf("/"));
      await this.page.locator(`.properties [data-fields="${parent}"] > .props__more select`).selectOption({ label });
    }
    await line.waitFor();
    return line;
  }

  /** Types into a key and leaves it. */
  async type(path: string, text: string, label = ""): Promise<void> {
    const box = (await this.key(path, label)).locator("textarea, input:not([type=checkbox])").first();
    await box.fill(text);
    await this.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()); // emptied, the line may be gone
  }

  /** Chooses one of the words of a key. */
  async choose(path: string, word: string, label = ""): Promise<void> {
    const line = await this.key(path, label);
    const button = line.locator(".seg").getByRole("button", { name: word, exact: true });
    if (await button.count() > 0) return button.click();
    await line.locator("select:not(.written)").first().selectOption({ label: word });
  }

  /** Turns a key on. */
  async on(path: string, label = ""): Promise<void> {
    await (await this.key(path, label)).getByRole("switch").click();
  }

  /** Ticks words of a key, and no others. */
  async tick(path: string, words: string[], label = ""): Promise<void> {
    const line = await this.key(path, label);
    for (const word of words) await line.getByRole("checkbox", { name: word, exact: true }).check();
    for (const other of (await line.locator("label.tick:has(:checked)").allInnerTexts()).filter((t) => !words.includes(t.trim()))) {
      await line.getByRole("checkbox", { name: other.trim(), exact: true }).click(); // the last of them takes the line along
    }
  }

  /** Opens what is folded in a key. */
  async unfold(path: string, label = ""): Promise<void> {
    const first = (await this.key(path, label)).locator("details").first();
    if (await first.getAttribute("open") === null) await first.locator("summary").first().click();
  }

  /** Says a key in another way of writing. */
  async written(path: string, way: string, label = ""): Promise<void> {
    await (await this.key(path, label)).locator("select.written").first().selectOption({ label: way });
  }

  /** One more entry of a key; it is open then. */
  async more(path: string, label = ""): Promise<void> {
    await (await this.key(path, label)).locator(":scope > .prop__entry > .places > button, :scope > .prop__entry > .options > button").click();
  }

  /** A value that comes from a field or a register, chosen by its title. */
  async from(path: string, title: string, label = ""): Promise<void> {
    await (await this.key(path, label)).getByRole("button", { name: /^挑一个字段$|^字段：/ }).click();
    await this.name(title);
  }

  /** Picks a name in the chooser of names. */
  private async name(title: string): Promise<void> {
    const chooser = this.page.getByRole("dialog", { name: "挑一个字段" });
    await chooser.getByRole("combobox").fill(title);
    await chooser.getByRole("option").filter({ hasText: title }).first().click();
    await chooser.waitFor({ state: "detached" });
  }

  /** Writes a rule of one row: what, how it is compared, with what. */
  async rule(path: string, subject: string, op = "", value = "", label = ""): Promise<void> {
    const line = await this.key(path, label);
    await line.locator(`[data-rule="${path}"]`).last().click();
    const rule = this.page.getByRole("complementary", { name: "规则" });
    await rule.locator(".cond--draft button").click();
    await this.name(subject);
    const row = rule.locator("[data-row=r]");
    if (op) await row.locator("select[data-slot=op]").selectOption({ label: op });
    if (value) await row.locator("select[data-slot=value]").selectOption({ label: value });
    await rule.getByRole("button", { name: "关闭" }).click();
    await rule.waitFor({ state: "detached" });
  }

  /** All that was done is with the server, and looked at anew. */
  async saved(): Promise<void> {
    await this.page.getByText(/已自动保存/).waitFor();
    await settled(this.page);
  }
}
