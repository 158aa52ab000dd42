// Prints the official CEL conformance suite, and the expressions by which cel-go tests its parser and its
// checker, as JSON: one list of cases with their path, in protobuf's JSON form. All of it comes from the
// npm package @bufbuild/cel-spec. Its fourth list, of macros with two names, is left out: it records what
// cel-go says without the extension that has them. Exit code 3: the package isn't installed.
const suites = ["conformance", "parsing", "checking"];
const load = (name) => import(`@bufbuild/cel-spec/testdata/${name}.js`);

let loaded;
try {
  loaded = await Promise.all(suites.map(load));
} catch (e) {
  if (e?.code !== "ERR_MODULE_NOT_FOUND") throw e;
  console.error("@bufbuild/cel-spec is not installed; `npm ci` at the root of the project does that");
  process.exit(3);
}

const cases = [];
function walk(s, path) {
  (s.tests ?? []).forEach((t, i) => {
    const { name, ...original } = t.original;
    // cel-go's own expressions have no name and no value: a type, or an error.
    const judged = s.name === "conformance" || path.startsWith("conformance/") ? {} : { checkOnly: true, type: t.type, error: t.error };
    cases.push({ path: `${path}/${name ?? i}`, ...original, ...judged });
  });
  for (const inner of s.suites ?? []) walk(inner, `${path}/${inner.name}`);
}
for (const { tests } of loaded) walk(tests, tests.name);
process.stdout.write(JSON.stringify(cases));
