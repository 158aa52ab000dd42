package prove

import (
	"maps"
	"testing"

	"banshi/engine/eval"
)

// TestNeverUnknown tries to refute every proof that a condition can't be unknown: each test of the
// example district once more as a draft, with every answer left out in turn, with no answer at all, and
// with every source down in turn.
func TestNeverUnknown(t *testing.T) {
	p := openNanhai(t)
	proved, tried := 0, 0
	for _, item := range p.Catalogue.Spec.Items {
		id := item.ID.S
		results := p.Item(id)
		if len(results) == 0 {
			continue
		}
		possible, guards := newPossibilities(p.Catalogue.Program(id, "").Plan()), guardsOf(p.Catalogue.Program(id, "").Plan())
		never := map[string]bool{}
		for _, c := range conditions(p.Catalogue.Program(id, "").Plan()) {
			if never[c.path] = !possible.canBeUnknown(c.node, guards(c.path)); never[c.path] {
				proved++
			}
		}
		for i, r := range results {
			if i%4 != 0 || r.Run == nil {
				continue
			}
			for _, run := range harder(r.Run) {
				tried++
				out, err := run.Evaluate()
				if err != nil {
					t.Fatal(err)
				}
				s, err := run.Program.Open(out.Input)
				if err != nil {
					t.Fatal(err)
				}
				s.Trace(func(at *eval.Site) {
					if never[at.Rule] && at.Value.IsUnknown() {
						t.Errorf("%s: %s is unknown in a case made from %q, and was proved never to be", id, at.Path, r.Name)
					}
				})
			}
		}
	}
	t.Logf("%d conditions proved never unknown, %d cases", proved, tried)
	if proved == 0 || tried < 1000 {
		t.Error("too little was tried")
	}
}

// harder are cases in which less is known.
func harder(r *Run) []*Run {
	draft := *r
	draft.Input.Submit = false
	blank := draft
	blank.Input.Answers = nil
	out := []*Run{&draft, &blank}
	for _, id := range keys(r.Input.Answers) {
		one := draft
		one.Input.Answers = maps.Clone(r.Input.Answers)
		delete(one.Input.Answers, id)
		out = append(out, &one)
	}
	for _, source := range keys(r.Program.Plan().Records) {
		for _, base := range []*Run{r, &draft, &blank} {
			one := *base
			one.Down = append([]string{source}, base.Down...)
			out = append(out, &one)
		}
	}
	return out
}

// TestCanBeUnknown holds both answers on conditions that are easy to see through.
func TestCanBeUnknown(t *testing.T) {
	p := openNanhai(t)
	for _, c := range []struct {
		item, path string
		want       bool
	}{
		// The day on which the allowance begins hangs on the register of persons.
		{"elder_allowance", "form.start_date.compute.1.when", true},
		{"elder_allowance", "form.amount.compute.1.when", true},
		// It is asked when the first is decided, and reads the same two days.
		{"elder_allowance", "form.amount.compute.2.when", false},
		// Who sits before the screen is known.
		{"elder_allowance", "form.relation.show", false},
		{"elder_allowance", "form.care_org.show", true},
		{"elder_allowance", "materials.stop_proof.reuse.1.when", true},
		// How one gets the result is chosen from the start; what is filled in from a register is not.
		{"road_freight_permit", "handling.steps.deliver.visit", false},
		{"road_freight_permit", "form.special_equipment_ok.show", true},
	} {
		plan := p.Catalogue.Program(c.item, "").Plan()
		for _, rule := range conditions(plan) {
			if rule.path == c.path && newPossibilities(plan).canBeUnknown(rule.node, guardsOf(plan)(c.path)) != c.want {
				t.Errorf("%s: can be unknown: want %v", c.path, c.want)
			}
		}
	}
}
