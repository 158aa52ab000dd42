package main

import (
	"fmt"
	"io"
	"strings"
)

// verb is one command. Each stands in a file of its own.
type verb struct {
	name string
	args string // what stands behind it
	key  string // of its message
	run  func(c *call, args []string) int
}

// verbs lists the commands in the order in which one meets them.
func verbs() []verb {
	return []verb{
		{"new", "DIR [ITEM]", "new", runNew},
		{"check", "[--strict] [--fix] [--json] DIR", "check", runCheck},
		{"test", "[--min-coverage N] [--coverage] [--boundary] [--mutate] [--mutant TEXT] [--json] DIR [ITEM]", "test", runTest},
		{"outcomes", "[--csv | --xlsx FILE] [--on DATE] DIR ITEM", "outcomes", runOutcomes},
		{"book", "[--kind guide|handbook] [--out FILE.html|FILE.pdf] [--lang en] DIR ITEM", "book", runBook},
		{"fmt", "[--check] DIR|FILE …", "fmt", runFmt},
		{"diff", "[--json] A B", "diff", runDiff},
		{"export", "DIR ITEM FILE.zip", "export", runExport},
		{"import", "[--replace] DIR FILE.zip", "import", runImport},
		{"list", "[--out FILE.xlsx] DIR [ITEM …] | --import FILE [--write] DIR", "list", runList},
		{"serve", "[--catalog DIR] [--data DIR] [--database URL] [--addr HOST:PORT] [--tls-cert FILE --tls-key FILE] [--proxy ADDRESS,…] [--metrics HOST:PORT] [--production] [--url URL] [--issuer URL --client ID] [--source NAME=URL] [--register NAME=URL] [--external SYSTEM=URL] [--verbose]", "serve", runServe},
		{"staff", "add-admin --account ID --name NAME [--town CODE] | list [--data DIR] [--database URL]", "staff", runStaff},
		{"verify", "[--data DIR] [--database URL] [--kept HEAD|PLACE:HASH] [--key PUBLIC]", "verify", runVerify},
		{"audit", "verify [--kept HEAD|PLACE:HASH] [--key PUBLIC] | head | prove EVENT [--data DIR] [--database URL] | check PROOF --key PUBLIC | key HOST/audit", "audit", runAudit},
		{"backup", "[--data DIR] [--database URL] FILE", "backup", runBackup},
		{"restore", "[--data DIR] [--database URL] [--sum HASH] FILE", "restore", runRestore},
		{"steps", "[--data DIR] [--database URL] [--back FILE]", "steps", runSteps},
		{"standin", "source [--dir DIR] [--only NAME,…] [--addr HOST:PORT] [--slow 5s] [--wrong] [--garbage] | external [--for SYSTEM] [--hall URL] [--addr HOST:PORT]", "standin", runStandin},
		{"push", "[--key FILE | --cert FILE --cert-key FILE] [--to URL] FILE | --new ID [--subject NAME] --sources NAME,… [--data DIR]", "push", runPush},
		{"licences", "import --by ACCOUNT --scans DIR FILE | columns KIND [--data DIR] [--database URL]", "licences", runLicences},
		{"eval", "DIR ITEM --as WHO [--user WHO] [--acts-as HOW] [--on DATE] [--answers FILE] [--submit] [--canonical]", "eval", runEval},
		{"explain", "DIR ITEM --as WHO [--user WHO] [--acts-as HOW] [--on DATE] [--answers FILE] [--submit] [--json] [PATH]", "explain", runExplain},
		{"functions", "", "functions", runFunctions},
		{"schema", "[KIND]", "schema", runSchema},
		{"version", "", "version", runVersion},
	}
}

// call is one run of a command.
type call struct {
	verb           verb
	stdout, stderr io.Writer
	env            func(string) string
}

func (c *call) usage() string {
	var b strings.Builder
	b.WriteString(c.say("usage") + "\n")
	for _, v := range verbs() {
		fmt.Fprintf(&b, "  banshi %s\n      %s\n", strings.TrimSpace(v.name+" "+v.args), c.say("verb-"+v.key))
	}
	b.WriteString(c.say("in") + "\n" + c.say("codes") + "\n")
	return b.String()
}

// help is what `banshi <verb> -h` says.
func (c *call) help(v verb) string {
	text := fmt.Sprintf("banshi %s\n    %s\n", strings.TrimSpace(v.name+" "+v.args), c.say("verb-"+v.key))
	if strings.Contains(v.args, "--answers") {
		text += "    " + c.say("answers") + "\n"
	}
	return text
}

// wrong says how the command was used wrongly.
func (c *call) wrong(key string, args ...any) int {
	fmt.Fprintf(c.stderr, "banshi: "+c.say(key)+"\n", args...)
	if c.verb.name != "" {
		fmt.Fprintf(c.stderr, "  banshi %s %s\n", c.verb.name, c.verb.args)
	} else {
		fmt.Fprintln(c.stderr, "  banshi help")
	}
	return exitUsage
}
