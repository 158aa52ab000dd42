package catalog

import (
	"fmt"

	"banshi/engine/eval"
	"banshi/engine/plan"
)

// Card is an item in a list. Whatever it says about visits, days, fee and materials is evaluated, for
// somebody of whom nothing is known yet; nobody types it.
type Card struct {
	ID          string
	Name        string
	AlsoKnownAs []string
	Department  plan.Named
	Type        string
	Mode        string      // of handling; "" where nothing is handled
	Applicants  []string    // person, organisation
	Entry       *plan.Entry // nil: it is applied for here
	Visits      eval.Range
	Promised    string // 5wd, 7d, 2mo; "" where there is none, or where it depends on answers
	Fee         string // 元; "" where nothing is said, or where it depends on answers
	Instant     bool   // may be decided at once
	Batch       bool   // handed in between two days
	Materials   int    // how many may be asked for at most
}

// notNeeded is the state of a material that nobody has to give.
const notNeeded = "not_needed"

// cardOf evaluates a program without answers, once for each kind of applicant, and joins the results.
func cardOf(p *eval.Program, today string) (Card, error) {
	d := p.Plan()
	c := Card{ID: d.ID, Name: d.Name, AlsoKnownAs: d.AlsoKnownAs, Department: d.Department, Type: d.Type, Mode: d.Mode,
		Applicants: d.Applicants, Entry: d.Entry, Instant: d.Instant != nil && !d.Instant.IsConst(false), Batch: d.Batch != nil}
	for i, kind := range d.Applicants {
		state, err := p.Evaluate(eval.Input{Today: today, Applicant: eval.Applicant{Kind: kind}})
		if err != nil {
			return Card{}, fmt.Errorf("catalog: card of %s: %w", d.ID, err)
		}
		promised, fee := "", ""
		if state.Limit != nil {
			promised = state.Limit.Promised
		}
		if state.Fee != nil {
			fee = state.Fee.Amount
		}
		n := asked(d, state)
		if i == 0 {
			c.Visits, c.Promised, c.Fee, c.Materials = state.Visits, promised, fee, n
			continue
		}
		c.Visits.Min, c.Visits.Max = min(c.Visits.Min, state.Visits.Min), max(c.Visits.Max, state.Visits.Max)
		c.Materials = max(c.Materials, n)
		if promised != c.Promised {
			c.Promised = ""
		}
		if fee != c.Fee {
			c.Fee = ""
		}
	}
	return c, nil
}

// asked counts the materials that are or may yet be needed. One that is asked for each row of a table
// counts once, though there are no rows yet.
func asked(d *plan.Plan, state *eval.State) int {
	n := 0
	for _, m := range d.Materials {
		if s, ok := state.Materials[m.ID]; !ok || s.State != notNeeded {
			n++
		}
	}
	return n
}
