package tell_test

import (
	"strings"
	"testing"

	"banshi/engine/expr"
	"banshi/engine/rows"
	"banshi/engine/tell"
)

// holdClauses holds that the clauses of a rule are its sentence, that each says a part of the text, and that
// every item of the rule's rows that is said by itself is said.
func holdClauses(t *testing.T, teller *tell.Teller, path string, n *expr.Node, text string) []tell.Clause {
	t.Helper()
	clauses := teller.Clauses(path, n, text)
	said := ""
	for _, c := range clauses {
		said += c.Text
		if _, err := rows.Parse(c.Of(text)); err != nil {
			t.Errorf("%s: %q says %q, which is no part of the rule", text, c.Text, c.Of(text))
		}
	}
	if want := teller.Sentence(path, n); said != want {
		t.Errorf("%s\n clauses  %s\n sentence %s", text, said, want)
	}
	root, err := rows.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range root.Condition().Items {
		found := false
		for _, c := range clauses {
			found = found || item.Node.Outer.Holds(c.Span)
		}
		if !found {
			t.Errorf("%s: nothing says %q", text, item.Node.Outer.Of(text))
		}
	}
	return clauses
}

// TestClauses holds which words say which part of a rule.
func TestClauses(t *testing.T) {
	p := openNanhai(t)
	tried := 0
	for _, item := range p.Catalogue.Spec.Items {
		for _, language := range []string{"zh-Hans", "en"} {
			plan := p.Catalogue.Plan(item.ID.S, language)
			teller := tell.New(plan)
			for i := range item.Eligibility {
				for _, r := range plan.Rules {
					if r.ID == item.Eligibility[i].ID.S && r.That != nil && item.Eligibility[i].That.Set() {
						holdClauses(t, teller, "eligibility."+r.ID+".that", r.That, item.Eligibility[i].That.S)
						tried++
					}
				}
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d rules were found", tried)
	}
}

// shownClauses writes clauses so that one sees what says what.
func shownClauses(text string, clauses []tell.Clause) string {
	var out []string
	for _, c := range clauses {
		out = append(out, c.Text+"〔"+c.Of(text)+"〕")
	}
	return strings.Join(out, " ")
}
