package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"

	"banshi/engine/diag"
)

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
				fmt.Fprint(c.stdout, c.help(c.verb))
				return nil, exitFine, false
			}
			return nil, c.badFlag(f, err), false
		}
		rest := f.Args()
		if len(rest) == 0 {
			return words, exitFine, true
		}
		words = append(words, rest[0])
		args = rest[1:]
	}
}

// What package flag says of a bad option; it has no errors to tell apart.
var (
	noSuchFlag = regexp.MustCompile(`^flag provided but not defined: --?(.*)$`)
	noValue    = regexp.MustCompile(`^flag needs an argument: --?(.*)$`)
	badValue   = regexp.MustCompile(`^invalid (?:boolean )?value "([^"]*)" for (?:flag )?--?([^:]*): (.*)$`)
)

// badFlag says in our words what is wrong with an option.
func (c *call) badFlag(f *flag.FlagSet, err error) int {
	text := err.Error()
	if m := noSuchFlag.FindStringSubmatch(text); m != nil {
		var known []string
		f.VisitAll(func(f *flag.Flag) { known = append(known, f.Name) })
		if near, ok := diag.Closest(m[1], known); ok {
			return c.wrong("no-flag-near", m[1], near)
		}
		return c.wrong("no-flag", m[1])
	}
	if m := noValue.FindStringSubmatch(text); m != nil {
		return c.wrong("flag-value", m[1])
	}
	if m := badValue.FindStringSubmatch(text); m != nil {
		why := ""
		if m[3] != "parse error" {
			why = c.say("because") + m[3]
		}
		return c.wrong("flag-unfit", m[2], m[1], why)
	}
	return c.wrong("bad-flag", text)
}
