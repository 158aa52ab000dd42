package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"banshi/engine"
	"banshi/engine/prove"
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
		{"new", "DIR ITEM", "new", runNew},
		{"check", "[--strict] [--json] DIR", "check", runCheck},
		{"test", "[--min-coverage N] [--coverage] [--boundary] [--mutate] [--mutant TEXT] [--json] DIR [ITEM]", "test", runTest},
		{"serve", "[--catalog DIR] [--data DIR] [--addr HOST:PORT] [--production] [--source NAME=URL] [--verbose]", "serve", runServe},
		{"verify", "[--data DIR] [--kept PLACE:HASH]", "verify", runVerify},
		{"standin", "source [--dir DIR] [--only NAME,…] [--addr HOST:PORT]", "standin", runStandin},
		{"eval", "[--in DIR] ITEM --as WHO [--user WHO] [--acts-as HOW] [--on DATE] [--answers FILE] [--submit]", "eval", runEval},
		{"explain", "[--in DIR] ITEM --as WHO [--user WHO] [--acts-as HOW] [--on DATE] [--answers FILE] [--submit] [--json] [PATH]", "explain", runExplain},
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
	b.WriteString(c.say("codes") + "\n")
	return b.String()
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

// flags makes the flag set of a verb; parse reads it, flags and words in any order.
func (c *call) flags() *flag.FlagSet {
	f := flag.NewFlagSet(c.verb.name, flag.ContinueOnError)
	f.SetOutput(io.Discard)
	return f
}

func (c *call) parse(f *flag.FlagSet, args []string) (words []string, code int, ok bool) {
	for {
		if err := f.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				fmt.Fprintf(c.stdout, "banshi %s %s\n    %s\n", c.verb.name, c.verb.args, c.say("verb-"+c.verb.key))
				return nil, exitFine, false
			}
			return nil, c.wrong("bad-flag", err), false
		}
		rest := f.Args()
		if len(rest) == 0 {
			return words, exitFine, true
		}
		words = append(words, rest[0])
		args = rest[1:]
	}
}

// open loads a catalogue's folder.
func (c *call) open(dir string) (*engine.Catalogue, fs.FS, int, bool) {
	info, err := os.Stat(dir)
	if err != nil || !info.IsDir() {
		return nil, nil, c.wrong("no-dir", dir), false
	}
	fsys := os.DirFS(dir)
	return engine.Open(fsys), fsys, exitFine, true
}

// sound is open for verbs that need definitions without errors: all, or one item and what it is made
// from, whatever is wrong with others. It comes with the shared data.
func (c *call) sound(dir, item string) (*prove.Prover, int, bool) {
	cat, fsys, code, ok := c.open(dir)
	if !ok {
		return nil, code, false
	}
	if cat.Faults.HasErrors() && (item == "" || cat.Stopped() || !cat.Sound(item)) {
		fmt.Fprint(c.stdout, cat.Faults.Text(cat.Sources, c.language()))
		fmt.Fprintln(c.stderr, "banshi: "+c.say("mend-first"))
		return nil, exitFaults, false
	}
	p, err := prove.Open(cat, fsys)
	if err != nil {
		fmt.Fprintf(c.stderr, "banshi: %v\n", err)
		return nil, exitFaults, false
	}
	return p, exitFine, true
}
