package prove

import "fmt"

// mostEquivalents is the share of an item's mutants, in percent, that may be named as equivalent.
const mostEquivalents = 3

// judgeEquivalents writes the reasons of the equivalents that tests.yaml names into the mutants. One that
// is no mutant, one that a test notices, one named twice, and too many together are errors: the list must
// not grow old or become a way round writing tests.
func (p *Prover) judgeEquivalents(item, only string, mutants []Mutant) error {
	at := map[string]int{}
	for i, m := range mutants {
		at[m.ID()] = i
	}
	named := 0
	for _, t := range p.Catalogue.Spec.Tests {
		if t.Item.S != item {
			continue
		}
		for _, e := range t.Equivalents {
			i, ok := at[e.Mutant.S]
			switch {
			case !ok && only != "":
				continue
			case !ok:
				return fmt.Errorf("%s:%d: no change of the rules is called %q; take it out, or write it as --mutate does", e.Pos.File, e.Pos.Line, e.Mutant.S)
			case mutants[i].Killed != "" || mutants[i].Broken:
				return fmt.Errorf("%s:%d: %q is no equivalent: test %q notices it; take it out", e.Pos.File, e.Pos.Line, e.Mutant.S, mutants[i].Killed)
			case mutants[i].Equivalent != "":
				return fmt.Errorf("%s:%d: %q is named twice", e.Pos.File, e.Pos.Line, e.Mutant.S)
			}
			mutants[i].Equivalent = e.Reason.S
			named++
		}
	}
	if only == "" && named*100 > len(mutants)*mostEquivalents {
		return fmt.Errorf("prove: %s names %d of %d changes as equivalent, more than %d %%: write tests, or simplify the rules", item, named, len(mutants), mostEquivalents)
	}
	return nil
}
