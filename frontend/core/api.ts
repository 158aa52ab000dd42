/**
 * The door to the server: JSON over fetch, problem+json errors, the CSRF
 * header, and another try where a lost connection can't do a thing twice.
 * No DOM beyond fetch; the shapes are those of the public endpoints.
 */

/** What went wrong, from application/problem+json or from the network. */
export class ApiError extends Error {
  /**
   * @param status HTTP status; 0 when no answer came.
   * @param say what to tell a person, "" where the server said nothing usable.
   * @param code the problem's own name, stable for programs.
   * @param reference number of the request for the log, to quote to staff.
   * @param fields faults at fields: id → sentence.
   */
  constructor(
    readonly status: number,
    readonly say: string,
    readonly code = "",
    readonly reference = "",
    readonly fields: Record<string, string> = {},
  ) {
    super(say || `HTTP ${status}`);
  }

  /** No answer came: the request may or may not have been done. */
  get offline(): boolean {
    return this.status === 0;
  }
}

/** Who runs this site, and the names of its other counters. */
export interface Site {
  name: string;
  /** Second line of the head. */
  line: string;
  host: string;
  wechat: string;
  kiosk: string;
  hotline: string;
  /** Where this terminal stands; kiosk only. */
  place?: string;
}

/** A person or firm that can sign in or has signed in. Numbers come masked. */
export interface Person {
  id: string;
  name: string;
  kind: "person" | "firm";
  /** Who acts for the firm. */
  actor?: string;
  number?: string;
  level?: string;
  /** What makes this stand-in worth trying. */
  line?: string;
}

/** GET /api/session */
export interface Session {
  person: Person | null;
  site: Site;
  csrf: string;
  /** The civil day on the server, YYYY-MM-DD. */
  today: string;
  /** Stand-in people to choose from; only where no real sign-in is connected. */
  standins?: Person[];
}

/** An item found. `marked` are parts of the words that matched. */
export interface ItemHit {
  id: string;
  title: string;
  aka: string[];
  marked?: string;
  /** Visits to an office; left out where it depends on answers. */
  visits?: number;
  /** How many items are done together. */
  together?: number;
  theme?: string;
  audience?: "person" | "firm" | "both";
}

/** A door on the home page: a life event, a theme, or what people often do. */
export interface Door {
  id: string;
  title: string;
  line?: string;
  icon: string;
  /** Item to open, else the search to run. */
  item?: string;
  query?: string;
  parts?: string[];
  audience?: "person" | "firm" | "both";
}

/** Something that waits for the person. */
export interface Todo {
  id: string;
  title: string;
  line: string;
  tag: string;
  urgent: boolean;
  icon: string;
  act: string;
  /** Path inside the channel. */
  to: string;
}

/** GET /api/home */
export interface Home {
  tries: string[];
  todos: Todo[];
  events: Door[];
  themes: Door[];
}

/** A material in the guide of an item, before any answers. */
export interface GuideMaterial {
  id: string;
  title: string;
  state: "upload" | "reused" | "generated" | "promise" | "later" | "unneeded" | "unknown";
  line?: string;
}

/** GET /api/items/{id}: the guide made from the definition. */
export interface Guide {
  id: string;
  title: string;
  aka: string[];
  theme?: string;
  code: string;
  version: string;
  office: string;
  facts: { id: string; title: string; figure: string; unit?: string; line?: string }[];
  materials: GuideMaterial[];
  conditions: { id: string; text: string; by: string }[];
  steps: { id: string; actor: string; title: string; line?: string; you: boolean }[];
  returned: { id: string; text: string; line?: string }[];
  amounts?: { title: string; columns: string[]; rows: { cells: string[]; you?: boolean }[] };
  basis: string;
  appeal: string;
  /** Where it is done if not here. */
  external?: string;
  /** False where there is only a guide. */
  online: boolean;
}

/** The public endpoints that screens use; a test or the gallery gives another. */
export interface Api {
  session(): Promise<Session>;
  signIn(person: string): Promise<Session>;
  signOut(): Promise<Session>;
  home(): Promise<Home>;
  items(query: string, signal?: AbortSignal): Promise<ItemHit[]>;
  item(id: string): Promise<Guide>;
  /** Anything else of /api, for the form flow: typed by its caller. */
  call<T>(method: Method, path: string, body?: unknown, options?: CallOptions): Promise<T>;
  upload<T>(path: string, file: Blob, name: string, onPercent: (percent: number) => void, signal?: AbortSignal): Promise<T>;
}

type Method = "GET" | "POST" | "PATCH" | "DELETE" | "PUT";

/** How one call differs from the ordinary. */
export interface CallOptions {
  signal?: AbortSignal;
  /** A POST that carries its own key may be sent again: the server does it once. */
  idempotencyKey?: string;
  headers?: Record<string, string>;
}

/** What the client needs of the world; tests give their own. */
export interface ApiWorld {
  fetch: typeof fetch;
  wait: (ms: number) => Promise<void>;
  /** Path before /api, without a slash at its end. */
  root?: string;
  lang?: () => string;
}

const pauses = [300, 1000, 3000];

const world: ApiWorld = {
  fetch: (...a) => fetch(...a),
  wait: (ms) => new Promise((done) => setTimeout(done, ms)),
};

async function problem(r: Response): Promise<ApiError> {
  const body: Record<string, unknown> = await r.json().catch(() => ({}));
  const text = (key: string) => (typeof body[key] === "string" ? (body[key] as string) : "");
  const fields: Record<string, string> = {};
  if (Array.isArray(body.errors)) {
    for (const e of body.errors as { location?: unknown; message?: unknown }[]) {
      if (typeof e.location === "string" && typeof e.message === "string") fields[e.location] = e.message;
    }
  }
  return new ApiError(r.status, text("detail") || text("title"), text("type"), text("instance") || r.headers.get("X-Request-Id") || "", fields);
}

/** Makes the client. It keeps the CSRF token of the session it has seen last. */
export function connect(w: ApiWorld = world): Api {
  let csrf = "";

  async function once(method: Method, path: string, body: unknown, o: CallOptions): Promise<Response> {
    const headers: Record<string, string> = { Accept: "application/json, application/problem+json", ...o.headers };
    if (body !== undefined) headers["Content-Type"] = method === "PATCH" ? "application/merge-patch+json" : "application/json";
    if (method !== "GET" && csrf) headers["X-CSRF-Token"] = csrf;
    if (o.idempotencyKey) headers["Idempotency-Key"] = o.idempotencyKey;
    const lang = w.lang?.();
    if (lang) headers["Accept-Language"] = lang === "en" ? "en" : "zh-CN";
    try {
      return await w.fetch(`${w.root ?? ""}/api${path}`, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        credentials: "same-origin",
        signal: o.signal,
      });
    } catch (e) {
      if (o.signal?.aborted) throw e;
      throw new ApiError(0, "");
    }
  }

  async function call<T>(method: Method, path: string, body?: unknown, o: CallOptions = {}): Promise<T> {
    // PATCH is excluded: two merges of the same draft could cross with a third one.
    const again = method === "GET" || method === "PUT" || method === "DELETE" || !!o.idempotencyKey;
    for (let i = 0; ; i++) {
      let r: Response;
      try {
        r = await once(method, path, body, o);
      } catch (e) {
        if (!(e instanceof ApiError) || !again || i >= pauses.length) throw e;
        await w.wait(pauses[i]!);
        continue;
      }
      // A gateway that lost the server has not done the work, either.
      if (again && i < pauses.length && (r.status === 502 || r.status === 503 || r.status === 504)) {
        await w.wait(pauses[i]!);
        continue;
      }
      if (!r.ok) throw await problem(r);
      if (r.status === 204) return undefined as T;
      return (await r.json()) as T;
    }
  }

  const keep = (s: Session) => {
    csrf = s.csrf;
    return s;
  };
  const enc = encodeURIComponent;
  return {
    session: () => call<Session>("GET", "/session").then(keep),
    signIn: (person) => call<Session>("POST", "/session", { person }).then(keep),
    signOut: () => call<Session>("DELETE", "/session").then((s) => (s ? keep(s) : call<Session>("GET", "/session").then(keep))),
    home: () => call("GET", "/home"),
    items: (query, signal) => call<{ items: ItemHit[] | null }>("GET", `/items?q=${enc(query)}`, undefined, { signal }).then((r) => r.items ?? []),
    item: (id) => call("GET", `/items/${enc(id)}`),
    call,
    upload: (path, file, name, onPercent, signal) => send(`${w.root ?? ""}/api${path}`, csrf, file, name, onPercent, signal),
  };
}

/** fetch can't tell how much was sent: uploads go through XMLHttpRequest. */
function send<T>(url: string, csrf: string, file: Blob, name: string, onPercent: (n: number) => void, signal?: AbortSignal): Promise<T> {
  return new Promise((done, fail) => {
    const x = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file, name);
    x.open("POST", url);
    x.setRequestHeader("Accept", "application/json, application/problem+json");
    if (csrf) x.setRequestHeader("X-CSRF-Token", csrf);
    x.upload.onprogress = (e) => e.lengthComputable && onPercent(Math.floor((e.loaded / e.total) * 100));
    x.onerror = () => fail(new ApiError(0, ""));
    x.onabort = () => fail(new DOMException("upload was cancelled", "AbortError"));
    x.onload = () => {
      const r = new Response(x.responseText || null, { status: x.status, headers: { "X-Request-Id": x.getResponseHeader("X-Request-Id") ?? "" } });
      if (r.ok) r.json().then(done as (v: unknown) => void, fail);
      else problem(r).then(fail);
    };
    signal?.addEventListener("abort", () => x.abort());
    x.send(form);
  });
}
