package runtime

import (
	"banshi/engine/eval"
	"banshi/engine/plan"
)

// Tally is how much of a case the system has settled by itself, and how much a person must look at.
type Tally struct {
	Held int // conditions that hold
	Open int // conditions that do not, or are not decided; promises; what the definition tells people to look at
}

// tallyOf counts the checks that apply to a case, as the workbench lists them.
func tallyOf(p *plan.Plan, s *eval.State) Tally {
	var t Tally
	for _, r := range p.Rules {
		switch s.Rules[r.ID].Result {
		case "", "off":
		case "true":
			t.Held++
		default:
			t.Open++
		}
	}
	t.Open += len(s.Review)
	for _, m := range s.Materials {
		if m.State == "promised" {
			t.Open++
		}
	}
	for _, f := range p.Fields {
		if f.Point != nil && s.Fields["form."+f.ID].Shown {
			t.Open++
		}
	}
	return t
}
