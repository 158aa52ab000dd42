package tell_test

import (
	"testing"

	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/tell"
)

// TestFunctions holds that every row of the table of functions has words, in both languages: without them
// `banshi explain` would say nothing.
func TestFunctions(t *testing.T) {
	for _, f := range expr.Functions() {
		n := &expr.Node{Op: expr.Op(f.Name), Args: []*expr.Node{{Op: expr.Var, Name: "today"}}}
		if f.Binary != nil {
			n.Args = append(n.Args, &expr.Node{Op: expr.Var, Name: "applicant.name"})
		}
		for _, language := range []string{"zh-Hans", "en"} {
			said := tell.New(&plan.Plan{Language: language}).Sentence("eligibility.x.that", n)
			if signs.MatchString(said) {
				t.Errorf("%s in %s: %q; write its words in engine/tell/words.go", f.Name, language, said)
			}
		}
	}
}
