package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"banshi/engine/prove"
)

func runTest(c *call, args []string) int {
	f := c.flags()
	asJSON := f.Bool("json", false, "")
	least := f.Int("min-coverage", 0, "")
	coverage := f.Bool("coverage", false, "")
	mutate := f.Bool("mutate", false, "")
	mutant := f.String("mutant", "", "")
	boundary := f.Bool("boundary", false, "")
	in := f.String("in", "", "")
	words, code, ok := c.parse(f, args)
	if !ok {
		return code
	}
	if *least < 0 || *least > 100 {
		return c.wrong("bad-percent", *least)
	}
	if *in == "" && len(words) > 0 {
		*in, words = words[0], words[1:]
	}
	if *in == "" || len(words) > 1 {
		return c.wrong("want-dir")
	}
	item := strings.Join(words, "")
	p, code, ok := c.sound(*in, item)
	if !ok {
		return code
	}
	items := itemsOf(p, item)
	if *mutate || *mutant != "" {
		return c.mutate(p, items, *mutant, *asJSON)
	}
	var all []*prove.Result
	var covered []prove.Coverage
	var edges []prove.Edge
	for _, item := range items {
		results := p.Item(item)
		all = append(all, results...)
		if len(results) == 0 {
			continue
		}
		one, err := prove.Measure(item, p.Catalogue.Program(item, c.language()), results)
		if err != nil {
			panic(err)
		}
		covered = append(covered, one)
		if *boundary {
			more, err := prove.Edges(results)
			if err != nil {
				panic(err)
			}
			edges = append(edges, more...)
		}
	}
	if len(all) == 0 {
		fmt.Fprintln(c.stderr, "banshi: "+c.say("no-tests"))
		return exitFaults
	}
	code = c.report(all, covered, edges, *asJSON, *coverage)
	if percent, _, _ := prove.Percent(covered); *least > 0 && percent < float64(*least) {
		fmt.Fprintf(c.stderr, "banshi: "+c.say("too-low")+"\n", *least)
		return exitFaults
	}
	return code
}

// itemsOf are the one named, or all.
func itemsOf(p *prove.Prover, named string) []string {
	if named != "" {
		return []string{named}
	}
	var all []string
	for _, i := range p.Catalogue.Spec.Items {
		all = append(all, i.ID.S)
	}
	return all
}

// report writes what came of the tests, how well they cover the conditions, and the edges asked for.
func (c *call) report(results []*prove.Result, covered []prove.Coverage, edges []prove.Edge, asJSON, unseen bool) int {
	if asJSON {
		c.json(map[string]any{"tests": results, "coverage": covered, "edges": edges})
	} else {
		for _, e := range edges {
			fmt.Fprintf(c.stdout, "%s\t%s\t%s=%s\t%s\t%s\n", e.Rule, e.Where, e.Varied, e.Value, e.Result, e.Verdict)
		}
		if unseen {
			c.unseen(covered)
		}
		fmt.Fprint(c.stdout, prove.Text(results))
		percent, seen, all := prove.Percent(covered)
		fmt.Fprintf(c.stdout, c.say("coverage")+"\n", percent, seen, all)
	}
	for _, r := range results {
		if !r.Passed() {
			return exitFaults
		}
	}
	return exitFine
}

func (c *call) unseen(covered []prove.Coverage) {
	fmt.Fprintln(c.stdout, c.say("unseen"))
	for _, item := range covered {
		for _, r := range item.Rules {
			if missing := r.Missing(); len(missing) > 0 {
				fmt.Fprintf(c.stdout, "  %s %s: %s\n", item.Item, r.Rule, strings.Join(missing, " "))
			}
		}
	}
}

func (c *call) json(v any) {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		panic(err)
	}
	fmt.Fprintf(c.stdout, "%s\n", data)
}
