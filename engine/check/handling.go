package check

import (
	"banshi/engine/expr"
	"banshi/engine/mode"
	"banshi/engine/plan"
)

// limits finds a promise that is longer than the law allows.
func (c *checker) limits() {
	for i, l := range c.plan.Limits {
		if l.Statutory == nil || l.Promised == nil {
			continue
		}
		if days(l.Promised) > days(l.Statutory) {
			c.promisedTooLong(i, l)
		}
	}
}

// days makes spans of different units comparable: five working days are a week.
func days(s *plan.Span) float64 {
	switch s.Unit {
	case "wd":
		return float64(s.N) * 7 / 5
	case "d":
		return float64(s.N)
	case "mo":
		return float64(s.N) * 30
	}
	return float64(s.N) * 365
}

// visits finds more visits than the mode of handling allows, and visits that nobody explains.
func (c *checker) visits() {
	m, ok := mode.Of(c.plan.Mode)
	if !ok {
		return
	}
	most := 0
	for _, s := range c.plan.Steps {
		if s.Visit == nil || s.Visit.IsConst(false) || s.When.IsConst(false) || m.Chosen(s.ID) && !s.Visit.IsConst(true) {
			continue
		}
		most++
	}
	if m.Visits >= 0 && most > m.Visits {
		c.tooManyVisits(m, most)
	}
	if certain(c.plan.Steps) && c.plan.Guide.WhyVisit == "" {
		c.visitUnexplained()
	}
}

// certain tells whether everybody has to come at least once.
func certain(steps []*plan.Step) bool {
	for _, s := range steps {
		if s.Visit.IsConst(true) && s.When == nil {
			return true
		}
	}
	return false
}

// fees finds a charge without the law that allows it.
func (c *checker) fees() {
	for i, f := range c.plan.Fees {
		if !isZero(f.Amount) && len(f.Basis) == 0 {
			c.feeWithoutBasis(i)
		}
	}
}

func isZero(n *expr.Node) bool {
	return n.Op == expr.Lit && n.Value.IsNumeric() && n.Value.Number().Sign() == 0
}
