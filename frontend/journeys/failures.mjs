// A reporter for node --test that tells failures alone, and what is known to be wrong, a few lines each: the test's name, what was said, and where.

const most = 6; // lines of one message

/** Where in our own files: the place that said so, and the line of the test that led there. */
function placesOf(stack) {
  const places = [];
  for (const line of stack.split("\n")) {
    const at = /\(?([^\s()]+\.tsx?:\d+):\d+\)?$/.exec(line.trim())?.[1];
    if (at && !at.includes("node_modules")) places.push(at.replace("file://", "").replace(`${process.cwd()}/`, ""));
  }
  return [...new Set([places[0], places.find((p) => p.includes(".test.ts"))])].filter(Boolean).join(", from ");
}

export default async function* failures(events) {
  const parents = [];
  for await (const { type, data } of events) {
    if (type === "test:start") parents[data.nesting] = data.name;
    if (type !== "test:fail" || data.skip !== undefined) continue;
    if (data.todo !== undefined) {
      yield `KNOWN, no failure: ${data.name}${typeof data.todo === "string" ? ` (${data.todo})` : ""}\n`;
      continue;
    }
    const error = data.details?.error;
    if (error?.failureType === "subtestsFailed") continue; // they have told it themselves
    const cause = error?.cause instanceof Error ? error.cause : error;
    const said = String(cause?.message ?? cause ?? error?.message ?? "failed").replace(/\x1b\[\d+m/g, "").split("\n").filter((l) => l.trim());
    const place = placesOf(String(cause?.stack ?? "")) || placesOf(String(error?.stack ?? ""));
    yield `FAILED ${[...parents.slice(0, data.nesting), data.name].join(" > ")}\n`;
    for (const line of said.slice(0, most)) yield `    ${line}\n`;
    if (said.length > most) yield `    … ${said.length - most} more lines above\n`;
    if (place) yield `    at ${place}\n`;
  }
}
