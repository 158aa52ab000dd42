import { ApiError, type Api, type RawAnswer } from "./api";

/** What sending a file needs of the world; tests give their own. */
export interface TusWorld {
  api: Pick<Api, "raw" | "call">;
  /** Resolves after a time, or at once when the network is back; fails when signal does. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** SHA-256 of a file in hexadecimal; "" where this browser can't say. */
  sum: (file: Blob) => Promise<string>;
  now: () => number;
}

/** Told while a file is sent. */
export interface Watcher {
  /** The id under which it can go on; "" once it can't any more. */
  began: (upload: string) => void;
  sent: (bytes: number) => void;
  /** The line is cut; it goes on by itself. */
  waiting: (is: boolean) => void;
}

/** What a draft says of files that are still coming. */
interface Coming {
  uploads: { id: string; material: string; size: number; sha256?: string }[];
}

const LEAST = 128 * 1024;
const MOST = 4 * 1024 * 1024;
/** A piece should take about this long, in ms: a cut line loses no more, and a good one is not held up. */
const LONG = 4000;
const PAUSES = [1000, 2000, 4000, 8000, 15000];
const HEAD = { "Tus-Resumable": "1.0.0" };

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const metadata = (of: Record<string, string>): string =>
  Object.entries(of).filter(([, v]) => v !== "").map(([k, v]) => `${k} ${base64(v)}`).join(",");

/** Trying again may help. */
const again = (e: unknown): boolean => e instanceof ApiError && (e.offline || e.status === 409 || e.status === 429 || e.status >= 500 && e.status !== 507);

/** The server will have none of it, and has thrown away what it had. */
const refused = (e: unknown): boolean => e instanceof ApiError && (e.status === 413 || e.status === 422);

/**
 * Sends one file by tus 1.0, in pieces that suit the line, over whatever cuts it: asks how far it has come, and goes on
 * there. Gives what the server says once it has taken the file. Fails with ApiError where going on is of no use, and with
 * what aborted it.
 */
export async function send<T>(w: TusWorld, draft: string, material: string, file: File, upload: string, on: Watcher, signal: AbortSignal): Promise<T> {
  const root = `/drafts/${draft}/uploads`;
  let piece = 2 * LEAST;
  let failures = 0;

  /** Does it, over and over where the line is cut. */
  async function over<R>(work: () => Promise<R>): Promise<R> {
    for (;;) {
      try {
        const done = await work();
        failures = 0;
        on.waiting(false);
        return done;
      } catch (e) {
        signal.throwIfAborted();
        if (!again(e)) throw e;
        const cut = e as ApiError;
        if (cut.offline || cut.status >= 500) on.waiting(true);
        piece = LEAST;
        await w.wait(Math.max(cut.after, PAUSES[Math.min(failures++, PAUSES.length - 1)]!), signal);
      }
    }
  }

  const raw = (method: string, path: string, headers: Record<string, string> = {}, body?: Blob, sent?: (bytes: number) => void): Promise<RawAnswer> =>
    w.api.raw(method, path, { headers: { ...HEAD, ...headers }, body, sent, signal });

  async function begin(): Promise<string> {
    const sha256 = await w.sum(file);
    signal.throwIfAborted();
    if (sha256) {
      // The page may have been loaded anew since this file was begun.
      const { uploads } = await over(() => w.api.call<Coming>("GET", root, undefined, { signal }));
      const same = uploads.find((u) => u.material === material && u.size === file.size && u.sha256 === sha256);
      if (same) return same.id;
    }
    const made = await over(() => raw("POST", root, { "Upload-Length": `${file.size}`, "Upload-Metadata": metadata({ material, name: file.name, sha256 }) }));
    return made.header("Location")!.replace(/^.*\//, "");
  }

  const offsetOf = (a: RawAnswer): number => Number(a.header("Upload-Offset"));

  for (let begun = 0; ; begun++) {
    const fresh = upload === "";
    if (fresh) on.began(upload = await begin());
    const path = `${root}/${upload}`;
    try {
      let offset = offsetOf(await over(() => raw("HEAD", path)));
      on.sent(offset);
      while (offset < file.size) {
        offset = await over(async () => {
          // After a failure nobody knows how much has arrived.
          if (failures > 0) offset = offsetOf(await raw("HEAD", path));
          if (offset >= file.size) return offset;
          const from = w.now();
          const part = file.slice(offset, offset + piece);
          const a = await raw("PATCH", path, { "Upload-Offset": `${offset}`, "Content-Type": "application/offset+octet-stream" }, part, (n) => on.sent(offset + n));
          const took = w.now() - from;
          piece = took < LONG / 2 ? Math.min(MOST, piece * 2) : took > LONG * 2 ? Math.max(LEAST, piece >> 1) : piece;
          return offsetOf(a);
        });
        on.sent(offset);
      }
      return await over(() => w.api.call<T>("POST", path, undefined, { signal })).catch((e) => {
        if (refused(e)) on.began("");
        throw e;
      });
    } catch (e) {
      // It has expired: from the start, once.
      if (!(e instanceof ApiError) || e.status !== 404 || begun > 0 && fresh) throw e;
      upload = "";
    }
  }
}
