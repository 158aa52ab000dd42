package main

import (
	"encoding/json"
	"fmt"

	"banshi/engine/prove"
)

func runTest(c *call, args []string) int {
	f := c.flags()
	asJSON := f.Bool("json", false, "")
	words, code, ok := c.parse(f, args)
	if !ok {
		return code
	}
	if len(words) < 1 || len(words) > 2 {
		return c.wrong("want-dir")
	}
	p, code, ok := c.sound(words[0])
	if !ok {
		return code
	}
	items, code, ok := c.items(p, words[1:])
	if !ok {
		return code
	}
	var results []*prove.Result
	for _, item := range items {
		results = append(results, p.Item(item)...)
	}
	if len(results) == 0 {
		fmt.Fprintln(c.stderr, "banshi: "+c.say("no-tests"))
		return exitFaults
	}
	return c.report(results, *asJSON)
}

// items are those named, or all.
func (c *call) items(p *prove.Prover, named []string) ([]string, int, bool) {
	var all []string
	for _, i := range p.Catalogue.Spec.Items {
		all = append(all, i.ID.S)
	}
	if len(named) == 0 {
		return all, exitFine, true
	}
	if p.Catalogue.Program(named[0], c.language()) == nil {
		return nil, c.wrong("no-item", named[0], all), false
	}
	return named, exitFine, true
}

func (c *call) report(results []*prove.Result, asJSON bool) int {
	if asJSON {
		data, err := json.MarshalIndent(results, "", "  ")
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(c.stdout, "%s\n", data)
	} else {
		fmt.Fprint(c.stdout, prove.Text(results))
	}
	for _, r := range results {
		if !r.Passed() {
			return exitFaults
		}
	}
	return exitFine
}
