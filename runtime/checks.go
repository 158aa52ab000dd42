package runtime

import (
	"slices"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/plan"
	"banshi/runtime/base/fault"
)

// Check is one thing to know about a case before it is passed: a condition, what could not be decided,
// a promise, or what the definition tells people to look at (审查要点).
type Check struct {
	ID   string // rule.<id>, review.<name>, promise.<material>, point.<field>
	Open bool   // the system has not settled it: a person comes to a finding
}

// Finding is what a person found about an open check.
type Finding string

// The findings.
const (
	Fits    Finding = "fits"    // 相符
	Differs Finding = "differs" // 不相符
)

// checksOf lists the checks that apply to a case in pre-examination. frontend/workbench/model/checks.ts
// lists the same ones, with words and links.
func checksOf(p *plan.Plan, s *eval.State) []Check {
	var out []Check
	for _, r := range p.Rules {
		switch s.Rules[r.ID].Result {
		case "", "off":
		case "true":
			out = append(out, Check{ID: "rule." + r.ID})
		default:
			out = append(out, Check{ID: "rule." + r.ID, Open: true})
		}
	}
	for _, name := range s.Review {
		out = append(out, Check{ID: "review." + name, Open: true})
	}
	for path, m := range s.Materials {
		if m.State == "promised" {
			out = append(out, Check{ID: "promise." + path, Open: true})
		}
	}
	for _, f := range p.Fields {
		if f.Point != nil && f.Step == precheckStep && s.Fields["form."+f.ID].Shown {
			out = append(out, Check{ID: "point." + f.ID, Open: true})
		}
	}
	slices.SortFunc(out, func(a, b Check) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// Tally is how much of a case the system has settled by itself, and how much a person must look at.
type Tally struct{ Held, Open int }

func tallyOf(p *plan.Plan, s *eval.State) Tally {
	var t Tally
	for _, c := range checksOf(p, s) {
		if c.Open {
			t.Open++
		} else {
			t.Held++
		}
	}
	return t
}

// checkFindings holds an order against the checks of the case: findings are about open ones, a case
// passes once each has its finding, and against a finding only with a reason. Codes: invalid.
func checkFindings(o Prechecking, checks []Check) error {
	var faults []fault.Field
	left, differs := 0, 0
	for _, c := range checks {
		if !c.Open {
			continue
		}
		switch o.Findings[c.ID] {
		case Fits:
		case Differs:
			differs++
		case "":
			left++
		}
	}
	for id, f := range o.Findings {
		known := slices.ContainsFunc(checks, func(c Check) bool { return c.Open && c.ID == id })
		if !known || f != Fits && f != Differs {
			faults = append(faults, fault.Field{Path: "findings." + id, Message: sayNoFinding})
		}
	}
	switch {
	case len(faults) > 0:
		slices.SortFunc(faults, func(a, b fault.Field) int { return strings.Compare(a.Path, b.Path) })
		return fault.New(fault.Invalid, sayBadFindings, faults...)
	case o.Pass && left > 0:
		say := sayChecksOpen.With(left)
		return fault.New(fault.Invalid, say, fault.Field{Path: "findings", Message: say})
	case o.Pass && differs > 0 && o.Opinion == "":
		return fault.New(fault.Invalid, sayBadOpinion, fault.Field{Path: "opinion", Message: sayWhyPassed})
	}
	return nil
}
