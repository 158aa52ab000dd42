package main

import (
	"fmt"

	"banshi/engine/tell"
)

func runExplain(c *call, args []string) int {
	f := c.flags()
	person := c.personFlags(f)
	asJSON := f.Bool("json", false, "")
	words, code, ok := c.parse(f, args)
	if !ok {
		return code
	}
	if len(words) < 1 || len(words) > 2 {
		return c.wrong("want-item")
	}
	e, code, ok := c.evaluate(person, words[0])
	if !ok {
		return code
	}
	s, err := e.program.Open(e.outcome.Input)
	if err != nil {
		panic(err)
	}
	teller := tell.New(e.program.Plan())
	paths := words[1:]
	if len(paths) == 0 {
		paths = teller.Paths(e.outcome.State)
	}
	var list []tell.Why
	for _, path := range paths {
		w, ok := teller.Why(s, path)
		if !ok {
			return c.wrong("no-path", path)
		}
		list = append(list, w)
	}
	if *asJSON {
		c.json(list)
		return exitFine
	}
	for _, w := range list {
		fmt.Fprint(c.stdout, teller.Text(w))
	}
	return exitFine
}
