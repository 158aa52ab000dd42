// Builds the assets, the program and the tests, then runs the tests: `node frontend/journeys/run.mjs [part of a file's name]`.
// TEST="part of a test's name" runs those alone; SLOW=6 slows the pages' processor by six,
// JITTER=1500 makes answers come up to 1.5 s late and so in another order.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

const out = "frontend/journeys/.out";
const walk = (dir) => readdirSync(dir, { withFileTypes: true }).flatMap((f) => (f.isDirectory() ? walk(join(dir, f.name)) : [join(dir, f.name)]));

function run(program, args, env = {}) {
  const { status, error } = spawnSync(program, args, { stdio: "inherit", env: { ...process.env, ...env } });
  if (error) throw error;
  return status ?? 1;
}

function build(...args) {
  const status = run("go", args);
  if (status !== 0) process.exit(status);
}

build("run", "./frontend/build/cmd");
build("run", "./frontend/build/cmd", "-journeys");
const program = resolve(out, "banshi");
build("build", "-o", program, "./cmd/banshi");

const failures = resolve(out, "failures.txt");
rmSync(failures, { force: true });
const tests = walk(out).filter((f) => f.endsWith(".test.mjs") && f.includes(process.argv[2] ?? ""));
const status = run(process.execPath, [
  "--enable-source-maps", "--test", "--test-concurrency=1",
  "--test-reporter=spec", "--test-reporter-destination=stdout",
  "--test-reporter=./frontend/journeys/failures.mjs", `--test-reporter-destination=${failures}`,
  ...(process.env.TEST ? [`--test-name-pattern=${process.env.TEST}`] : []), ...tests,
], { BANSHI: program });
// Once more in short, so that the last lines of a long log say what failed.
if (existsSync(failures)) console.log(`\n${readFileSync(failures, "utf8")}`);
process.exit(status);
