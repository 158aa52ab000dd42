package runtime

import (
	"context"

	"banshi/engine/eval"
	"banshi/runtime/base/actor"
)

// The built-in sources: what this holder applied for before, and what the person typed before.
const (
	earlierCases = "cases"
	profile      = "profile"
)

// earlier answers the built-in source of earlier cases. Only the applicant's own are known by number.
func (h *hall) earlier(ctx context.Context, s subject, f Fact, own string) Fact {
	f.From = "办件库"
	if f.Key != own || s.holder == "" {
		f.Why = "unproven" // somebody else's cases are nobody's business; that there are none would be a lie
		return f
	}
	cases, err := h.Store.CasesOf(ctx, "", s.holder)
	if err != nil {
		f.Status, f.Why = eval.Down, "unreachable"
		return f
	}
	f.Status = eval.HasRecords
	for _, c := range cases {
		if c.Number == s.mends {
			continue
		}
		day := c.Submitted.In(h.Zone).Format("2006-01-02")
		f.Records = append(f.Records, eval.Record{ID: c.Number, At: day, Cells: map[string]any{
			"item": c.Item, "status": earlierStatus(c.State), "submitted": day, "number": c.Number,
		}})
	}
	return f
}

// Earlier is how many cases of a holder the rules saw. Whoever writes a new one counts again: of two that are handed in at once
// the rules of neither have seen the other.
type Earlier struct {
	Holder string
	Cases  int
}

// earlierOf is what the rules saw of earlier cases; nil: they didn't look, or the built-in source did not tell.
func earlierOf(facts Facts, holder string) *Earlier {
	for _, f := range facts {
		if f.Source == earlierCases && f.Status == eval.HasRecords {
			return &Earlier{Holder: holder, Cases: len(f.Records)}
		}
	}
	return nil
}

func earlierStatus(s actor.State) string {
	switch s {
	case actor.DecidedYes, actor.DecidedPartial, actor.Paying, actor.Issued, actor.Delivering, actor.Done, actor.Archived:
		return "granted"
	case actor.DecidedNo, actor.RejectedIntake:
		return "refused"
	case actor.Withdrawn, actor.Transferred:
		return "withdrawn"
	}
	return "open"
}
