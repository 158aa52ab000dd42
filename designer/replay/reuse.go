package replay

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/tell"
)

// Why a paper was asked for, besides how its rules came out.
const (
	NoRule = "no_rule" // nothing may stand in for it
	Anyway = "anyway"  // it was brought although a record stands in for it
)

// Reuse is how the reuse rules of an item did over past cases.
type Reuse struct {
	Cases  int        `json:"cases"`
	Failed int        `json:"failed,omitempty"`
	Papers []PaperUse `json:"papers"` // in the order of the definition

	known int // how many of them the newest version has
}

// PaperUse is one material. Waived and Asked are applications (of one that is asked for each row: rows) in which
// it belonged to the application; the reasons add up to Asked.
type PaperUse struct {
	Material string         `json:"material"`
	Waived   int            `json:"waived"`
	Asked    int            `json:"asked"`
	By       map[string]int `json:"by"` // waived, by source or licence
	Reasons  []NotWaived    `json:"reasons"`
}

// NotWaived is why a paper was asked for all the same: of the ways of not asking the one that came furthest.
type NotWaived struct {
	Outcome string   `json:"outcome"`           // see eval.Tried; no_rule
	Records string   `json:"records,omitempty"` // id of the source or licence
	Clause  string   `json:"clause,omitempty"`  // the first part of the condition that did not hold
	Count   int      `json:"count"`
	Cases   []string `json:"cases"` // numbers, at most MostCases
}

// MostCases is how many cases are named with a reason.
const MostCases = 200

// Programs gives the item by the number of a version.
type Programs func(version int) (*eval.Program, error)

// Uses tells how the reuse rules of an item did: each case is evaluated as it was handed in, by the version by
// which it was, so that the numbers are those of the cases themselves. Papers that the newest version does not
// have come last. The result does not hang on the order of the cases.
func Uses(newest *eval.Program, of Programs, cases iter.Seq2[Case, error]) (Reuse, error) {
	out, tellers := Reuse{}, map[int]*tell.Teller{}
	for _, m := range newest.Plan().Materials {
		out.Papers = append(out.Papers, PaperUse{Material: m.ID, By: map[string]int{}})
	}
	out.known = len(out.Papers)
	for c, err := range cases {
		if err != nil {
			return out, fmt.Errorf("replay: %w", err)
		}
		prog, err := of(c.Version)
		if err != nil {
			return out, fmt.Errorf("replay: version %d: %w", c.Version, err)
		}
		if tellers[c.Version] == nil {
			tellers[c.Version] = tell.New(prog.Plan())
		}
		if out.Cases++; c.Bad != nil {
			out.Failed++
			continue
		}
		if err := out.add(prog, tellers[c.Version], c); err != nil {
			out.Failed++
		}
	}
	out.finish()
	return out, nil
}

func (u *Reuse) add(prog *eval.Program, teller *tell.Teller, c Case) error {
	s, err := prog.Open(c.Input)
	if err != nil {
		return err
	}
	furthest := map[string]eval.Tried{}
	s.Reuses(func(t eval.Tried) {
		if was, ok := furthest[t.Material]; !ok || t.Further(was) {
			furthest[t.Material] = t
		}
	})
	for path, m := range s.State().Materials {
		id, _, _ := strings.Cut(path, "[")
		p := u.paper(id)
		switch m.State {
		case "reused":
			p.Waived++
			p.By[furthest[path].Records]++
		case "not_needed", "made":
		default:
			p.Asked++
			p.because(reasonOf(teller, furthest, path), c.Number)
		}
	}
	return nil
}

func (u *Reuse) paper(id string) *PaperUse {
	for i := range u.Papers {
		if u.Papers[i].Material == id {
			return &u.Papers[i]
		}
	}
	u.Papers = append(u.Papers, PaperUse{Material: id, By: map[string]int{}})
	return &u.Papers[len(u.Papers)-1]
}

func reasonOf(teller *tell.Teller, furthest map[string]eval.Tried, path string) NotWaived {
	t, ok := furthest[path]
	if !ok {
		return NotWaived{Outcome: NoRule}
	}
	r := NotWaived{Outcome: t.Outcome, Records: t.Records}
	if t.Outcome == eval.TriedReused {
		r.Outcome = Anyway
	}
	if t.Outcome == eval.TriedCondition && t.Site != nil {
		for _, b := range teller.Condition(t.Site).Because {
			if b.Result != "true" {
				r.Clause = b.Text
				break
			}
		}
	}
	return r
}

func (p *PaperUse) because(r NotWaived, number string) {
	i := slices.IndexFunc(p.Reasons, func(o NotWaived) bool {
		return o.Outcome == r.Outcome && o.Records == r.Records && o.Clause == r.Clause
	})
	if i < 0 {
		i = len(p.Reasons)
		p.Reasons = append(p.Reasons, r)
	}
	p.Reasons[i].Count++
	p.Reasons[i].Cases = append(p.Reasons[i].Cases, number)
}

// finish puts reasons and the cases named with them into an order of their own.
func (u *Reuse) finish() {
	slices.SortStableFunc(u.Papers[u.known:], func(a, b PaperUse) int { return cmp.Compare(a.Material, b.Material) })
	for i := range u.Papers {
		list := u.Papers[i].Reasons
		for j := range list {
			slices.Sort(list[j].Cases)
			list[j].Cases = slices.Clip(list[j].Cases[:min(len(list[j].Cases), MostCases)])
		}
		slices.SortFunc(list, func(a, b NotWaived) int {
			return cmp.Or(b.Count-a.Count, cmp.Compare(a.Outcome, b.Outcome), cmp.Compare(a.Records, b.Records), cmp.Compare(a.Clause, b.Clause))
		})
	}
}
