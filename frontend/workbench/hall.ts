/** The real server for the browser tests, and sources beside it: each a process, ended whatever happens. */
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** A process of ours that listens. */
export interface Hall {
  url: string;
  /** Tells it to stop and waits until it has. */
  close: () => Promise<void>;
}

/** Builds the program unless BANSHI names it, runs a verb of it, and waits until it says where it listens. */
async function listening(dir: string, args: string[], env: Record<string, string> = {}): Promise<Hall> {
  const program = process.env.BANSHI ?? join(dir, "banshi");
  if (!process.env.BANSHI) await promisify(execFile)("go", ["build", "-o", program, "./cmd/banshi"]);
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  let said = "";
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const close = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  const url = new Promise<string>((done, fail) => {
    const late = setTimeout(() => fail(new Error(`banshi ${args[0]} did not start:\n${said}`)), 60_000);
    const hear = (chunk: Buffer) => {
      said += String(chunk);
      const at = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (!at) return;
      clearTimeout(late);
      done(at[0]);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("exit", (code) => { clearTimeout(late); fail(new Error(`banshi ${args[0]} ended (${code}):\n${said}`)); });
  });
  try {
    return { url: await url, close };
  } catch (e) {
    await close();
    throw e;
  }
}

/** Runs a verb of the program to its end and gives what it printed, whatever its exit code. */
export function run(...args: string[]): Promise<string> {
  return new Promise((done) => execFile(process.env.BANSHI ?? "banshi", args, (_, out, wrong) => done(out + wrong)));
}

/** A hall, and the folder of its data. */
export interface Kept extends Hall { data: string }

/** Starts a hall on a free port and a folder of its own. `sources` says which are asked at another address. */
export async function openHall(sources: Record<string, string> = {}, addr = "127.0.0.1:0", ...more: string[]): Promise<Kept> {
  const dir = await mkdtemp(join(tmpdir(), "hall-"));
  const clear = () => rm(dir, { recursive: true, force: true });
  const replaced = Object.entries(sources).flatMap(([name, url]) => ["--source", `${name}=${url}`]);
  try {
    const hall = await listening(dir, ["serve", "--addr", addr, "--data", join(dir, "data"), ...replaced, ...more]);
    return { url: hall.url, data: join(dir, "data"), close: async () => { await hall.close(); await clear(); } };
  } catch (e) {
    await clear();
    throw e;
  }
}

/** A hall that may be stopped and started again on the same address and data. */
export interface Restartable extends Hall {
  restart: () => Promise<void>;
}

/** Starts a hall with settings of its own. */
export async function openHallWith(env: Record<string, string>): Promise<Restartable> {
  const dir = await mkdtemp(join(tmpdir(), "hall-"));
  const clear = () => rm(dir, { recursive: true, force: true });
  const serve = (addr: string) => listening(dir, ["serve", "--addr", addr, "--data", join(dir, "data")], env);
  try {
    let hall = await serve("127.0.0.1:0");
    const { url } = hall;
    return {
      url,
      restart: async () => { await hall.close(); hall = await serve(new URL(url).host); },
      close: async () => { await hall.close(); await clear(); },
    };
  } catch (e) {
    await clear();
    throw e;
  }
}

/** Starts a source of shared data as a process of its own, on a free port or where one listened before. It may be in trouble: --slow 5s, --wrong, --garbage. */
export async function openSource(name: string, address = "127.0.0.1:0", ...trouble: string[]): Promise<Hall> {
  const dir = await mkdtemp(join(tmpdir(), "source-"));
  const clear = () => rm(dir, { recursive: true, force: true });
  try {
    const source = await listening(dir, ["standin", "source", "--only", name, "--addr", address, ...trouble]);
    return { url: source.url, close: async () => { await source.close(); await clear(); } };
  } catch (e) {
    await clear();
    throw e;
  }
}

/** Starts the stand-in of a department's own system, which redeems sign-ons at a hall. */
export async function openSystem(hall: string): Promise<Hall> {
  const dir = await mkdtemp(join(tmpdir(), "system-"));
  const clear = () => rm(dir, { recursive: true, force: true });
  try {
    const system = await listening(dir, ["standin", "external", "--hall", hall]);
    return { url: system.url, close: async () => { await system.close(); await clear(); } };
  } catch (e) {
    await clear();
    throw e;
  }
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** One signed-in client. */
export interface Client {
  /** Its session, as a browser would carry it: name=value. */
  cookie: () => string;
  call: <T>(method: string, path: string, body?: unknown) => Promise<T>;
  upload: (path: string, name: string, type: string, content: Uint8Array<ArrayBuffer>) => Promise<void>;
}

/** Signs in over the public endpoints, as a browser would: to the provider and back. `level` is by how sure a way, "" the usual one. */
export async function signIn(url: string, account: string, channel: string, level = "", as = ""): Promise<Client> {
  let cookie = "";
  let csrf = "";
  async function send(method: string, path: string, body: BodyInit | undefined, type: string | undefined, more?: Record<string, string>): Promise<unknown> {
    const headers: Record<string, string> = { Accept: "application/json, application/problem+json", "X-CSRF-Token": csrf, Cookie: cookie, ...more };
    if (type) headers["Content-Type"] = type;
    const r = await fetch(`${url}/api${path}`, { method, headers, body });
    cookie = r.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    const text = await r.text();
    if (r.status === 429) { // as the pages do: nothing was done, and it is sent again when the hall says
      await new Promise((done) => setTimeout(done, Number(r.headers.get("retry-after") ?? 1) * 1000));
      return send(method, path, body, type, more);
    }
    if (!r.ok) throw new Error(`${method} ${path}: ${r.status} ${text.slice(0, 600)}`);
    return more ? r.headers : text ? JSON.parse(text) : null;
  }
  const call = async <T>(method: string, path: string, body?: unknown) =>
    (await send(method, path, body === undefined ? undefined : JSON.stringify(body), body === undefined ? undefined : method === "PATCH" ? "application/merge-patch+json" : "application/json")) as T;
  const accept = { Accept: "application/json" };
  const to = await call<{ url: string }>("POST", "/sign-in", { channel });
  const chosen = await fetch(new URL(to.url, url), { method: "POST", headers: accept, body: new URLSearchParams({ account, as, level }) });
  const { location } = (await chosen.json()) as { location: string };
  const back = await fetch(location, { headers: { ...accept, Cookie: cookie } });
  if (!back.ok) throw new Error(`sign-in of ${account}: ${back.status} ${await back.text()}`);
  cookie = back.headers.get("set-cookie")!.split(";")[0]!;
  csrf = ((await back.json()) as { csrf: string }).csrf;
  return {
    cookie: () => cookie,
    call,
    upload: async (path, name, _, content) => {
      // As the pages do, in one piece: begun, sent, taken.
      const [draft, material] = path.split("/files?material=") as [string, string];
      const meta = Object.entries({ material: decodeURIComponent(material), name }).map(([k, v]) => `${k} ${Buffer.from(v).toString("base64")}`).join(",");
      const begun = await send("POST", `${draft}/uploads`, undefined, undefined, { "Tus-Resumable": "1.0.0", "Upload-Length": `${content.length}`, "Upload-Metadata": meta }) as Headers;
      const upload = begun.get("location")!.replace(/^\/api/, "");
      await send("PATCH", upload, content, "application/offset+octet-stream", { "Tus-Resumable": "1.0.0", "Upload-Offset": "0" });
      await call("POST", upload);
    },
  };
}

/** The smallest PDF that is one. */
export const pdf = new TextEncoder().encode("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

interface DraftBody { id: string; version: number; view: { input: { confirmed?: Record<string, string> }; state: { blocked?: { kind: string; path: string }[] } } }

/** How one application differs from the ordinary one. */
export interface Filling {
  answers?: Record<string, unknown>;
  file?: { name: string; type: string; content: Uint8Array<ArrayBuffer> };
}

/** Begins an application for the old-age allowance and answers all that is asked, without its papers. Gives the draft's id. */
export async function fillIn(c: Client): Promise<string> {
  const { id } = await c.call<DraftBody>("POST", "/drafts", { item: "elder_allowance" });
  await answer(c, id);
  return id;
}

/** Answers all that a draft of the old-age allowance asks, and says yes to what waits for one. */
export async function answer(c: Client, id: string, more: Record<string, unknown> = {}): Promise<void> {
  await change(c, id, { answers: {
    claim: "first", living: "child", account_type: "social_card", bank: "rural_commercial", account_no: "6222020000000000042",
    emergency_name: "陈启航", emergency_phone: "13900000001", promise: true, ...more,
  } });
  await agree(c, id);
}

/** Changes a draft as it stands now. */
export async function change(c: Client, id: string, to: Record<string, unknown>): Promise<void> {
  const { version } = await c.call<DraftBody>("GET", `/drafts/${id}`);
  await c.call("PATCH", `/drafts/${id}`, { version, ...to });
}

/** Says yes to everything that waits for one. */
export async function agree(c: Client, id: string): Promise<void> {
  const { view } = await c.call<DraftBody>("GET", `/drafts/${id}?as=submission`);
  const asked = (view.state.blocked ?? []).filter((b) => b.kind === "confirm").map((b) => b.path);
  await change(c, id, { confirmed: [...Object.keys(view.input.confirmed ?? {}), ...asked] });
}

/** Hands in an application for the old-age allowance and gives the case's number. */
export async function handIn(c: Client, f: Filling = {}): Promise<string> {
  const { id } = await c.call<DraftBody>("POST", "/drafts", { item: "elder_allowance" });
  const file = f.file ?? { name: "存折首页.pdf", type: "application/pdf", content: pdf };
  await c.upload(`/drafts/${id}/files?material=bank_book`, file.name, file.type, file.content);
  await answer(c, id, f.answers);
  await change(c, id, { sign: ["application"] });
  const { version } = await c.call<DraftBody>("GET", `/drafts/${id}`);
  const done = await c.call<{ case: { number: string } }>("POST", `/drafts/${id}/submit`, { version, key: `journey-${id}` });
  return done.case.number;
}
