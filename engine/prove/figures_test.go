package prove

import (
	"fmt"
	"os"
	"testing"
)

// TestFigures prints how much of the example district its tests see, and how much of what is broken
// they notice, over all its items: that takes half a minute. It runs only where figures are asked for.
func TestFigures(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("FIGURES is not set; make figures sets it")
	}
	p := openNanhai(t)
	var covered []Coverage
	var mutants []Mutant
	for _, item := range p.Catalogue.Spec.Items {
		id := item.ID.S
		results := p.Item(id)
		if len(results) == 0 {
			continue
		}
		c, err := Measure(id, p.Catalogue.Program(id, "zh-Hans"), results)
		if err != nil {
			t.Fatal(err)
		}
		covered = append(covered, c)
		list, err := p.Mutate(id, "")
		if err != nil {
			t.Fatal(err)
		}
		s := ScoreOf(list)
		t.Logf("%s: %d mutants, %d noticed, %d equivalent", id, s.Mutants, s.Noticed, s.Equivalent)
		mutants = append(mutants, list...)
	}
	percent, seen, cells := Percent(covered)
	score := ScoreOf(mutants)
	fmt.Printf("figure coverage_pct %.1f %%\n", percent)
	fmt.Printf("figure coverage_cells %d cells\n", cells)
	fmt.Printf("figure coverage_seen %d cells\n", seen)
	fmt.Printf("figure mutation_pct %.1f %%\n", score.Percent())
	fmt.Printf("figure mutants %d mutants\n", score.Mutants)
	fmt.Printf("figure mutants_noticed %d mutants\n", score.Noticed)
	fmt.Printf("figure mutants_equivalent %d mutants\n", score.Equivalent)
}
