package prove

import (
	"fmt"
	"math"
	"sort"
	"strings"

	"banshi/engine/eval"
	"banshi/engine/expr"
	"banshi/engine/plan"
	"banshi/engine/value"
)

// Covered tells how a condition of an item came out in its tests.
type Covered struct {
	Rule    string `json:"rule"` // eligibility.age.that
	True    int    `json:"true"`
	False   int    `json:"false"` // or empty, which decides nothing either
	Unknown int    `json:"unknown"`
	// Can it be unknown when it is asked: proved otherwise for rules that read nothing which may be, and for
	// those that are only asked when what they read is decided.
	CanBeUnknown bool `json:"canBeUnknown"`
}

// Missing lists the ways in which no test saw the condition.
func (c Covered) Missing() []string {
	var out []string
	if c.True == 0 {
		out = append(out, "true")
	}
	if c.False == 0 {
		out = append(out, "false")
	}
	if c.Unknown == 0 && c.CanBeUnknown {
		out = append(out, "unknown")
	}
	return out
}

func (c Covered) cells() int {
	if c.CanBeUnknown {
		return 3
	}
	return 2
}

// Coverage is what the tests of an item tried of its conditions.
type Coverage struct {
	Item  string    `json:"item"`
	Rules []Covered `json:"rules"`
}

// Cells counts how many ways there are, and how many were seen.
func (c Coverage) Cells() (all, seen int) {
	for _, r := range c.Rules {
		all += r.cells()
		seen += r.cells() - len(r.Missing())
	}
	return all, seen
}

// Percent is the share of ways seen, of several items together, cut to one decimal; 100 where there is
// nothing to see.
func Percent(list []Coverage) (percent float64, seen, all int) {
	for _, c := range list {
		a, s := c.Cells()
		all, seen = all+a, seen+s
	}
	if all == 0 {
		return 100, 0, 0
	}
	return math.Floor(1000*float64(seen)/float64(all)) / 10, seen, all
}

// Measure counts how the conditions of an item came out in the results of its tests.
func Measure(item string, prog *eval.Program, results []*Result) (Coverage, error) {
	out := Coverage{Item: item}
	counts := map[string]*Covered{}
	possible, guards := newPossibilities(prog.Plan()), guardsOf(prog.Plan())
	for _, rule := range conditions(prog.Plan()) {
		if rule.node.Op == expr.Lit {
			continue // true and false by themselves are nothing to try
		}
		counts[rule.path] = &Covered{Rule: rule.path, CanBeUnknown: possible.canBeUnknown(rule.node, guards(rule.path))}
	}
	for _, r := range results {
		if r.Error != "" {
			continue
		}
		s, err := prog.Open(r.Outcome.Input)
		if err != nil {
			return out, fmt.Errorf("prove: %s: %w", r.Name, err)
		}
		s.Trace(func(at *eval.Site) {
			if c := counts[at.Rule]; c != nil {
				c.count(at.Value)
			}
		})
	}
	for _, path := range keys(counts) {
		out.Rules = append(out.Rules, *counts[path])
	}
	return out, nil
}

func (c *Covered) count(v value.Value) {
	switch {
	case v.IsTrue():
		c.True++
	case v.IsUnknown():
		c.Unknown++
	default:
		c.False++
	}
}

// condition is a rule that says yes or no, with its path as Trace names it.
type condition struct {
	path string
	node *expr.Node
}

// conditions lists the conditions of a plan.
func conditions(p *plan.Plan) []condition {
	var out []condition
	eachRule(p, func(path string, at **expr.Node) {
		if isCondition(path) {
			out = append(out, condition{path, *at})
		}
	})
	sort.Slice(out, func(i, j int) bool { return out[i].path < out[j].path })
	return out
}

// isCondition tells by the last word of its path whether a rule says yes or no.
func isCondition(path string) bool {
	switch path[strings.LastIndexByte(path, '.')+1:] {
	case "when", "that", "show", "need", "instant", "visit":
		return true
	}
	return false
}
