// Builds the assets and the tests, then runs the tests: `node frontend/journeys/run.mjs [part of a name]`.
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

const run = (program, ...args) => execFileSync(program, args, { stdio: "inherit" });
const walk = (dir) => readdirSync(dir, { withFileTypes: true }).flatMap((f) => (f.isDirectory() ? walk(join(dir, f.name)) : [join(dir, f.name)]));

run("go", "run", "./frontend/build/cmd");
run("go", "run", "./frontend/build/cmd", "-journeys");
const only = process.argv[2] ?? "";
const tests = walk("frontend/journeys/.out").filter((f) => f.endsWith(".test.mjs") && f.includes(only));
run(process.execPath, "--enable-source-maps", "--test", "--test-reporter=spec", "--test-concurrency=1", ...tests);
