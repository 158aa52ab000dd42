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
				return fmt.Errorf("%s:%d: 没有叫“%s”的改法：删掉，或者照 --mutate 列的写", e.Pos.File, e.Pos.Line, e.Mutant.S)
			case mutants[i].Killed != "" || mutants[i].Broken:
				return fmt.Errorf("%s:%d: “%s”不是改了也一样：测试“%s”发现了，删掉它", e.Pos.File, e.Pos.Line, e.Mutant.S, mutants[i].Killed)
			case mutants[i].Equivalent != "":
				return fmt.Errorf("%s:%d: “%s”写了两次", e.Pos.File, e.Pos.Line, e.Mutant.S)
			}
			mutants[i].Equivalent = e.Reason.S
			named++
		}
	}
	if only == "" && named*100 > len(mutants)*mostEquivalents {
		return fmt.Errorf("%s 说改了也一样的有 %d 处（共 %d 处），超过百分之 %d：补测试，或者把规则写简单些", item, named, len(mutants), mostEquivalents)
	}
	return nil
}
