import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The program that is tried, built by run.mjs with the pages inside. */
const program = process.env.BANSHI ?? "frontend/journeys/.out/banshi";

/** Starts the real server on a free port with an empty database of its own; close ends it and removes its data. */
export async function start(): Promise<{ url: string; close: () => Promise<void> }> {
  const data = await mkdtemp(join(tmpdir(), "banshi-journey-"));
  const child = spawn(program, ["serve", "--addr", "127.0.0.1:0", "--data", data], { stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  const ended = new Promise<void>((done) => child.on("close", () => done()));
  const url = await new Promise<string>((ready, fail) => {
    const read = (chunk: Buffer) => {
      log += String(chunk);
      const m = /http:\/\/127\.0\.0\.1:\d+/.exec(log);
      if (m) ready(m[0]);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("error", fail);
    child.on("close", (code) => fail(new Error(`${program} ended with ${code}:\n${log}`)));
  });
  return {
    url,
    close: async () => {
      child.kill("SIGTERM");
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}
