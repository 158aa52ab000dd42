package catalog

import (
	"slices"

	"banshi/engine/expr"
	"banshi/engine/plan"
)

// daily tells whether what a card says may hang on the day: some rule of visits, days, fee or papers
// reads today, itself or by way of a field.
func daily(p *plan.Plan) bool {
	moved := map[string]bool{"today": true}
	hangs := func(n *expr.Node) bool {
		return n != nil && slices.ContainsFunc(n.Reads(), func(name string) bool { return moved[name] })
	}
	choices := func(list []plan.Choice) bool {
		return slices.ContainsFunc(list, func(c plan.Choice) bool { return hangs(c.When) || hangs(c.Value) })
	}
	for again := true; again; {
		again = false
		for _, f := range p.Fields {
			if name := "form." + f.ID; !moved[name] && (hangs(f.Show) || choices(f.Fill) || choices(f.Compute)) {
				moved[name], again = true, true
			}
		}
	}
	return hangs(p.Instant) ||
		slices.ContainsFunc(p.Steps, func(s *plan.Step) bool { return hangs(s.When) || hangs(s.Visit) }) ||
		slices.ContainsFunc(p.Limits, func(l *plan.Limit) bool { return hangs(l.When) }) ||
		slices.ContainsFunc(p.Fees, func(f *plan.Fee) bool { return hangs(f.When) || hangs(f.Amount) }) ||
		slices.ContainsFunc(p.Materials, func(m *plan.Material) bool {
			return hangs(m.Need) || m.Defer != nil && hangs(m.Defer.When) || m.Promise != nil && hangs(m.Promise.When) ||
				slices.ContainsFunc(m.Reuse, func(r *plan.Reuse) bool { return hangs(r.Node) || hangs(r.When) })
		})
}
