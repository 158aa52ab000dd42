/** A hall in which much has happened, so that every page has something to show. */
import { answer, fillIn, handIn, pdf, signIn, type Client } from "../workbench/hall";
import type { HallOfMany } from "../workbench/elders";
import { giveBack, handle } from "./casework";

/** Who looks at a page: a session, or nobody. */
export type Who = "nobody" | "elder" | "mending" | "filling" | "settled" | "shop" | "newcomer" | "landlord" | "clerk" | "approver" | "leader" | "admin" | "auditor" | "data" | "service" | "seal" | "manager";

/** What the pages are about. */
export interface World {
  clients: Record<Exclude<Who, "nobody">, Client>;
  /** An application that is being filled in. */
  draft: string;
  /** One that waits for what its applicant mends; one that is with the office; one whose outcome is to be decided; one that has its result; one that was withdrawn. */
  returned: string;
  waiting: string;
  deciding: string;
  granted: string;
  withdrawn: string;
  booking: string;
  /** One filled in at the window. */
  atWindow: string;
  /** A draft of a definition. */
  definition: string;
  /** The token of what somebody is asked to sign. */
  sign: string;
  /** What those at the desks are called. */
  titles: string[];
  /** What is asked by number and code. */
  progress: string;
  /** What is public of the granted one. */
  publication: string;
}

const clerk = "clerk-440605011";

/** What people typed, and what those at the desks are called: it stays as it is in every language. */
export const typed = ["电话打不通", "填打得通的号码", "等了三个月", "跑了三趟还没办成", "登记错了", "女", "存折首页", "同意"];

/** Books the first free time of an item. */
async function book(c: Client, item: string): Promise<string> {
  const { office, days } = await c.call<{ office: { id: string }; days: { day: string; slots: { from: string; left: number }[] }[] }>("GET", `/items/${item}/slots`);
  const day = days.find((d) => d.slots.some((s) => s.left > 0))!;
  const { id } = await c.call<{ id: string }>("POST", "/bookings", { item, office: office.id, day: day.day, from: day.slots.find((s) => s.left > 0)!.from, visit: "apply", key: "world-booking" });
  return id;
}

/** Fills a hall. */
export async function fillHall({ url, another }: HallOfMany): Promise<World> {
  const clients = {
    elder: await signIn(url, "P004", "web"), mending: await another(), filling: await another(), settled: await another(), shop: await signIn(url, "P007", "web", "", "organisation/L04"), newcomer: await signIn(url, "P009", "web"), landlord: await signIn(url, "P023", "web"),
    clerk: await signIn(url, clerk, "workbench"), approver: await signIn(url, "approver", "workbench"), leader: await signIn(url, "leader", "workbench"),
    admin: await signIn(url, "admin-440605011", "workbench"), auditor: await signIn(url, "auditor", "workbench"), data: await signIn(url, "data_owner", "workbench"),
    service: await signIn(url, "service_office", "workbench"), seal: await signIn(url, "seal_keeper", "workbench"), manager: await signIn(url, "item_manager", "workbench"),
  };
  const { elder, mending, filling, settled, shop } = clients;
  // One after the other: nobody has two applications open.
  const [returned, deciding] = [await handIn(mending), await handIn(await another())] as [string, string];
  await giveBack(url, clerk, returned, "form.emergency_phone", "电话打不通", "填打得通的号码");
  await handle(url, deciding, clerk, "grant");
  const granted = await handIn(settled);
  await handle(url, granted, clerk);
  const withdrawn = await handIn(elder);
  const { version } = (await elder.call<{ case: { version: number } }>("GET", `/cases/${withdrawn}`)).case;
  await elder.call("POST", `/cases/${withdrawn}/withdraw`, { version, key: "world-withdraw" });
  await elder.call("POST", `/cases/${withdrawn}/ratings`, { occasion: "matter", grade: 1, reasons: [], text: "等了三个月" });
  const waiting = await handIn(elder);
  await elder.call("POST", "/snags", { text: "跑了三趟还没办成", case: waiting, key: "world-snag-1" });
  const draft = await fillIn(filling);
  await filling.upload(`/drafts/${draft}/files?material=bank_book`, "存折首页.pdf", "application/pdf", pdf);
  await filling.call("POST", `/drafts/${draft}/disputes`, { path: "form.applicant_gender", right: "女", reason: "登记错了", key: "world-dispute" });
  const booking = await book(elder, "elder_allowance");
  const { code } = await elder.call<{ code: string }>("POST", `/cases/${waiting}/query-code`, {});
  await elder.call("POST", "/mandates", { kind: "agent", name: "陈启航", no: "440622198604129913", until: inDays(60), items: [], key: "world-mandate" });

  // A shop asks the owner of its rooms to let the register be looked at.
  const { id } = await shop.call<{ id: string }>("POST", "/drafts", { item: "food_business_licence_new" });
  const { version: v } = await shop.call<{ version: number }>("GET", `/drafts/${id}`);
  await shop.call("PATCH", `/drafts/${id}`, { version: v, answers: { trade: "catering", premises_right: "rent", lease_end: "2028-04-30", owner_no: "440622198309199919" } });
  const { token } = await shop.call<{ token: string }>("POST", `/drafts/${id}/signings`, { material: "owner_letter" });

  // The leader gives the clerk a case.
  await clients.leader.call("POST", "/staff/cases/assign", { numbers: [waiting], to: clerk, key: "world-assign" });

  // At the window.
  const person = { no: "440622194402209917", name: "陈伯年", how: "card" };
  const atWindow = (await clients.clerk.call<{ id: string }>("POST", "/counter/drafts", { office: "guicheng_civil_affairs", item: "elder_allowance", person, key: "world-counter" })).id;
  await answer(clients.clerk, atWindow);

  const { id: definition } = await clients.manager.call<{ id: string }>("POST", "/staff/definitions/drafts", { item: "elder_allowance" });

  const { people } = await clients.clerk.call<{ people: { name: string; role?: string }[] }>("GET", "/stand-in/people");
  const titles = people.flatMap((p) => [p.name, p.role ?? ""]);

  const { results } = await elder.call<{ results: { id: string }[] }>("GET", "/open/results");
  return { publication: results[0]!.id, clients, titles, draft, returned, waiting, deciding, granted, withdrawn, booking, atWindow, definition, sign: token, progress: `${waiting}.${code.replaceAll(" ", "")}` };
}

/** A day some days ahead, YYYY-MM-DD. */
const inDays = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
