package prove

import (
	"fmt"
	"os"
	"slices"
	"testing"
)

// sampled are the items whose rules are broken at SCALE=ci: one of each size. SCALE=full takes all.
var sampled = []string{"elder_allowance", "enterprise_investment_filing"}

// TestFigures prints how much of the example district its tests see, and how much of what is broken
// they notice. It runs only where figures are asked for.
func TestFigures(t *testing.T) {
	if os.Getenv("FIGURES") == "" {
		t.Skip("FIGURES is not set; make figures sets it")
	}
	p := openNanhai(t)
	var covered []Coverage
	noticed, mutants := 0, 0
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
		if os.Getenv("SCALE") != "full" && !slices.Contains(sampled, id) {
			continue
		}
		list, err := p.Mutate(id, "")
		if err != nil {
			t.Fatal(err)
		}
		mutants += len(list)
		for _, m := range list {
			if !m.Survived() {
				noticed++
			}
		}
	}
	percent, _, cells := Percent(covered)
	fmt.Printf("figure coverage_pct %.1f %%\n", percent)
	fmt.Printf("figure coverage_cells %d cells\n", cells)
	fmt.Printf("figure mutation_pct %.1f %%\n", 100*float64(noticed)/float64(max(mutants, 1)))
	fmt.Printf("figure mutants %d mutants\n", mutants)
}
