package plan

import "banshi/engine/expr"

// shownCells are what tells one record from another, and a licence from a dead one; evaluation reads
// them without a rule.
var shownCells = []string{"number", "issuer", "issued", "valid_from", "valid_to", "status", "trust", "from", "to"}

// CellsRead are the names of cells that some rule of the plan reads, whatever the record.
func (p *Plan) CellsRead() map[string]bool {
	out := map[string]bool{}
	for _, c := range shownCells {
		out[c] = true
	}
	p.EachRule(func(n *expr.Node) {
		n.Walk(func(x *expr.Node) bool {
			if x.Op == expr.Get {
				out[x.Name] = true
			}
			return true
		})
	})
	for _, f := range p.Fields {
		if f.Rows == nil || f.Rows.From == "" {
			continue
		}
		for _, c := range f.Columns {
			out[c.ID] = true // a row begins with the cells of its record
		}
	}
	return out
}
