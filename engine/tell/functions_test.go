package tell_test

import (
	"strings"
	"testing"

	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/tell"
	"banshi/engine/value"
)

// partOf is a part of a rule that has a type of the table of functions.
func partOf(typ string) *expr.Node {
	switch {
	case strings.HasPrefix(typ, "list<"):
		return &expr.Node{Op: expr.List, Args: []*expr.Node{partOf(strings.TrimSuffix(strings.TrimPrefix(typ, "list<"), ">"))}}
	case typ == "date":
		return &expr.Node{Op: expr.Var, Name: "today"}
	case typ == "period":
		return &expr.Node{Op: "years", Args: []*expr.Node{expr.Literal(value.Int(1))}}
	case typ == "integer" || typ == "number":
		return &expr.Node{Op: expr.Var, Name: "user.level"}
	}
	return &expr.Node{Op: expr.Var, Name: "applicant.name"}
}

// TestFunctions holds that every row of the table of functions has words for each of its signatures, in
// both languages: without them `banshi explain` would say nothing.
func TestFunctions(t *testing.T) {
	for _, f := range expr.Functions() {
		for _, signature := range f.Signatures {
			args, _, _ := strings.Cut(signature, " -> ")
			n := &expr.Node{Op: expr.Op(f.Name)}
			for typ := range strings.SplitSeq(args, ",") {
				n.Args = append(n.Args, partOf(typ))
			}
			for _, language := range []string{"zh-Hans", "en"} {
				said := tell.New(&plan.Plan{Language: language}).Sentence("eligibility.x.that", n)
				if signs.MatchString(said) {
					t.Errorf("%s of %s in %s: %q; write its words in engine/tell/words.go", f.Name, args, language, said)
				}
			}
		}
	}
}
