package main

import (
	"fmt"

	"banshi/engine/prove"
)

// mutate breaks the rules of items one by one and lists what no test noticed. Survivors are no fault of
// the definition: they say where a test is missing.
func (c *call) mutate(p *prove.Prover, items []string, asJSON bool) int {
	var all []prove.Mutant
	for _, item := range items {
		list, err := p.Mutate(item)
		if err != nil {
			fmt.Fprintf(c.stderr, "banshi: %v\n", err)
			return exitFaults
		}
		all = append(all, list...)
	}
	if asJSON {
		c.json(all)
		return exitFine
	}
	survived := 0
	for _, m := range all {
		if !m.Survived() {
			continue
		}
		if survived++; survived == 1 {
			fmt.Fprintln(c.stdout, c.say("survivors"))
		}
		fmt.Fprintf(c.stdout, "  %s %s %s: %s\n", m.Item, m.Rule, m.Kind, m.Change)
	}
	percent := 100.0
	if len(all) > 0 {
		percent = 100 * float64(len(all)-survived) / float64(len(all))
	}
	fmt.Fprintf(c.stdout, c.say("mutated")+"\n", len(all), len(all)-survived, percent)
	return exitFine
}
