package runtime

import (
	"context"
	"time"

	"banshi/engine/eval"
	"banshi/engine/plan"
)

// creditSource is the register of credit tiers (信用等级), and creditCell what it says.
const (
	creditSource = "credit"
	creditCell   = "level"
)

// Credit is the tier of an applicant, as the register said, and what may be done in it.
type Credit struct {
	Tier  string
	Means string    // in the catalogue's words, "" where it has none
	From  string    // title of the register
	At    time.Time // when it was asked
}

// Tiers says what a tier of credit allows; "" where the catalogue doesn't.
type Tiers interface {
	Tier(ctx context.Context, id, language string) (means string, err error)
}

// creditOf finds the applicant's own tier among the facts of an item that asks for it; false where it doesn't, or
// nothing is known. At submission every register is asked anew, this one, too.
func creditOf(p *plan.Plan, facts Facts, applicant string) (Credit, bool) {
	if r := p.Records[creditSource]; r == nil || r.Licence || applicant == "" {
		return Credit{}, false
	}
	for _, f := range facts {
		if f.Source != creditSource || f.Key != applicant || f.Status != eval.HasRecords || len(f.Records) == 0 {
			continue
		}
		tier, _ := f.Records[0].Cells[creditCell].(string)
		return Credit{Tier: tier, From: f.From, At: f.At}, tier != ""
	}
	return Credit{}, false
}

// credit is the same with what it means.
func (h *hall) credit(ctx context.Context, o *opened) *Credit {
	c, ok := creditOf(o.plan, o.app.Facts, o.app.Applicant.No)
	if !ok {
		return nil
	}
	if h.Tiers != nil {
		means, err := h.Tiers.Tier(ctx, c.Tier, o.plan.Language)
		if err != nil {
			h.Log.Error("what a tier of credit means", "error", err)
		}
		c.Means = means
	}
	return &c
}
