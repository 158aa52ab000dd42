import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Person } from "../core/api";
import { guide, home, items, people, sessionOf } from "./world";

/** The policy that the real server sends; what breaks it fails the tests. */
const policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'";
const types: Record<string, string> = { ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json" };
const channels: Record<string, { base: string; mode: string }> = {
  kiosk: { base: "/kiosk/", mode: "kiosk" },
  wechat: { base: "/wechat/", mode: "standard" },
  gallery: { base: "/gallery/", mode: "standard" },
  web: { base: "/", mode: "standard" },
};

interface Entry { script: string; styles: string[]; preload?: string[] }

async function documentOf(dist: string, name: string): Promise<string> {
  const manifest = JSON.parse(await readFile(join(dist, "manifest.json"), "utf8")) as Record<string, Entry>;
  const e = manifest[name]!;
  const c = channels[name]!;
  const links = e.styles.map((s) => `<link rel="stylesheet" href="/assets/${s}">`).join("");
  return `<!doctype html><html lang="zh-CN" data-channel="${name === "gallery" ? "web" : name}" data-mode="${c.mode}" data-theme="light" data-base="${c.base}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${name}</title>${links}
<script type="module" src="/assets/${e.script}"></script></head><body><div id="app"></div></body></html>`;
}

/** A server for the browser tests: built assets, the documents, and a made-up district behind /api. */
export async function serve(dist: string): Promise<{ url: string; close: () => void }> {
  let person: Person | null = null;

  function api(req: IncomingMessage, path: string, query: URLSearchParams, body: string): unknown {
    if (path === "/session") {
      if (req.method === "POST") person = people.find((p) => p.id === (JSON.parse(body) as { person: string }).person) ?? null;
      if (req.method === "DELETE") person = null;
      return sessionOf(person);
    }
    if (path === "/home") return { ...home, todos: person ? home.todos : [] };
    if (path === "/items") {
      const q = query.get("q") ?? "";
      return { items: items.filter((i) => !q || `${i.title} ${i.aka.join(" ")}`.includes(q)) };
    }
    if (path === `/items/${guide.id}`) return guide;
    return null;
  }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? "/", "http://x");
    res.setHeader("Content-Security-Policy", policy);
    if (url.pathname.startsWith("/assets/")) {
      const file = url.pathname.slice("/assets/".length);
      res.setHeader("Content-Type", types[extname(file)] ?? "application/octet-stream");
      res.end(await readFile(join(dist, file)));
      return;
    }
    if (url.pathname.startsWith("/api/")) {
      let body = "";
      for await (const chunk of req) body += String(chunk);
      const data = api(req, url.pathname.slice(4), url.searchParams, body);
      res.statusCode = data ? 200 : 404;
      res.setHeader("Content-Type", data ? "application/json" : "application/problem+json");
      res.end(JSON.stringify(data ?? { title: "Not Found", status: 404 }));
      return;
    }
    const name = Object.keys(channels).find((c) => c !== "web" && url.pathname.startsWith(`/${c}/`)) ?? "web";
    res.setHeader("Content-Type", "text/html; charset=utf-8");
    res.end(await documentOf(dist, name));
  }

  const server = createServer((req, res) => {
    answer(req, res).catch((e: unknown) => {
      res.statusCode = 500;
      res.end(String(e));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const at = server.address();
  if (at === null || typeof at === "string") throw new Error("the server has no port");
  return {
    url: `http://127.0.0.1:${at.port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
