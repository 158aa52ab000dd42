// Command banshi checks, tests, runs and explains definitions of service items, and serves them.
package main

import (
	"fmt"
	"io"
	"os"
)

// Exit codes.
const (
	exitFine     = 0
	exitFaults   = 1 // faults found; with --strict warnings as well
	exitUsage    = 2 // used wrongly
	exitInternal = 3 // our own fault
)

func main() { os.Exit(Run(os.Args[1:], os.Stdout, os.Stderr, os.Getenv)) }

// Run carries out one command line and gives its exit code. env looks up environment variables. What
// can't be written is our own fault: whoever reads half of a state should know.
func Run(args []string, stdout, stderr io.Writer, env func(string) string) (code int) {
	out := &output{Writer: stdout}
	c := &call{stdout: out, stderr: stderr, env: env}
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(stderr, "banshi: %s: %v\n", c.say("internal"), r)
			code = exitInternal
		} else if out.err != nil {
			fmt.Fprintf(stderr, "banshi: "+c.say("no-write")+"\n", out.err)
			code = exitInternal
		}
	}()
	if len(args) == 0 {
		fmt.Fprint(c.stdout, c.usage())
		return exitUsage
	}
	var names []string
	for _, v := range verbs() {
		if v.name == args[0] {
			c.verb = v
			return v.run(c, args[1:])
		}
		names = append(names, v.name)
	}
	if args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		return c.helpOn(args[1:])
	}
	return c.none("no-verb", args[0], append(names, "help"))
}

// helpOn is `banshi help [VERB]`.
func (c *call) helpOn(words []string) int {
	if len(words) == 0 {
		fmt.Fprint(c.stdout, c.usage())
		return exitFine
	}
	var names []string
	for _, v := range verbs() {
		if v.name == words[0] {
			fmt.Fprint(c.stdout, c.help(v))
			return exitFine
		}
		names = append(names, v.name)
	}
	return c.none("no-verb", words[0], names)
}
