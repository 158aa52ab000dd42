package prove

import "testing"

// TestCoverage measures the example district, and holds that Trace and the list of conditions name the
// same rules: a condition that no test sees in any way would be a name that only one of them knows. The
// tests of the examples see every condition in every way in which it can be.
func TestCoverage(t *testing.T) {
	p := openNanhai(t)
	var list []Coverage
	for _, item := range p.Catalogue.Spec.Items {
		results := p.Item(item.ID.S)
		if len(results) == 0 {
			continue
		}
		c, err := Measure(item.ID.S, p.Catalogue.Program(item.ID.S, "zh-Hans"), results)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, c)
		for _, r := range c.Rules {
			if r.True+r.False+r.Unknown == 0 {
				t.Errorf("%s: never asked: %s", c.Item, r.Rule)
			} else if len(r.Missing()) > 0 {
				t.Errorf("%s: %s not seen %v: write a test, or simplify the rule", c.Item, r.Rule, r.Missing())
			}
		}
	}
	percent, seen, all := Percent(list)
	t.Logf("%.1f%% (%d/%d)", percent, seen, all)
}
