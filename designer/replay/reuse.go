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

// NoRule is why a paper was asked for that nothing may stand in for.
const NoRule = "no_rule"

// Reuse is how the reuse rules of an item did over past cases.
type Reuse struct {
	Cases  int     `json:"cases"`
	Failed int     `json:"failed,omitempty"`
	Papers []Paper `json:"papers"` // in the order of the definition
}

// Paper is one material. Waived and Asked are applications (of one that is asked for each row: rows) in which
// it belonged to the application; the reasons add up to Asked.
type Paper struct {
	Material string         `json:"material"`
	Waived   int            `json:"waived"`
	Asked    int            `json:"asked"`
	By       map[string]int `json:"by"` // waived, by source or licence
	Reasons  []Reason       `json:"reasons"`
}

// Reason is why a paper was asked for all the same: of the ways of not asking the one that came furthest.
type Reason struct {
	Outcome string   `json:"outcome"`           // see eval.Tried; no_rule
	Records string   `json:"records,omitempty"` // id of the source or licence
	Clause  string   `json:"clause,omitempty"`  // the first part of the condition that did not hold
	Count   int      `json:"count"`
	Cases   []string `json:"cases"` // numbers, at most MostCases
}

// MostCases is how many cases are named with a reason.
const MostCases = 200

// Uses tells how the reuse rules of a definition do over cases. The result does not hang on their order.
func Uses(prog *eval.Program, cases iter.Seq2[Case, error]) (Reuse, error) {
	teller, out := tell.New(prog.Plan()), Reuse{}
	for _, m := range prog.Plan().Materials {
		out.Papers = append(out.Papers, Paper{Material: m.ID, By: map[string]int{}})
	}
	for c, err := range cases {
		if err != nil {
			return out, fmt.Errorf("replay: %w", err)
		}
		out.Cases++
		if err := out.add(prog, teller, c); err != nil {
			out.Failed++
		}
	}
	out.finish()
	return out, nil
}

func (u *Reuse) add(prog *eval.Program, teller *tell.Teller, c Case) error {
	in := c.Input
	in.Given, in.Promised, in.Deferred = nil, nil, nil
	s, err := prog.Open(in)
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
		if p == nil {
			continue
		}
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

func (u *Reuse) paper(id string) *Paper {
	for i := range u.Papers {
		if u.Papers[i].Material == id {
			return &u.Papers[i]
		}
	}
	return nil
}

func reasonOf(teller *tell.Teller, furthest map[string]eval.Tried, path string) Reason {
	t, ok := furthest[path]
	if !ok {
		return Reason{Outcome: NoRule}
	}
	r := Reason{Outcome: t.Outcome, Records: t.Records}
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

func (p *Paper) because(r Reason, number string) {
	i := slices.IndexFunc(p.Reasons, func(o Reason) bool {
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
	for i := range u.Papers {
		list := u.Papers[i].Reasons
		for j := range list {
			slices.Sort(list[j].Cases)
			list[j].Cases = slices.Clip(list[j].Cases[:min(len(list[j].Cases), MostCases)])
		}
		slices.SortFunc(list, func(a, b Reason) int {
			return cmp.Or(b.Count-a.Count, cmp.Compare(a.Outcome, b.Outcome), cmp.Compare(a.Records, b.Records), cmp.Compare(a.Clause, b.Clause))
		})
	}
}
