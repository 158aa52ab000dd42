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

// Run carries out one command line and gives its exit code. env looks up environment variables.
func Run(args []string, stdout, stderr io.Writer, env func(string) string) (code int) {
	c := &call{stdout: stdout, stderr: stderr, env: env}
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(stderr, "banshi: %s: %v\n", c.say("internal"), r)
			code = exitInternal
		}
	}()
	if len(args) == 0 || args[0] == "help" || args[0] == "-h" || args[0] == "--help" {
		fmt.Fprint(stdout, c.usage())
		if len(args) == 0 {
			return exitUsage
		}
		return exitFine
	}
	for _, v := range verbs() {
		if v.name == args[0] {
			c.verb = v
			return v.run(c, args[1:])
		}
	}
	return c.wrong("no-verb", args[0])
}
