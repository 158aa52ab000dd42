package runtime

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/runtime/base/actor"
)

// Handed is what was handed in with the last submission of one case.
type Handed struct {
	Number      string
	Item        string
	ItemVersion int
	Name        string // of the item, at submission
	State       actor.State
	At          time.Time
	Materials   json.RawMessage // path → eval.MaterialState
	Seen        []string        // materials whose originals a clerk compared at the counter
}

// PaperReader finds what somebody gave before.
type PaperReader interface {
	// Handed lists what was handed in in the holder's name, the newest first.
	Handed(ctx context.Context, holder string) ([]Handed, error)
}

// papers answers the built-in source of papers that the applicant gave in earlier cases: those that this
// item asks for, and that a clerk has looked at.
func (h *hall) papers(ctx context.Context, s subject, f Fact, own string) Fact {
	p := s.prog.Plan()
	f.From = p.Records[plan.Papers].Title
	if f.Key != own || s.holder == "" {
		f.Why = "unproven"
		return f
	}
	list, err := h.Store.Handed(ctx, s.holder)
	if err != nil {
		f.Status, f.Why = eval.Down, "unreachable"
		return f
	}
	f.Status = eval.HasRecords
	wanted := wantedPapers(p)
	for _, c := range list {
		if c.Number == s.mends || !looked[c.State] {
			continue
		}
		def, err := h.Definitions.At(ctx, c.Item, c.ItemVersion)
		if err != nil {
			continue // a version that nobody has any more: what its papers were can't be told
		}
		f.Records = append(f.Records, h.papersOf(c, def.Program("zh-Hans").Plan(), wanted)...)
	}
	return f
}

// wantedPapers are the papers that some material of the item may be replaced by.
func wantedPapers(p *plan.Plan) map[string]bool {
	out := map[string]bool{}
	for _, m := range p.Materials {
		for _, r := range m.Reuse {
			if r.Paper != "" {
				out[r.Paper] = true
			}
		}
	}
	return out
}

func (h *hall) papersOf(c Handed, p *plan.Plan, wanted map[string]bool) []eval.Record {
	var states map[string]eval.MaterialState
	if json.Unmarshal(c.Materials, &states) != nil {
		return nil
	}
	day := c.At.In(h.Zone).Format("2006-01-02")
	var out []eval.Record
	for _, m := range p.Materials {
		if paper := p.Paper(m); wanted[paper] && states[m.ID].State == "given" {
			out = append(out, eval.Record{ID: c.Number + "/" + m.ID, At: day, Cells: map[string]any{
				"paper": paper, "given": day, "number": c.Number, "issuer": c.Name, "trust": paperTrust(p, m, c),
			}})
		}
	}
	return out
}

// paperTrust is how far a paper was trusted there: B where a clerk has seen its original, else C, uploaded.
func paperTrust(p *plan.Plan, m *plan.Material, c Handed) string {
	state := c.State
	if slices.Contains(c.Seen, m.ID) {
		return TrustSeen
	}
	if !m.Verify {
		return "C"
	}
	for _, step := range p.Steps {
		if !step.Verify {
			continue
		}
		if step.ID == "receive" && received[state] || granted[state] {
			return "B"
		}
		break
	}
	return "C"
}

func anyOf(of ...[]actor.State) map[actor.State]bool {
	out := map[actor.State]bool{}
	for _, list := range of {
		for _, s := range list {
			out[s] = true
		}
	}
	return out
}

var (
	atWork = []actor.State{actor.Received, actor.Accepted, actor.InReview, actor.JointReview, actor.Special, actor.Suspended, actor.OnsiteVerify}
	ended  = []actor.State{actor.DecidedYes, actor.DecidedPartial, actor.Paying, actor.Issued, actor.Delivering, actor.Done, actor.Archived}
	// looked are the states in which a clerk has looked at the papers and sent none back.
	looked   = anyOf([]actor.State{actor.PrecheckPassed, actor.AwaitingOnsite}, atWork, ended)
	received = anyOf(atWork, ended)
	granted  = anyOf(ended)
)
