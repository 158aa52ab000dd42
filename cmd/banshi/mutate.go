package main

import (
	"fmt"
	"strings"

	"banshi/engine/prove"
)

// mutate breaks the rules of items one by one and lists what no test noticed. Survivors are no fault of
// the definition: they say where a test is missing.
func (c *call) mutate(p *prove.Prover, items []string, only string, asJSON bool) int {
	var all []prove.Mutant
	for _, item := range items {
		list, err := p.Mutate(item, only)
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
	begun := false
	for _, m := range all {
		if !m.Survived() {
			continue
		}
		if !begun {
			fmt.Fprintln(c.stdout, c.say("survivors"))
		}
		begun = true
		fmt.Fprintf(c.stdout, "  %s %s\n", m.Item, m.ID())
		if len(m.Shows) > 0 {
			fmt.Fprintf(c.stdout, "      "+c.say("shows")+"\n", m.Shows[0], strings.Join(m.Shows[1:], "; "))
		}
	}
	s := prove.ScoreOf(all)
	fmt.Fprintf(c.stdout, c.say("mutated")+"\n", s.Mutants, s.Noticed, s.Percent(), s.Equivalent)
	return exitFine
}
