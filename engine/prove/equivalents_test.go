package prove

import (
	"strings"
	"testing"

	"banshi/engine/spec"
)

// TestEquivalents holds that the list of equivalents can't grow old: what is no mutant, what a test
// notices, what is named twice and what is too much are errors.
func TestEquivalents(t *testing.T) {
	mutants := func() []Mutant {
		out := []Mutant{{Rule: "a.that", Kind: "constant", Change: "1 → 2"}, {Rule: "b.that", Kind: "constant", Change: "1 → 2", Killed: "a test"}}
		for len(out) < 40 {
			out = append(out, Mutant{Rule: "c.that", Kind: "constant", Change: strings.Repeat("x", len(out)), Killed: "a test"})
		}
		return out
	}
	for name, c := range map[string]struct {
		named []string
		want  string
	}{
		"fine":       {[]string{"a.that constant: 1 → 2"}, ""},
		"none":       {[]string{"z.that constant: 1 → 2"}, "没有叫“"},
		"noticed":    {[]string{"b.that constant: 1 → 2"}, "测试“a test”发现了"},
		"twice":      {[]string{"a.that constant: 1 → 2", "a.that constant: 1 → 2"}, "写了两次"},
		"gone stale": {[]string{"a.that constant: 1 → 3"}, "没有叫“"},
	} {
		p := openNanhai(t)
		tests := &spec.Tests{Item: spec.Word{S: "x"}}
		for _, n := range c.named {
			tests.Equivalents = append(tests.Equivalents, spec.Equivalent{Mutant: spec.Text{S: n}, Reason: spec.Text{S: "why"}})
		}
		p.Catalogue.Spec.Tests = append(p.Catalogue.Spec.Tests, tests)
		list := mutants()
		err := p.judgeEquivalents("x", "", list)
		if c.want == "" && (err != nil || list[0].Survived() || list[0].Equivalent != "why") {
			t.Errorf("%s: %v, %+v", name, err, list[0])
		}
		if c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if err := p.judgeEquivalents("x", "", mutants()[:20]); c.want == "" && (err == nil || !strings.Contains(err.Error(), "超过百分之 3")) {
			t.Errorf("%s: 1 of 20: %v", name, err)
		}
	}
}
